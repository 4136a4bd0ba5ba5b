package dev.redkit.tail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Several threads of one source; the first failure of any is the failure of all. */
public final class Crew {
    private static final long STEP = 50_000_000;

    private final List<Thread> threads = new ArrayList<>();
    private volatile RuntimeException failure;

    public void start(String name, Runnable work) {
        Thread thread = new Thread(() -> attempt(work), name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            failure = failure == null ? e : failure;
        }
    }

    /** Throws what one of them failed with. */
    public void check() {
        if (failure != null) {
            throw failure;
        }
    }

    /** Whether none is at work any more. */
    public boolean done() {
        threads.removeIf(thread -> !thread.isAlive());
        return threads.isEmpty();
    }

    /** Waits that long, or until there is a reason to look. */
    public void rest(long millis, BooleanSupplier reason) {
        long until = System.nanoTime() + millis * 1_000_000;
        while (failure == null && !reason.getAsBoolean() && System.nanoTime() < until) {
            LockSupport.parkNanos(STEP);
        }
    }

    /** Waits for all; then throws what one of them failed with. */
    public void join() {
        for (Thread thread : List.copyOf(threads)) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        check();
    }
}
