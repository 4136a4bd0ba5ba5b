package dev.redkit.model;

import dev.redkit.io.Hashing;
import java.io.Closeable;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32C;

/**
 * Checksums of the bytes of one tensor after the other, computed on a thread of its own while other bytes are read or
 * sent. It owns the few buffers that the bytes go through: that is all the memory an import or export of any size takes.
 */
final class Sums implements Closeable {
    private static final int BUFFERS = 4;

    /** Larger ones are on the heap, whose limit the user knows. */
    private static final int LARGEST_DIRECT = 16 << 20;

    /** A buffer, and once it was added the sum of what is in it. */
    static final class Piece {
        /** What is in it, when it is on the heap. */
        final byte[] bytes;

        int length;
        Future<Integer> crc32c;
        private final ByteBuffer buffer;

        private Piece(int size, boolean direct) {
            bytes = new byte[direct ? 0 : size];
            buffer = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.wrap(bytes);
        }

        /** The first so many of its bytes. */
        ByteBuffer first(int count) {
            return buffer.slice(0, count);
        }
    }

    private final Piece[] pieces = new Piece[BUFFERS];
    private final int size;
    private final boolean direct;
    private final MessageDigest sha256;
    private final ExecutorService thread;
    private int next;

    /** Buffers of that size on the heap; without the SHA-256 there are only sums of pieces. */
    Sums(int size, boolean hash) {
        this(size, hash, false);
    }

    /** Buffers outside of the heap, which the system reads into and writes from without another copy. */
    static Sums direct(int size, boolean hash) {
        return new Sums(size, hash, size <= LARGEST_DIRECT);
    }

    private Sums(int size, boolean hash, boolean direct) {
        this.direct = direct;
        this.size = Math.max(1, size);
        this.sha256 = hash ? Hashing.sha256() : null;
        this.thread = Executors.newSingleThreadExecutor(work -> {
            Thread worker = new Thread(work, "redkit-sums");
            worker.setDaemon(true);
            return worker;
        });
    }

    int size() {
        return size;
    }

    /** The buffer that was given out longest ago, once nothing is computed of it any more. */
    Piece next() {
        int which = next++ % BUFFERS;
        if (pieces[which] == null) {
            pieces[which] = new Piece(size, direct);
        }
        Piece piece = pieces[which];
        if (piece.crc32c != null) {
            get(piece.crc32c);
        }
        return piece;
    }

    /** Counts what is in the buffer as the next bytes of the tensor; it must not be changed before it is given out again. */
    void add(Piece piece, int length) {
        piece.length = length;
        piece.crc32c = thread.submit(() -> {
            CRC32C crc = new CRC32C();
            crc.update(piece.first(length));
            if (sha256 != null) {
                sha256.update(piece.first(length));
            }
            return (int) crc.getValue();
        });
    }

    /** Ends a tensor: its SHA-256 in hexadecimal, or null. */
    Future<String> end() {
        return thread.submit(() -> sha256 == null ? null : HexFormat.of().formatHex(sha256.digest()));
    }

    /** Forgets a tensor that was not read to its end. */
    void reset() {
        if (sha256 != null) {
            get(thread.submit(sha256::reset, Boolean.TRUE));
        }
    }

    static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a checksum was computed", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
