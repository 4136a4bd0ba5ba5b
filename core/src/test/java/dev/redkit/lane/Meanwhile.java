package dev.redkit.lane;

/** Something that happens again and again while a test does its work. */
final class Meanwhile implements AutoCloseable {
    private final Thread thread;
    private volatile boolean ended;

    private Meanwhile(long millis, Runnable action) {
        thread = new Thread(() -> {
            for (sleep(millis); !ended; sleep(millis)) {
                action.run();
            }
        });
        thread.start();
    }

    static Meanwhile every(long millis, Runnable action) {
        return new Meanwhile(millis, action);
    }

    static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join();
    }
}
