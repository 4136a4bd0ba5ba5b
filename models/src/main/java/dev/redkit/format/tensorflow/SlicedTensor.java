package dev.redkit.format.tensorflow;

import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * A variable that was kept in parts. They are put together while they are read: along the last dimension that is parted, runs
 * of the parts follow one another.
 */
final class SlicedTensor implements TensorData {
    private final DType dtype;
    private final Shape shape;
    private final List<Part> parts;
    private final int parted;

    /** One part: where it begins, how far it reaches, and its numbers in C order. */
    record Part(long[] starts, Shape shape, TensorData data) {
        private boolean holds(long[] index, int dimensions) {
            for (int i = 0; i < dimensions; i++) {
                if (index[i] < starts[i] || index[i] - starts[i] >= shape.dimension(i)) {
                    return false;
                }
            }
            return true;
        }

        private boolean meets(Part other) {
            for (int i = 0; i < starts.length; i++) {
                if (starts[i] >= other.starts[i] + other.shape.dimension(i)
                        || other.starts[i] >= starts[i] + shape.dimension(i)) {
                    return false;
                }
            }
            return shape.elements() > 0 && other.shape.elements() > 0;
        }
    }

    private SlicedTensor(DType dtype, Shape shape, List<Part> parts) {
        this.dtype = dtype;
        this.shape = shape;
        this.parts = new ArrayList<>(parts);
        int last = 0;
        for (int i = 0; i < shape.rank(); i++) {
            for (Part part : parts) {
                last = part.shape().dimension(i) == shape.dimension(i) ? last : i;
            }
        }
        this.parted = last;
        this.parts.sort(Comparator.comparingLong(part -> shape.rank() == 0 ? 0 : part.starts()[parted]));
    }

    /** Parts that leave a gap or overlap are refused: {@link IllegalArgumentException}. */
    static TensorData of(DType dtype, Shape shape, List<Part> parts) {
        long covered = 0;
        for (int i = 0; i < parts.size(); i++) {
            covered += parts.get(i).shape().elements();
            for (int j = 0; j < i; j++) {
                if (parts.get(i).meets(parts.get(j))) {
                    throw new IllegalArgumentException("two of its slices overlap");
                }
            }
        }
        if (covered != shape.elements()) {
            throw new IllegalArgumentException(
                    "its slices have " + covered + " of its " + shape.elements() + " numbers");
        }
        return new SlicedTensor(dtype, shape, parts);
    }

    @Override
    public InputStream open() {
        return shape.elements() == 0 ? InputStream.nullInputStream() : new Stream();
    }

    private final class Stream extends ChunkedStream {
        private static final int CHUNK = 64 << 10;

        private final long[] index = new long[shape.rank()];
        private final InputStream[] streams = new InputStream[parts.size()];
        private final byte[] chunk = new byte[CHUNK];
        private int part = -1;
        private long left;
        private boolean ended;

        /** Each part is read from its beginning to its end, whatever the parting. */
        @Override
        protected ByteBuffer next() throws IOException {
            while (left == 0 && !ended) {
                advance();
            }
            int count = streams.length == 0 || left == 0
                    ? 0
                    : streams[part].readNBytes(chunk, 0, (int) Math.min(CHUNK, left));
            left -= count;
            return ByteBuffer.wrap(chunk, 0, count);
        }

        /** The next run: of the next part that is there, or of the first one a row further. */
        private void advance() throws IOException {
            for (part++; part < parts.size(); part++) {
                Part one = parts.get(part);
                if (one.shape().elements() > 0 && one.holds(index, parted)) {
                    streams[part] = streams[part] == null ? one.data().open() : streams[part];
                    left = dtype.bytes();
                    for (int i = parted; i < shape.rank(); i++) {
                        left *= one.shape().dimension(i);
                    }
                    return;
                }
            }
            part = -1;
            int dimension = parted - 1;
            while (dimension >= 0 && ++index[dimension] == shape.dimension(dimension)) {
                index[dimension--] = 0;
            }
            ended = dimension < 0;
        }

        @Override
        public void close() {
            Arrays.stream(streams).filter(stream -> stream != null).forEach(stream -> {
                try {
                    stream.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
