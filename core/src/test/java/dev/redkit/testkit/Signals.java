package dev.redkit.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Signals to processes, which Java cannot send by itself. */
public final class Signals {
    private Signals() {}

    /** Sends a signal by its name without {@code SIG}; fails when there is no such process. */
    public static void send(String name, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("no process " + pid + " to send " + name + " to");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while sending " + name, e);
        }
    }
}
