package dev.redkit.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisReactiveCommandsImpl;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.protocol.PushHandler;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.io.Closeable;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;

/**
 * A Lettuce client without what a short-lived process does not use: sync proxies (a class generated per connection),
 * reactive commands, flight recorder events, an event bus, latency figures, native transports, Netty's own DNS, pooled
 * buffers and leak detection. Each was measured; together they halve its start-up (docs/dependencies.md).
 */
final class SlimLettuce extends RedisClient implements Closeable {
    private static final Map<String, String> OFF = Map.of(
            "io.lettuce.core.jfr", "false",
            "io.lettuce.core.epoll", "false",
            "io.lettuce.core.kqueue", "false",
            "io.lettuce.core.iouring", "false",
            "io.netty.leakDetection.level", "disabled",
            "io.netty.allocator.type", "unpooled",
            // Netty would look through every network interface for a number that nobody reads.
            "io.netty.machineId", "00:00:00:00:00:01",
            "io.netty.processId", "1");

    private final ClientResources resources;

    static {
        OFF.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        silence();
    }

    SlimLettuce(ClientOptions options) {
        this(resources(), options);
    }

    private SlimLettuce(ClientResources resources, ClientOptions options) {
        super(resources, new RedisURI());
        this.resources = resources;
        setOptions(options);
    }

    /** Netty does not take "no logging" from SLF4J for an answer by itself and would log to stderr. */
    @SuppressWarnings("deprecation")
    private static void silence() {
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    private static ClientResources resources() {
        return DefaultClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .addressResolverGroup(DefaultAddressResolverGroup.INSTANCE)
                .eventBus(new Nobody())
                // The least that Lettuce takes; threads start when they are used.
                .ioThreadPoolSize(2)
                .computationThreadPoolSize(2)
                .build();
    }

    @Override
    protected <K, V> StatefulRedisConnectionImpl<K, V> newStatefulRedisConnection(
            RedisChannelWriter writer, PushHandler pushes, RedisCodec<K, V> codec, Duration timeout) {
        return new Connection<>(writer, pushes, codec, timeout);
    }

    /** Without a quiet period: a process that waits for one is a slow process. */
    @Override
    public void close() {
        shutdown(0, 0, TimeUnit.MILLISECONDS);
        resources.shutdown(0, 0, TimeUnit.MILLISECONDS).awaitUninterruptibly(1, TimeUnit.SECONDS);
    }

    private static final class Connection<K, V> extends StatefulRedisConnectionImpl<K, V> {
        Connection(RedisChannelWriter writer, PushHandler pushes, RedisCodec<K, V> codec, Duration timeout) {
            super(writer, pushes, codec, timeout);
        }

        @Override
        protected RedisCommands<K, V> newRedisSyncCommandsImpl() {
            return null;
        }

        @Override
        protected RedisReactiveCommandsImpl<K, V> newRedisReactiveCommandsImpl() {
            return null;
        }
    }

    /** An event bus that nobody listens to. */
    private static final class Nobody implements EventBus {
        @Override
        public Flux<Event> get() {
            return Flux.never();
        }

        @Override
        public void publish(Event event) {
            // Nobody listens.
        }
    }
}
