package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Collects elements that lie apart, in C order, one after the other. {@link Slabs} is faster where it can be. */
final class Gather extends ChunkedStream {
    private static final int CHUNK = 64 << 10;

    private final Mapped source;
    private final long[] dimensions;
    private final long[] strides;
    private final long[] index;
    private final int width;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long left;
    private long at;

    private Gather(Region region, Strided.Layout layout) throws IOException {
        this.width = layout.dtype().bytes();
        this.dimensions = layout.shape().dimensions();
        this.strides = layout.strides().clone();
        for (int i = 0; i < strides.length; i++) {
            strides[i] *= width;
        }
        this.index = new long[dimensions.length];
        this.left = layout.shape().elements();
        this.source = new Mapped(region);
    }

    /** The elements of a region in C order, as that layout finds them. */
    static ChunkedStream of(Region region, Strided.Layout layout) throws IOException {
        return Slabs.suits(layout) ? new Slabs(region, layout) : new Gather(region, layout);
    }

    @Override
    protected ByteBuffer next() {
        chunk.clear();
        while (left > 0 && chunk.remaining() >= width) {
            row();
        }
        return chunk.flip();
    }

    /** Elements along the last dimension, as many as there are and as fit. */
    private void row() {
        int last = dimensions.length - 1;
        long count = Math.min(dimensions[last] - index[last], chunk.remaining() / width);
        long step = strides[last];
        for (long i = 0; i < count; i++) {
            copy(at);
            at += step;
        }
        left -= count;
        index[last] += count;
        carry(last);
    }

    private void copy(long from) {
        ByteBuffer segment = source.segment(from);
        int offset = Mapped.offset(from);
        switch (width) {
            case 1 -> chunk.put(segment.get(offset));
            case 2 -> chunk.putShort(segment.getShort(offset));
            case 4 -> chunk.putInt(segment.getInt(offset));
            case 8 -> chunk.putLong(segment.getLong(offset));
            default -> chunk.putLong(segment.getLong(offset)).putLong(segment.getLong(offset + Long.BYTES));
        }
    }

    private void carry(int last) {
        for (int i = last; i > 0 && index[i] == dimensions[i]; i--) {
            at += strides[i - 1] - index[i] * strides[i];
            index[i] = 0;
            index[i - 1]++;
        }
    }
}
