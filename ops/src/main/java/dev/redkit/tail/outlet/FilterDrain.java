package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One long-lived program between redkit and its output: a line for each message goes in, and what comes out is the
 * output. With {@link #settle} it is taken at its word: a line out for each line in.
 */
public final class FilterDrain implements Drain {
    private static final long PATIENCE_SECONDS = 10;

    private final String command;
    private final Process process;
    private final OutputStream in;
    private final OutputStream out;
    private final Thread pump;
    private long given;
    private long returned;
    private boolean ended;
    private RuntimeException failure;

    public FilterDrain(String command, OutputStream out) {
        this.command = command;
        this.out = out;
        try {
            process = new ProcessBuilder(List.of("/bin/sh", "-c", command))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UsageError("--filter: cannot start '" + command + "': " + e.getMessage(), null, e);
        }
        in = process.getOutputStream();
        pump = new Thread(this::pump, "redkit-filter");
        pump.setDaemon(true);
        pump.start();
    }

    private void pump() {
        byte[] window = new byte[64 * 1024];
        try (InputStream from = process.getInputStream()) {
            for (int got = from.read(window); got >= 0; got = from.read(window)) {
                out.write(window, 0, got);
                if (from.available() == 0) {
                    out.flush();
                }
                returned(window, got);
            }
            end(null);
        } catch (IOException e) {
            end(new CannotWrite("cannot read from --filter '" + command + "': " + e.getMessage(), null, e));
        } catch (RuntimeException e) {
            end(e);
        }
    }

    private synchronized void returned(byte[] window, int length) {
        for (int i = 0; i < length; i++) {
            returned += window[i] == '\n' ? 1 : 0;
        }
        notifyAll();
    }

    private synchronized void end(RuntimeException why) {
        ended = true;
        failure = why;
        notifyAll();
    }

    @Override
    public void write(byte[] bytes, int length, long messages) {
        try {
            in.write(bytes, 0, length);
            synchronized (this) {
                given += messages;
            }
        } catch (IOException e) {
            throw gone(e);
        }
    }

    @Override
    public void flush() {
        try {
            in.flush();
        } catch (IOException e) {
            throw gone(e);
        }
    }

    private RuntimeException gone(IOException e) {
        check();
        return new CannotWrite(
                "--filter '" + command + "' reads no more: " + ending(),
                "what it had not answered was not acknowledged",
                e);
    }

    private String ending() {
        try {
            return process.waitFor(1, TimeUnit.SECONDS)
                    ? "it ended with " + process.exitValue()
                    : "it closed its input";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    @Override
    public synchronized void check() {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void settle() {
        flush();
        boolean unanswered;
        synchronized (this) {
            while (returned < given && !ended) {
                sleep();
            }
            unanswered = returned < given;
        }
        check();
        if (unanswered) {
            throw gone(null);
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is a loop
    private void sleep() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotWrite("interrupted while --filter '" + command + "' was at work", null, e);
        }
    }

    /** Ends its input, and gives it some time to write what it has. */
    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            // It reads no more; its exit code says the rest.
            ended = true;
        }
        try {
            pump.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
            if (!process.waitFor(1, TimeUnit.SECONDS)) {
                process.descendants().forEach(ProcessHandle::destroy);
                process.destroy();
                throw new CannotWrite("--filter '" + command + "' did not end when its input did, and was stopped");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        check();
        if (process.exitValue() != 0) {
            throw new CannotWrite("--filter '" + command + "' ended with " + process.exitValue());
        }
    }
}
