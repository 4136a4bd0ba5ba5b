package dev.redkit.tensor;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Reads a tensor in blocks of numbers: F32 and F64 in bulk, the others one by one. */
final class Floats implements Closeable {
    /** A block stays in the first-level cache. */
    static final int BLOCK = 4096;

    private final DType dtype;
    private final Optional<Region> region;
    private final InputStream in;
    private final byte[] bytes;
    private final ByteBuffer buffer;
    private final float[] singles = new float[BLOCK];
    private long left;
    private long at;

    Floats(Tensor tensor) throws IOException {
        if (tensor.dtype() == DType.STRING) {
            throw new IllegalArgumentException(tensor.name() + " holds strings, no numbers");
        }
        this.dtype = tensor.dtype();
        this.left = tensor.shape().elements() * (dtype.isComplex() ? 2 : 1);
        int size = 16 * BLOCK * dtype.numberBytes();
        this.region = tensor.region();
        // What lies in a file is copied once, into memory outside of the heap.
        this.bytes = new byte[region.isPresent() ? 0 : size];
        this.buffer = (region.isPresent() ? ByteBuffer.allocateDirect(size) : ByteBuffer.wrap(bytes))
                .order(ByteOrder.LITTLE_ENDIAN)
                .limit(0);
        this.in = region.isPresent() ? InputStream.nullInputStream() : tensor.open();
    }

    /** Whether the numbers are {@code float}s. */
    boolean areSingle() {
        return dtype == DType.F32 || dtype == DType.C64;
    }

    /** The next numbers, which are {@code float}s; 0 at the end. */
    int next(float[] block) throws IOException {
        int count = ready();
        buffer.asFloatBuffer().get(block, 0, count);
        buffer.position(buffer.position() + count * Float.BYTES);
        return count;
    }

    /** The next numbers, whatever the dtype; 0 at the end. */
    int next(double[] block) throws IOException {
        if (areSingle()) {
            int count = next(singles);
            for (int i = 0; i < count; i++) {
                block[i] = singles[i];
            }
            return count;
        }
        int count = ready();
        if (dtype == DType.F64 || dtype == DType.C128) {
            buffer.asDoubleBuffer().get(block, 0, count);
            buffer.position(buffer.position() + count * Double.BYTES);
        } else {
            for (int i = 0; i < count; i++) {
                block[i] = dtype.next(buffer);
            }
        }
        return count;
    }

    private int ready() throws IOException {
        if (!buffer.hasRemaining() && left > 0) {
            refill((int) Math.min(buffer.capacity(), left * dtype.numberBytes()));
        }
        int count = Math.min(BLOCK, buffer.remaining() / dtype.numberBytes());
        left -= count;
        return count;
    }

    private void refill(int wanted) throws IOException {
        if (region.isPresent()) {
            buffer.clear().limit(wanted);
            region.get().read(at, buffer);
            buffer.flip();
            at += wanted;
            return;
        }
        int got = in.readNBytes(bytes, 0, wanted);
        if (got < wanted) {
            throw new BadInput("a tensor has fewer bytes than its shape needs");
        }
        buffer.clear().limit(got);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
