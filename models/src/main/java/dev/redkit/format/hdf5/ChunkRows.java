package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.ChunkedStream;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The bytes of a chunked dataset in C order. Chunks are unpacked in rows: all those that share their place in the first
 * dimension are needed before the first byte after them can be given. A small row is put together in memory, a large one
 * from a {@linkplain SpooledChunks temporary file}.
 */
final class ChunkRows {
    private static final long MOST_IN_MEMORY = 4 << 20;

    /** A chunk is unpacked in one piece, which takes a few times its size meanwhile. */
    private static final long LARGEST_CHUNK =
            Math.min(256 << 20, Math.max(8 << 20, Runtime.getRuntime().maxMemory() / 8));

    private final String name;
    private final ChunkedDataset dataset;
    private final int[] dimensions;
    private final int[] chunk;
    private final int width;
    private final long rowBytes;

    ChunkRows(String name, ChunkedDataset dataset, int width) {
        this.name = name;
        this.dataset = dataset;
        this.dimensions = dataset.getDimensions();
        this.chunk = dataset.getChunkDimensions();
        this.width = width;
        long row = width;
        long one = width;
        for (int i = 0; i < dimensions.length; i++) {
            if (chunk[i] <= 0) {
                throw new BadInput(name + " has chunks of no size");
            }
            row = Math.multiplyExact(row, (long) (i == 0 ? Math.min(chunk[0], dimensions[0]) : dimensions[i]));
            one = Math.multiplyExact(one, (long) chunk[i]);
        }
        if (one > LARGEST_CHUNK) {
            throw new BadInput(
                    "a chunk of " + name + " has " + one + " bytes, more than the " + LARGEST_CHUNK
                            + " that are unpacked at once",
                    "lay it out anew with h5repack -l CONTI, or give redkit a larger heap (REDKIT_OPTS=-Xmx4g)");
        }
        this.rowBytes = row;
    }

    InputStream open() throws IOException {
        if (!isWhole() && rowBytes > MOST_IN_MEMORY) {
            return new SpooledChunks(name, dimensions, chunk, width, this::unpacked);
        }
        return new ChunkedStream() {
            private int at;

            @Override
            protected ByteBuffer next() {
                if (at >= dimensions[0]) {
                    return ByteBuffer.allocate(0);
                }
                ByteBuffer rows = rows(at);
                at += chunk[0];
                return rows;
            }
        };
    }

    /** Whether a row is one chunk. */
    private boolean isWhole() {
        for (int i = 1; i < dimensions.length; i++) {
            if (chunk[i] != dimensions[i]) {
                return false;
            }
        }
        return true;
    }

    private ByteBuffer rows(int first) {
        int height = Math.min(chunk[0], dimensions[0] - first);
        int[] offset = new int[dimensions.length];
        offset[0] = first;
        int bytes = height * width;
        for (int i = 1; i < dimensions.length; i++) {
            bytes *= dimensions[i];
        }
        if (isWhole()) {
            return ByteBuffer.wrap(unpacked(offset), 0, bytes);
        }
        byte[] rows = new byte[bytes];
        do {
            place(offset, height, rows);
        } while (advance(offset, dimensions, chunk));
        return ByteBuffer.wrap(rows);
    }

    /** The next chunk of the row. */
    static boolean advance(int[] offset, int[] dimensions, int[] chunk) {
        for (int i = offset.length - 1; i > 0; i--) {
            offset[i] += chunk[i];
            if (offset[i] < dimensions[i]) {
                return true;
            }
            offset[i] = 0;
        }
        return false;
    }

    private byte[] unpacked(int[] offset) {
        byte[] unpacked;
        try {
            unpacked = dataset.getDecompressedChunk(offset.clone());
        } catch (RuntimeException e) {
            // The library's own, for filters that it does not have, and what it makes of damaged chunks.
            throw new BadInput(
                    "a chunk of " + name + " is damaged, or packed in a way that is not read, like blosc: "
                            + e.getMessage(),
                    "h5repack, or ptrepack --complib=zlib for files of PyTables, packs it anew",
                    e);
        }
        int bytes = width;
        for (int length : chunk) {
            bytes *= length;
        }
        if (unpacked.length < bytes) {
            throw new BadInput("a chunk of " + name + " has only " + unpacked.length + " bytes");
        }
        return unpacked;
    }

    private void place(int[] offset, int height, byte[] rows) {
        byte[] unpacked = unpacked(offset);
        int last = dimensions.length - 1;
        int length = Math.min(chunk[last], dimensions[last] - offset[last]);
        int[] index = new int[dimensions.length];
        do {
            int from = 0;
            int to = 0;
            for (int i = 0; i <= last; i++) {
                from = from * chunk[i] + index[i];
                to = to * (i == 0 ? height : dimensions[i]) + (i == 0 ? index[0] : offset[i] + index[i]);
            }
            System.arraycopy(unpacked, from * width, rows, to * width, length * width);
        } while (advance(index, offset, height));
    }

    /** The next line of a chunk, as far as it lies in the dataset. */
    private boolean advance(int[] index, int[] offset, int height) {
        for (int i = index.length - 2; i >= 0; i--) {
            int end = i == 0 ? height : Math.min(chunk[i], dimensions[i] - offset[i]);
            if (++index[i] < end) {
                return true;
            }
            index[i] = 0;
        }
        return false;
    }
}
