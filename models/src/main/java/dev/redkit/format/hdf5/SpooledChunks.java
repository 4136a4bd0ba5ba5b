package dev.redkit.format.hdf5;

import dev.redkit.region.SpoolWriter;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.Mapped;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The bytes of a dataset of two dimensions or more whose rows of chunks are more than memory should hold: the chunks of a
 * row go into a temporary file, one after the other, and the lines of the dataset are put together from there.
 */
final class SpooledChunks extends ChunkedStream {
    private static final int BUFFER = 64 << 10;

    /** Unpacks the chunk that begins at a place. */
    @FunctionalInterface
    interface Chunks {
        byte[] at(int[] place);
    }

    private final int[] dimensions;
    private final int[] chunk;
    private final int width;
    private final int chunkBytes;
    private final Chunks chunks;
    private final SpoolWriter spool;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);

    /** Where the piece begins that is to be given next: a line of a chunk, as far as it lies in the dataset. */
    private final int[] place;

    private Mapped row;
    private boolean mapped;
    private long from;
    private int left;

    SpooledChunks(String name, int[] dimensions, int[] chunk, int width, Chunks chunks) throws IOException {
        this.dimensions = dimensions;
        this.chunk = chunk;
        this.width = width;
        this.chunks = chunks;
        this.place = new int[dimensions.length];
        int bytes = width;
        for (int length : chunk) {
            bytes *= length;
        }
        this.chunkBytes = bytes;
        this.spool = new SpoolWriter(name);
        this.row = new Mapped(spool.region());
    }

    @Override
    protected ByteBuffer next() throws IOException {
        buffer.clear();
        while (buffer.hasRemaining() && (left > 0 || piece())) {
            int part = Math.min(Math.min(left, buffer.remaining()), Mapped.RUN);
            row.segment(from).get(Mapped.offset(from), buffer.array(), buffer.position(), part);
            buffer.position(buffer.position() + part);
            from += part;
            left -= part;
        }
        return buffer.flip();
    }

    /** Goes to the next piece; false at the end. */
    private boolean piece() throws IOException {
        int last = place.length - 1;
        if (place[0] == dimensions[0]) {
            return false;
        }
        if (place[0] % chunk[0] == 0 && isFirst()) {
            fill();
        }
        long ordinal = 0;
        int inner = 0;
        for (int i = 0; i <= last; i++) {
            int across = (dimensions[i] - 1) / chunk[i] + 1;
            ordinal = i == 0 ? 0 : ordinal * across + place[i] / chunk[i];
            inner = inner * chunk[i] + place[i] % chunk[i];
        }
        from = ordinal * chunkBytes + (long) inner * width;
        left = Math.min(chunk[last], dimensions[last] - place[last]) * width;
        step(last);
        return true;
    }

    /** Whether it is the first one of its line of the first dimension. */
    private boolean isFirst() {
        for (int i = 1; i < place.length; i++) {
            if (place[i] > 0) {
                return false;
            }
        }
        return true;
    }

    private void step(int last) {
        place[last] += chunk[last];
        for (int i = last; i > 0 && place[i] >= dimensions[i]; i--) {
            place[i] = 0;
            place[i - 1]++;
        }
    }

    private void fill() throws IOException {
        int[] offset = new int[place.length];
        offset[0] = place[0];
        spool.restart();
        do {
            spool.put(chunks.at(offset), chunkBytes);
        } while (ChunkRows.advance(offset, dimensions, chunk));
        if (!mapped) {
            // Every row fills the same bytes of the file, so it is mapped once.
            row = new Mapped(spool.region());
            mapped = true;
        }
    }

    @Override
    public void close() throws IOException {
        spool.close();
    }
}
