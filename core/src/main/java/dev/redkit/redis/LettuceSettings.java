package dev.redkit.redis;

import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.util.Map;

/**
 * What Lettuce and Netty should leave alone in a short-lived process: flight recorder events, native transports, leak
 * detection, buffer pools, a walk through all network interfaces for a number that nobody reads. They look at it while
 * their classes are initialised, so it must be said before any of them is touched. What the user has set stays.
 */
final class LettuceSettings {
    private static final Map<String, String> PROPERTIES = Map.of(
            "io.lettuce.core.jfr", "false",
            "io.lettuce.core.epoll", "false",
            "io.lettuce.core.kqueue", "false",
            "io.lettuce.core.iouring", "false",
            "io.netty.leakDetection.level", "disabled",
            "io.netty.allocator.type", "unpooled",
            "io.netty.machineId", "00:00:00:00:00:01",
            "io.netty.processId", "1");

    private LettuceSettings() {}

    static void apply() {
        PROPERTIES.forEach((name, value) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, value);
            }
        });
        silence();
    }

    /** Netty does not take "no logging" from SLF4J for an answer by itself: it would log to stderr. */
    @SuppressWarnings("deprecation")
    private static void silence() {
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }
}
