package dev.redkit.tail.outlet;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.time.Instant;
import java.util.function.BiConsumer;
import org.HdrHistogram.Histogram;

/**
 * How long messages were on their way: now, minus the first number in the payload, if that is a time since 1970 in
 * seconds, milli-, micro- or nanoseconds. Right as far as the clocks of both sides agree.
 */
public final class LatencyOutlet implements Outlet {
    private static final long HOUR_MICROS = 3_600_000_000L;

    /** Microseconds on the way; how many messages had no time; how many came from the future. */
    public record View(Histogram micros, long unstamped, long early) {}

    private final long period;
    private final BiConsumer<View, Boolean> show;
    private final Histogram histogram = new Histogram(HOUR_MICROS, 3);
    private long unstamped;
    private long early;
    private long shown = System.nanoTime();

    public LatencyOutlet(long period, BiConsumer<View, Boolean> show) {
        this.period = period;
        this.show = show;
    }

    @Override
    public void message(Message message) {
        long sent = stamp(message.payload());
        if (sent < 0) {
            unstamped++;
            return;
        }
        Instant now = Instant.now();
        long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1000 - sent;
        if (micros < 0) {
            early++;
            micros = 0;
        }
        histogram.recordValue(Math.min(micros, HOUR_MICROS));
    }

    /** The first number, as microseconds since 1970; -1 when there is none, or it is no time of our days. */
    static long stamp(Slice payload) {
        int at = payload.offset();
        int end = at + payload.length();
        byte[] bytes = payload.bytes();
        while (at < end && !digit(bytes[at])) {
            at++;
        }
        long value = 0;
        int digits = 0;
        while (at < end && digit(bytes[at]) && digits < 19) {
            value = value * 10 + bytes[at++] - '0';
            digits++;
        }
        if (digits == 10 && at + 1 < end && bytes[at] == '.' && digit(bytes[at + 1])) {
            int fraction = 0;
            for (at++; fraction < 6; fraction++) {
                value = value * 10 + (at < end && digit(bytes[at]) ? bytes[at++] - '0' : 0);
            }
            return value;
        }
        return switch (digits) {
            case 10 -> value * 1_000_000;
            case 13 -> value * 1000;
            case 16 -> value;
            case 19 -> value / 1000;
            default -> -1;
        };
    }

    private static boolean digit(byte one) {
        return one >= '0' && one <= '9';
    }

    @Override
    public void tick() {
        if (System.nanoTime() - shown >= period) {
            shown = System.nanoTime();
            show.accept(new View(histogram, unstamped, early), false);
        }
    }

    @Override
    public void close() {
        show.accept(new View(histogram, unstamped, early), true);
    }
}
