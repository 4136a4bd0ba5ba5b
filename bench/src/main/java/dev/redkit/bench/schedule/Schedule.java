package dev.redkit.bench.schedule;

import java.util.SplittableRandom;

/**
 * The intended times of one thread of an open loop, one after the other, never later because of what happened meanwhile.
 * Threads interleave: request i of the whole run belongs to thread i modulo their number.
 */
public final class Schedule implements Timetable {
    private final double distance;
    private final double first;
    private final SplittableRandom random;
    private long origin;
    private double at;
    private long count;

    private Schedule(double distance, double first, SplittableRandom random) {
        this.distance = distance;
        this.first = first;
        this.random = random;
        this.at = first;
    }

    /** The share of thread {@code index} of {@code of} in {@code rate} requests per second. */
    public static Schedule of(double rate, Arrivals arrivals, int index, int of, long seed) {
        double distance = 1e9 / rate;
        if (arrivals == Arrivals.CONSTANT) {
            return new Schedule(distance * of, distance * index, null);
        }
        // The sum of independent Poisson streams is one.
        Schedule schedule = new Schedule(distance * of, 0, new SplittableRandom(seed * 31 + index));
        schedule.at = schedule.gap();
        return schedule;
    }

    @Override
    public void start(long nanos) {
        origin = nanos;
    }

    @Override
    public long due() {
        return origin + (long) at;
    }

    @Override
    public void advance() {
        count++;
        // Multiplied anew for each: a sum would drift.
        at = random == null ? first + count * distance : at + gap();
    }

    /** As if they came at equal distances. */
    @Override
    public long waiting(long nanos) {
        long late = nanos - due();
        return late <= 0 ? 0 : 1 + (long) ((late - 1) / distance);
    }

    private double gap() {
        return -Math.log(1 - random.nextDouble()) * distance;
    }
}
