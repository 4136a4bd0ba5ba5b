package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;

/**
 * Reads tensors on a thread of its own, a piece at a time, so that the server gets one piece while the next ones are read,
 * unpacked and summed. A piece may be used until the next one is taken: of the buffers that {@link Sums} has, one is with the
 * taker, one waits, one is filled and waits to wait, and one is being filled.
 */
final class Ahead implements Closeable {
    private static final long LOOK_MILLIS = 50;
    private static final Read END = new Read(-1, null, 0, null, null, null);

    /**
     * A piece that was read.
     *
     * @param place which tensor
     * @param sha256 of the whole tensor, with its last piece only
     */
    record Read(
            int place,
            TensorEntry.Chunks chunks,
            int chunk,
            Sums.Piece piece,
            Future<Integer> crc32c,
            Future<String> sha256) {
        boolean last() {
            return chunk == chunks.count() - 1;
        }
    }

    private final List<Tensor> tensors;
    private final int size;
    private final Sums sums;
    private final BlockingQueue<Read> waiting = new ArrayBlockingQueue<>(1);
    private final Thread thread;
    private volatile boolean stopped;
    private volatile Throwable failure;

    /** Those of the tensors, in pieces of that size. */
    Ahead(List<Tensor> tensors, IntPredicate those, int size, Sums sums) {
        this.tensors = tensors;
        this.size = size;
        this.sums = sums;
        this.thread = new Thread(() -> run(those), "redkit-read");
        thread.setDaemon(true);
        thread.start();
    }

    /** The next piece, or null behind the last. What the reading thread could not read fails here. */
    Read next() {
        Read read;
        try {
            read = waiting.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a tensor was read", e);
        }
        if (read.piece() != null) {
            return read;
        }
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        return null;
    }

    private void run(IntPredicate those) {
        try {
            for (int place = 0; place < tensors.size() && !stopped; place++) {
                if (those.test(place)) {
                    read(place);
                }
            }
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        pass(END);
    }

    private void read(int place) {
        Tensor tensor = tensors.get(place);
        TensorEntry.Chunks chunks = new TensorEntry.Chunks(tensor.bytes(), size);
        try (TensorBytes in = new TensorBytes(tensor)) {
            for (int chunk = 0; chunk < chunks.count() && !stopped; chunk++) {
                Sums.Piece piece = sums.next();
                in.fill(piece.first(chunks.length(chunk)));
                sums.add(piece, chunks.length(chunk));
                boolean last = chunk == chunks.count() - 1;
                if (last) {
                    in.end();
                }
                pass(new Read(place, chunks, chunk, piece, piece.crc32c, last ? sums.end() : null));
            }
        } catch (IOException e) {
            throw new BadInput("tensor '" + tensor.name() + "' cannot be read: " + Reason.of(e), null, e);
        }
    }

    private void pass(Read read) {
        try {
            while (!stopped && !waiting.offer(read, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                // Whoever takes is busy with the piece before.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stopped = true;
        }
    }

    /** Returns when nothing is read any more: the files may be closed. */
    @Override
    public void close() {
        stopped = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
