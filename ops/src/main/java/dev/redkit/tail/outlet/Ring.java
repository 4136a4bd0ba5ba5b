package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * A bounded number of bytes between the thread that reads from the server and one that writes: while the output's reader
 * is slow, the server's connection is still drained. When it is full, {@link OnSlow} decides. Pieces are dropped whole,
 * each some handfuls of messages; every one is counted.
 */
public final class Ring implements Drain {
    private static final int PIECE = 64 * 1024;

    private static final class Piece {
        private byte[] bytes;
        private int length;
        private long messages;
    }

    private final OutputStream out;
    private final OnSlow onSlow;
    private final long most;
    private final Spool spool;
    private final Thread writer;
    private final Deque<Piece> pieces = new ArrayDeque<>();
    private long held;
    private long dropped;
    private boolean closing;
    /** The writer waits for something to write. */
    private boolean idle;

    private RuntimeException failure;

    public Ring(OutputStream out, OnSlow onSlow, long most) {
        this.out = out;
        this.onSlow = onSlow;
        this.most = most;
        this.spool = onSlow == OnSlow.SPOOL ? new Spool() : null;
        this.writer = new Thread(this::drain, "redkit-output");
        writer.setDaemon(true);
        writer.start();
    }

    @Override
    public synchronized void write(byte[] bytes, int length, long messages) {
        check();
        if (spool != null && spool.holds()) {
            spool.append(bytes, length);
            notifyAll();
            return;
        }
        while (held > 0 && held + length > most) {
            switch (onSlow) {
                case BLOCK -> sleep();
                case DROP_OLDEST -> dropped += take().messages;
                case DROP_NEWEST -> {
                    dropped += messages;
                    return;
                }
                case SPOOL -> {
                    spool.append(bytes, length);
                    notifyAll();
                    return;
                }
            }
            check();
        }
        put(bytes, length, messages);
    }

    private void put(byte[] bytes, int length, long messages) {
        Piece last = pieces.peekLast();
        if (last == null || last.length + length > PIECE) {
            last = new Piece();
            last.bytes = new byte[length];
            pieces.add(last);
        } else {
            last.bytes = Arrays.copyOf(last.bytes, Math.max(last.bytes.length, PIECE));
        }
        System.arraycopy(bytes, 0, last.bytes, last.length, length);
        last.length += length;
        last.messages += messages;
        held += length;
        notifyAll();
    }

    private Piece take() {
        Piece first = pieces.remove();
        held -= first.length;
        return first;
    }

    @SuppressWarnings("WaitNotInLoop") // its callers are loops
    private void sleep() {
        try {
            wait();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CannotWrite("interrupted while the output was full");
        }
    }

    @Override
    public void flush() {
        // The writer flushes whenever it has nothing left to write.
    }

    @Override
    public synchronized void settle() {
        while (!(empty() && idle)) {
            check();
            sleep();
        }
    }

    @Override
    public synchronized long dropped() {
        return dropped;
    }

    @Override
    public synchronized void check() {
        if (failure != null) {
            throw failure;
        }
    }

    private void drain() {
        try {
            byte[] spooled = spool == null ? null : new byte[PIECE];
            for (Piece piece = next(spooled); piece != null; piece = next(spooled)) {
                out.write(piece.bytes, 0, piece.length);
                if (empty()) {
                    out.flush();
                }
            }
            out.flush();
        } catch (IOException e) {
            fail(new CannotWrite("cannot write the output: " + e.getMessage(), null, e));
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    private synchronized void fail(RuntimeException e) {
        failure = e;
        notifyAll();
    }

    private synchronized boolean empty() {
        return pieces.isEmpty() && (spool == null || !spool.holds());
    }

    /** The next piece to write, waiting for it; null at the end. */
    private synchronized Piece next(byte[] spooled) {
        while (empty()) {
            if (closing) {
                return null;
            }
            idle = true;
            notifyAll();
            sleep();
        }
        idle = false;
        Piece piece;
        if (pieces.isEmpty()) {
            piece = new Piece();
            piece.bytes = spooled;
            piece.length = spool.read(spooled);
        } else {
            piece = take();
        }
        notifyAll();
        return piece;
    }

    @Override
    public void close() {
        synchronized (this) {
            closing = true;
            notifyAll();
        }
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (spool != null) {
            spool.close();
        }
        check();
    }
}
