package dev.redkit.tail.outlet;

import dev.redkit.tail.Message;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a command for each message: the payload on its standard input, the rest in {@code REDKIT_CHANNEL},
 * {@code REDKIT_PATTERN}, {@code REDKIT_ID}. For rare messages: a process costs a thousand times what a message does. So
 * many run at a time; so many wait, and then {@link OnSlow} decides. One that hangs is stopped after a while.
 */
public final class ExecOutlet implements Outlet {
    /**
     * How commands are run.
     *
     * @param atOnce how many at a time
     * @param waiting how many messages may wait
     * @param limit how long one may take
     */
    public record Plan(String command, int atOnce, int waiting, Duration limit, OnSlow onSlow) {}

    private record Job(Map<String, String> environment, byte[] payload, String name) {}

    private final Plan plan;
    private final Consumer<String> complaints;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private final List<Thread> workers = new ArrayList<>();
    private final Set<String> failed = new HashSet<>();
    private int running;
    private long failures;
    private long dropped;
    private boolean closing;

    public ExecOutlet(Plan plan, Consumer<String> complaints) {
        this.plan = plan;
        this.complaints = complaints;
        for (int i = 0; i < plan.atOnce(); i++) {
            Thread worker = new Thread(this::work, "redkit-exec-" + i);
            worker.setDaemon(true);
            workers.add(worker);
            worker.start();
        }
    }

    @Override
    public synchronized void message(Message message) {
        while (jobs.size() >= plan.waiting()) {
            if (plan.onSlow() == OnSlow.DROP_NEWEST) {
                dropped++;
                return;
            } else if (plan.onSlow() == OnSlow.DROP_OLDEST) {
                dropped++;
                jobs.remove();
            } else if (!sleep()) {
                return;
            }
        }
        Map<String, String> environment = Map.of(
                "REDKIT_CHANNEL", clean(message.channel().text()),
                "REDKIT_PATTERN", clean(message.pattern().text()),
                "REDKIT_ID", clean(message.id().text()),
                "REDKIT_NODE", message.node());
        String name = message.channel().text() + " " + message.id().text();
        jobs.add(new Job(environment, message.payload().copy(), name));
        notifyAll();
    }

    /** A variable of the environment ends at a NUL. */
    private static String clean(String text) {
        return text.replace("\0", "\\0");
    }

    @SuppressWarnings("WaitNotInLoop") // its callers are loops
    private boolean sleep() {
        try {
            wait();
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void work() {
        for (Job job = next(); job != null; job = next()) {
            String complaint = run(job);
            done(job, complaint);
        }
    }

    private synchronized Job next() {
        while (jobs.isEmpty()) {
            if (closing || !sleep()) {
                return null;
            }
        }
        running++;
        Job job = jobs.remove();
        notifyAll();
        return job;
    }

    private void done(Job job, String complaint) {
        boolean tell = false;
        synchronized (this) {
            running--;
            if (complaint != null) {
                failed.add(job.name());
                tell = failures++ < 10;
            }
            notifyAll();
        }
        if (tell) {
            complaints.accept("--exec for a message on " + job.environment().get("REDKIT_CHANNEL") + ": " + complaint);
        }
    }

    /** Null when it went well. */
    private String run(Job job) {
        Process process = null;
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", plan.command())
                    .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                    .redirectError(ProcessBuilder.Redirect.INHERIT);
            builder.environment().putAll(job.environment());
            process = builder.start();
            feed(process, job.payload());
            if (!process.waitFor(plan.limit().toMillis(), TimeUnit.MILLISECONDS)) {
                return "stopped after " + plan.limit().toSeconds() + " s, because it did not end";
            }
            return process.exitValue() == 0 ? null : "it ended with " + process.exitValue();
        } catch (IOException e) {
            return e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        } finally {
            if (process != null && process.isAlive()) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }

    /** On a thread of its own: a command that reads nothing must not be waited for longer than its time. */
    private static void feed(Process process, byte[] payload) {
        Thread feeder = new Thread(
                () -> {
                    try (OutputStream in = process.getOutputStream()) {
                        in.write(payload);
                    } catch (IOException e) {
                        // A command need not read what it is given.
                        return;
                    }
                },
                "redkit-exec-input");
        feeder.setDaemon(true);
        feeder.start();
    }

    @Override
    public synchronized Set<String> settle() {
        while (running > 0 || !jobs.isEmpty()) {
            if (!sleep()) {
                break;
            }
        }
        Set<String> result = Set.copyOf(failed);
        failed.clear();
        return result;
    }

    /** How many commands failed. */
    public synchronized long failures() {
        return failures;
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public void close() {
        settle();
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        for (Thread worker : workers) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
