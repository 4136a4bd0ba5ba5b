package dev.redkit.shell;

import dev.redkit.console.ExitCode;

/** Ctrl-C while something runs: goes to whatever runs. */
final class Breaker {
    private Runnable reaction;
    private int hits;

    /** From now on this is what a Ctrl-C does; null for nothing. */
    synchronized void reaction(Runnable value) {
        reaction = value;
        // When nothing runs any more, it can still be asked how often somebody tried to end it.
        hits = value == null ? hits : 0;
    }

    /** Somebody has pressed Ctrl-C. */
    void hit() {
        Runnable now;
        synchronized (this) {
            hits++;
            now = reaction;
            notifyAll();
        }
        if (now != null) {
            now.run();
        }
    }

    /** Waits that long; says whether a Ctrl-C came. */
    synchronized boolean pause(long millis) {
        hits = 0;
        long end = System.nanoTime() + millis * 1_000_000;
        try {
            for (long left = millis; left > 0 && hits == 0; left = (end - System.nanoTime()) / 1_000_000) {
                wait(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
        return hits > 0;
    }

    /** Between two of several commands: goes no further if a Ctrl-C came meanwhile. */
    void check() {
        if (hits() > 0) {
            throw new Ended(ExitCode.INTERRUPTED.code());
        }
    }

    synchronized int hits() {
        return hits;
    }
}
