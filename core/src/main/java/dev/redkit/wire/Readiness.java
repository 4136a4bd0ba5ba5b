package dev.redkit.wire;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** Waits until one channel can be read, written or connected, for as long as its owner allows. */
final class Readiness implements Closeable {
    private final Selector selector;
    private final SelectionKey key;

    Readiness(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        selector = channel.provider().openSelector();
        key = channel.register(selector, 0);
    }

    /** A moment that many nanoseconds from now, for {@link #await}. */
    static long deadline(Duration wait) {
        return System.nanoTime() + wait.toNanos();
    }

    /**
     * Waits for one of {@code operations}; past the deadline this is a {@link SocketTimeoutException}, unless one of them
     * can be done all the same: then it was this process that was held up.
     */
    void await(int operations, long deadline) throws IOException {
        key.interestOps(operations);
        while (true) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                if (now(operations)) {
                    return;
                }
                throw new SocketTimeoutException();
            }
            if (selector.select(left / 1_000_000 + 1) > 0) {
                selector.selectedKeys().clear();
                return;
            }
            if (Thread.interrupted()) {
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    /** Whether one of {@code operations} can be done now. */
    boolean now(int operations) throws IOException {
        key.interestOps(operations);
        boolean can = selector.selectNow() > 0;
        selector.selectedKeys().clear();
        return can;
    }

    @Override
    public void close() throws IOException {
        key.cancel();
        selector.close();
    }
}
