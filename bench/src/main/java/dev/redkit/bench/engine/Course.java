package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Interval;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;

/** What the threads of one run share: when it began, when it ends, and the way of intervals to whoever adds them up. */
final class Course {
    /** Full intervals, on their way from the loops. */
    final BlockingQueue<Interval> full = new LinkedBlockingQueue<>();

    private final Deque<Interval> spare = new ArrayDeque<>();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
    private final int commands;
    private final boolean open;
    final long interval;
    volatile long start;
    /** Nothing that is due later is sent. */
    volatile long stopAt = Long.MAX_VALUE;

    private volatile long planned;
    private int plannedIntervals;
    /** Grows when all connections are to be replaced by new ones. */
    private volatile int generation;
    /** Whether requests count against a limit: not while warming up. */
    volatile boolean counting;

    Course(int commands, boolean open, long interval) {
        this.commands = commands;
        this.open = open;
        this.interval = interval;
    }

    Interval blank() {
        synchronized (spare) {
            return spare.isEmpty() ? new Interval(commands, open) : spare.pop();
        }
    }

    void giveBack(Interval interval) {
        interval.clear();
        synchronized (spare) {
            spare.push(interval);
        }
    }

    /** Ends the run; the first reason is the one that is told. */
    void fail(RuntimeException reason) {
        failure.compareAndSet(null, reason);
        stop(System.nanoTime());
    }

    /** Nothing is sent after that moment; the earliest moment said is the one that counts. */
    synchronized void stop(long nanos) {
        stopAt = Math.min(stopAt, nanos);
    }

    /** Plans the end: after that many intervals. Before the start, the plan waits for it. */
    void stopAfter(int intervals) {
        plannedIntervals = intervals;
        if (start != 0) {
            started();
        }
    }

    /** The start is known now. */
    void started() {
        if (plannedIntervals > 0) {
            planned = start + plannedIntervals * interval;
            stop(planned);
        }
    }

    /** Whether it ended before the planned end. */
    boolean stoppedEarly() {
        return planned != 0 && stopAt < planned;
    }

    /** Every connection is replaced by a new one, as soon as that stands. */
    synchronized void renew() {
        generation = generation + 1;
    }

    int generation() {
        return generation;
    }

    RuntimeException failure() {
        return failure.get();
    }
}
