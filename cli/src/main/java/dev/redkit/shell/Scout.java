package dev.redkit.shell;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs errands in the background, one after the other. When too many wait, the oldest is dropped, and told so. */
final class Scout {
    /** How many may wait; the oldest are not interesting any more. */
    static final int MOST_WAITING = 4;

    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingDeque<>(MOST_WAITING),
            work -> {
                Thread made = new Thread(work, "redkit-scout");
                made.setDaemon(true);
                return made;
            },
            Scout::insteadOfTheOldest);
    private volatile CountDownLatch latest = new CountDownLatch(0);

    private record Errand(Runnable work, Runnable dropped, CountDownLatch over) implements Runnable {
        @Override
        public void run() {
            try {
                work.run();
            } finally {
                over.countDown();
            }
        }

        void drop() {
            dropped.run();
            over.countDown();
        }
    }

    private static void insteadOfTheOldest(Runnable errand, ThreadPoolExecutor pool) {
        boolean ended = pool.isShutdown();
        if ((ended ? errand : pool.getQueue().poll()) instanceof Errand never) {
            never.drop();
        }
        if (!ended) {
            pool.execute(errand);
        }
    }

    /** Does this some time soon, or never; then {@code dropped} is done instead. */
    void send(Runnable work, Runnable dropped) {
        Errand errand = new Errand(work, dropped, new CountDownLatch(1));
        latest = errand.over();
        thread.execute(errand);
    }

    /** Waits at most that long for what it was sent for last. Those who wait take no place from those who want something. */
    void settle(long millis) {
        try {
            latest.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does this as the last thing. */
    void end(Runnable last) {
        send(last, () -> {});
        thread.shutdown();
    }
}
