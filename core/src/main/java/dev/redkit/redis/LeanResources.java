package dev.redkit.redis;

import io.lettuce.core.event.DefaultEventPublisherOptions;
import io.lettuce.core.event.Event;
import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.DnsResolvers;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.resolver.AddressResolverGroup;
import io.netty.resolver.DefaultAddressResolverGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.Timer;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;

/**
 * One daemon thread and one timer. Lettuce's own resources cannot be used as they are: the mere loading of their class
 * starts Netty's DNS client (configuration, caches, sixty classes), and their threads keep a process alive.
 */
final class LeanResources implements ClientResources, EventLoopGroupProvider {
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("lettuce", true), NioIoHandler.newFactory());
    private final Timer timer = new HashedWheelTimer(new DefaultThreadFactory("lettuce-timer", true));

    @Override
    public Builder mutate() {
        throw new UnsupportedOperationException("these resources are as they are");
    }

    @Override
    public Future<Boolean> shutdown() {
        return shutdown(0, 0, TimeUnit.MILLISECONDS);
    }

    /** Without a quiet period: a process that waits for one is a slow process. */
    @Override
    public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit unit) {
        timer.stop();
        Future<?> unused = loop.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
        return done();
    }

    private static Future<Boolean> done() {
        return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T extends EventLoopGroup> T allocate(Class<T> type) {
        // Lettuce names a class of Netty 4.1 and keeps what it gets as an EventLoopGroup.
        return (T) loop;
    }

    @Override
    public int threadPoolSize() {
        return 1;
    }

    @Override
    public Future<Boolean> release(EventExecutorGroup group, long quietPeriod, long timeout, TimeUnit unit) {
        return done();
    }

    @Override
    public AddressResolverGroup<?> addressResolverGroup() {
        return DefaultAddressResolverGroup.INSTANCE;
    }

    @Override
    public EventPublisherOptions commandLatencyPublisherOptions() {
        return DefaultEventPublisherOptions.disabled();
    }

    @Override
    public CommandLatencyRecorder commandLatencyRecorder() {
        return CommandLatencyRecorder.disabled();
    }

    @Override
    public int computationThreadPoolSize() {
        return 1;
    }

    @Override
    public EventBus eventBus() {
        return Nobody.INSTANCE;
    }

    @Override
    public EventLoopGroupProvider eventLoopGroupProvider() {
        return this;
    }

    @Override
    public EventExecutorGroup eventExecutorGroup() {
        return loop;
    }

    @Override
    public int ioThreadPoolSize() {
        return 1;
    }

    @Override
    public NettyCustomizer nettyCustomizer() {
        return Untouched.INSTANCE;
    }

    @Override
    public Delay reconnectDelay() {
        return Delay.constant(Duration.ofSeconds(1));
    }

    @Override
    public SocketAddressResolver socketAddressResolver() {
        return SocketAddressResolver.create(DnsResolvers.UNRESOLVED);
    }

    @Override
    public Timer timer() {
        return timer;
    }

    @Override
    public Tracing tracing() {
        return Tracing.disabled();
    }

    private enum Untouched implements NettyCustomizer {
        INSTANCE
    }

    /** An event bus that nobody listens to. */
    private enum Nobody implements EventBus {
        INSTANCE;

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
