package dev.redkit.format.spark;

import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.Mapped;
import dev.redkit.tensor.TensorData;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Elements in another order than they came in. They are in a file, or are so few that they are in memory. */
record Reordered(TensorData elements, Order order) implements TensorData {
    /**
     * What comes after what.
     *
     * @param numbers of each place the number of the element that belongs there
     * @param starts where each element begins, in bytes; it ends where the next one begins
     */
    record Order(int[] numbers, Starts starts) {}

    @FunctionalInterface
    interface Starts {
        long of(int number);
    }

    @Override
    public InputStream open() throws IOException {
        if (elements.region().isPresent()) {
            Mapped file = new Mapped(elements.region().get());
            return new Picking((at, into, to, count) -> file.segment(at).get(Mapped.offset(at), into, to, count));
        }
        try (InputStream in = elements.open()) {
            byte[] all = in.readAllBytes();
            return new Picking((at, into, to, count) -> System.arraycopy(all, (int) at, into, to, count));
        }
    }

    @FunctionalInterface
    private interface Source {
        void get(long at, byte[] into, int to, int count);
    }

    private final class Picking extends ChunkedStream {
        private final Source source;
        private final byte[] buffer = new byte[64 << 10];
        private int place;
        private long from;
        private long left;

        Picking(Source source) {
            this.source = source;
        }

        @Override
        protected ByteBuffer next() {
            int done = 0;
            while (done < buffer.length && (left > 0 || element())) {
                int part = (int) Math.min(Math.min(left, buffer.length - done), Mapped.RUN);
                source.get(from, buffer, done, part);
                done += part;
                from += part;
                left -= part;
            }
            return ByteBuffer.wrap(buffer, 0, done);
        }

        /** Goes to the next element that is not empty; false at the end. */
        private boolean element() {
            while (left == 0 && place < order.numbers().length) {
                int number = order.numbers()[place++];
                from = order.starts().of(number);
                left = order.starts().of(number + 1) - from;
            }
            return left > 0;
        }
    }
}
