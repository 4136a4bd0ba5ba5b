package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;

/**
 * Collects elements that lie apart, in C order. The file is mapped for that, in segments, because its elements are taken
 * from all over it; each segment reaches a little into the next one, so that no element lies in two.
 */
final class Gather extends ChunkedStream {
    private static final int CHUNK = 64 << 10;
    private static final int SEGMENT_BITS = 30;
    private static final long SEGMENT = 1L << SEGMENT_BITS;
    private static final int OVERLAP = 16;

    private final MappedByteBuffer[] segments;
    private final long[] dimensions;
    private final long[] strides;
    private final long[] index;
    private final int width;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    private long left;
    private long at;

    Gather(Region region, Strided.Layout layout) throws IOException {
        this.width = layout.dtype().bytes();
        this.dimensions = layout.shape().dimensions();
        this.strides = layout.strides().clone();
        for (int i = 0; i < strides.length; i++) {
            strides[i] *= width;
        }
        this.index = new long[dimensions.length];
        this.left = layout.shape().elements();
        this.segments = map(region);
    }

    private static MappedByteBuffer[] map(Region region) throws IOException {
        int count = Math.toIntExact((region.length() + SEGMENT - 1) >>> SEGMENT_BITS);
        MappedByteBuffer[] segments = new MappedByteBuffer[count];
        for (int i = 0; i < count; i++) {
            long start = (long) i << SEGMENT_BITS;
            long length = Math.min(SEGMENT + OVERLAP, region.length() - start);
            segments[i] = region.channel().map(MapMode.READ_ONLY, region.offset() + start, length);
            segments[i].order(ByteOrder.LITTLE_ENDIAN);
        }
        return segments;
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
        ByteBuffer segment = segments[(int) (from >>> SEGMENT_BITS)];
        int offset = (int) (from & (SEGMENT - 1));
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
