package dev.redkit.format.hdf5;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.ChunkedStream;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * The bytes of a chunked dataset in C order. Chunks are unpacked in rows: all those that share their place in the first
 * dimension are needed before the first byte after them can be given.
 */
final class ChunkRows {
    private static final long MOST_BYTES = 256L << 20;

    private final String name;
    private final ChunkedDataset dataset;
    private final int[] dimensions;
    private final int[] chunk;
    private final int width;

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
        if (row > MOST_BYTES || one > MOST_BYTES) {
            throw new BadInput(
                    "a row of chunks of " + name + " has " + Math.max(row, one) + " bytes, more than the " + MOST_BYTES
                            + " that are held at once",
                    "lay it out anew: h5repack -l CONTI");
        }
    }

    InputStream open() {
        return new ChunkedStream() {
            private int at;

            @Override
            protected ByteBuffer next() {
                if (at >= dimensions[0]) {
                    return ByteBuffer.allocate(0);
                }
                byte[] rows = rows(at);
                at += chunk[0];
                return ByteBuffer.wrap(rows);
            }
        };
    }

    private byte[] rows(int first) {
        int height = Math.min(chunk[0], dimensions[0] - first);
        int bytes = height * width;
        for (int i = 1; i < dimensions.length; i++) {
            bytes *= dimensions[i];
        }
        byte[] rows = new byte[bytes];
        int[] offset = new int[dimensions.length];
        offset[0] = first;
        do {
            place(offset, height, rows);
        } while (advance(offset));
        return rows;
    }

    /** The next chunk of the row. */
    private boolean advance(int[] offset) {
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
        try {
            return dataset.getDecompressedChunk(offset.clone());
        } catch (RuntimeException e) {
            // The library's own, for filters that it does not have, and what it makes of damaged chunks.
            throw new BadInput(
                    "a chunk of " + name + " is damaged, or packed in a way that is not read, like blosc: "
                            + e.getMessage(),
                    "h5repack, or ptrepack --complib=zlib for files of PyTables, packs it anew",
                    e);
        }
    }

    private void place(int[] offset, int height, byte[] rows) {
        byte[] unpacked = unpacked(offset);
        int last = dimensions.length - 1;
        int length = last == 0 ? height : Math.min(chunk[last], dimensions[last] - offset[last]);
        int[] index = new int[dimensions.length];
        do {
            int from = 0;
            int to = 0;
            for (int i = 0; i <= last; i++) {
                from = from * chunk[i] + index[i];
                to = to * (i == 0 ? height : dimensions[i]) + (i == 0 ? index[0] : offset[i] + index[i]);
            }
            if ((from + length) * width > unpacked.length) {
                throw new BadInput("a chunk of " + name + " has only " + unpacked.length + " bytes");
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
