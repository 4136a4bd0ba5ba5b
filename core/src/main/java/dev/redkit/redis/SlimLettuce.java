package dev.redkit.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisChannelWriter;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisReactiveCommandsImpl;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StatefulRedisConnectionImpl;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.PushHandler;
import io.netty.util.concurrent.Future;
import java.io.Closeable;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;

/**
 * A Lettuce client without what a short-lived process does not use: sync proxies (a class generated per connection),
 * reactive commands, resources of its own. Together with {@link LettuceSettings} that halves its start-up.
 */
final class SlimLettuce extends RedisClient implements Closeable {
    private final LeanResources resources;
    private SocketAddress address;

    SlimLettuce(ClientOptions options) {
        this(new LeanResources(), options);
    }

    private SlimLettuce(LeanResources resources, ClientOptions options) {
        super(resources, new RedisURI());
        this.resources = resources;
        setOptions(options);
    }

    /** Connects to just this address; the URI says everything else. Not for several threads at once. */
    StatefulRedisConnection<String, String> connect(RedisURI uri, SocketAddress to) {
        address = to;
        return connect(StringCodec.UTF8, uri);
    }

    @Override
    protected Mono<SocketAddress> getSocketAddress(RedisURI uri) {
        return Mono.just(address);
    }

    @Override
    protected <K, V> StatefulRedisConnectionImpl<K, V> newStatefulRedisConnection(
            RedisChannelWriter writer, PushHandler pushes, RedisCodec<K, V> codec, Duration timeout) {
        return new Connection<>(writer, pushes, codec, timeout);
    }

    @Override
    public void close() {
        shutdown(0, 0, TimeUnit.MILLISECONDS);
        // Its threads are daemons: nobody has to wait for their end.
        Future<Boolean> unused = resources.shutdown();
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
}
