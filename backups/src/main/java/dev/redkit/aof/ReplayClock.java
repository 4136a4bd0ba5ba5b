package dev.redkit.aof;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * How time passes while commands are done again at the pace at which they were noted.
 *
 * @param nanos as {@link System#nanoTime}
 * @param pause waits about so many nanoseconds
 */
public record ReplayClock(LongSupplier nanos, LongConsumer pause) {
    public static final ReplayClock SYSTEM = new ReplayClock(System::nanoTime, LockSupport::parkNanos);
}
