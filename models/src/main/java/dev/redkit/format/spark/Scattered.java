package dev.redkit.format.spark;

import dev.redkit.tensor.TensorData;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Doubles that are nearly all zero: only the others are in memory, in the order of their places. */
final class Scattered implements TensorData {
    private final long elements;
    private final int[] places;
    private final double[] values;

    /** @param places ascending, each once */
    Scattered(long elements, int[] places, double[] values) {
        this.elements = elements;
        this.places = places;
        this.values = values;
    }

    @Override
    public InputStream open() {
        return new InputStream() {
            private final ByteBuffer block = ByteBuffer.allocate(1024 * Double.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .limit(0);
            private long place;
            private int next;

            private boolean fill() {
                if (place == elements) {
                    return false;
                }
                block.clear();
                while (block.hasRemaining() && place < elements) {
                    boolean there = next < places.length && places[next] == place;
                    block.putDouble(there ? values[next++] : 0);
                    place++;
                }
                block.flip();
                return true;
            }

            @Override
            public int read() {
                return block.hasRemaining() || fill() ? block.get() & 0xff : -1;
            }

            @Override
            public int read(byte[] into, int offset, int length) {
                if (length == 0) {
                    return 0;
                }
                if (!block.hasRemaining() && !fill()) {
                    return -1;
                }
                int count = Math.min(length, block.remaining());
                block.get(into, offset, count);
                return count;
            }
        };
    }
}
