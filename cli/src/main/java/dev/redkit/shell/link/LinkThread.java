package dev.redkit.shell.link;

import dev.redkit.failure.Unreachable;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The one thread that uses the link, so that the prompt never waits for a server: connecting, commands and listening
 * happen here one after the other, while the shell's own thread waits for a result or for Ctrl-C.
 */
public final class LinkThread {
    private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
        Thread made = new Thread(work, "redkit-link");
        made.setDaemon(true);
        return made;
    });

    private ScheduledFuture<?> repeated;

    /** A piece of work under way. */
    public static final class Work<T> {
        private final CountDownLatch ended = new CountDownLatch(1);
        private final Callable<T> task;
        private Thread runner;
        private boolean cancelled;
        private T result;
        private RuntimeException failure;

        private Work(Callable<T> task) {
            this.task = task;
        }

        private void run() {
            synchronized (this) {
                if (cancelled) {
                    return;
                }
                runner = Thread.currentThread();
            }
            try {
                result = task.call();
            } catch (RuntimeException e) {
                failure = e;
            } catch (Exception e) {
                failure = new IllegalStateException(e);
            } finally {
                synchronized (this) {
                    runner = null;
                    // An interrupt that came too late must hit neither the next piece of work nor what came of this
                    // one.
                    Thread.interrupted();
                    ended.countDown();
                }
            }
        }

        /** Whether it has ended after at most that long. */
        public boolean ended(long millis) throws InterruptedException {
            return ended.await(millis, TimeUnit.MILLISECONDS);
        }

        /** Wakes it up where it waits: it then fails. What has not begun will not begin. */
        public synchronized void interrupt() {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            } else if (ended.getCount() > 0) {
                failure = new Unreachable("interrupted before anything was sent");
                ended.countDown();
            }
        }

        /** What came of it, or its failure. */
        public T result() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    public <T> Work<T> start(Callable<T> task) {
        Work<T> work = new Work<>(task);
        thread.execute(work::run);
        return work;
    }

    /** Does this again and again, whenever nothing else is to be done. */
    public void every(long millis, Runnable task) {
        repeated = thread.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
    }

    public void close() {
        if (repeated != null) {
            repeated.cancel(false);
        }
        thread.shutdownNow();
    }
}
