package dev.redkit.commands;

/** Ctrl-C, as a request: long work looks at it between two steps, finishes what is in flight, and stops. */
public final class Cancellation {
    private final Runnable onWatch;
    private volatile boolean requested;
    private Runnable reaction = () -> {};

    /** {@code onWatch} runs when a command first says that it will look here. */
    public Cancellation(Runnable onWatch) {
        this.onWatch = onWatch;
    }

    /** Says that somebody looks here from now on, and comes to an end when asked. */
    public void watch() {
        onWatch.run();
    }

    /** Runs {@code reaction} when somebody asks to stop: for work that waits where it cannot look here. */
    public synchronized void onRequest(Runnable reaction) {
        this.reaction = reaction;
    }

    /** Asks the work to stop. */
    public synchronized void request() {
        requested = true;
        notifyAll();
        reaction.run();
    }

    public boolean requested() {
        return requested;
    }

    /** Waits that long, or until somebody asks to stop; says whether somebody did. */
    public synchronized boolean pause(long millis) {
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            while (!requested) {
                long left = (end - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            requested = true;
        }
        return true;
    }
}
