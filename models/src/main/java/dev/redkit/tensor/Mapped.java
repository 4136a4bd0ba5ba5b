package dev.redkit.tensor;

import dev.redkit.region.Region;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel.MapMode;

/**
 * A part of a file in memory, for elements that are taken from all over it. It is mapped in segments; each reaches a little
 * into the next one, so that neither an element nor a run of them lies in two.
 */
public final class Mapped {
    /** The most bytes that may be read from one place on. */
    public static final int RUN = 4096;

    private static final int SEGMENT_BITS = 30;
    private static final long SEGMENT = 1L << SEGMENT_BITS;

    private final MappedByteBuffer[] segments;

    public Mapped(Region region) throws IOException {
        segments = new MappedByteBuffer[Math.toIntExact((region.length() + SEGMENT - 1) >>> SEGMENT_BITS)];
        for (int i = 0; i < segments.length; i++) {
            long start = (long) i << SEGMENT_BITS;
            long length = Math.min(SEGMENT + RUN, region.length() - start);
            segments[i] = region.channel().map(MapMode.READ_ONLY, region.offset() + start, length);
            segments[i].order(ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** Where the byte {@code at} of the whole is, at {@link #offset}. */
    public ByteBuffer segment(long at) {
        return segments[(int) (at >>> SEGMENT_BITS)];
    }

    /** Where in its segment the byte {@code at} is. */
    public static int offset(long at) {
        return (int) (at & (SEGMENT - 1));
    }
}
