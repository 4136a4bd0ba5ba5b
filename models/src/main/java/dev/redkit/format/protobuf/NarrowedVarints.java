package dev.redkit.format.protobuf;

import dev.redkit.region.Region;
import dev.redkit.tensor.ChunkedStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Whole numbers of seven bits a byte, as so many bytes each. */
public final class NarrowedVarints extends ChunkedStream {
    private static final int CHUNK = 32 << 10;

    private final Varints in;
    private final int width;
    private final boolean zigzag;
    private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);

    /** With {@code zigzag} the lowest bit of each is its sign. */
    public NarrowedVarints(Region packed, int width, boolean zigzag) {
        this.in = new Varints(packed);
        this.width = width;
        this.zigzag = zigzag;
    }

    @Override
    protected ByteBuffer next() {
        chunk.clear();
        while (in.hasNext() && chunk.remaining() >= Long.BYTES) {
            int at = chunk.position();
            long value = in.next();
            chunk.putLong(zigzag ? (value >>> 1) ^ -(value & 1) : value).position(at + width);
        }
        return chunk.flip();
    }
}
