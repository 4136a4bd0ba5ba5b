package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The numbers of a tensor as doubles, a block at a time; of a complex one the real and imaginary parts in turn. */
final class Doubles implements Closeable {
    private static final int BLOCK = 64 << 10;

    private final Tensor tensor;
    private final InputStream in;
    private final byte[] bytes = new byte[BLOCK];
    private long last;
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);

    Doubles(Tensor tensor) {
        this.tensor = tensor;
        try {
            this.in = tensor.open();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Whether there are numbers in it at all. */
    static boolean in(DType dtype) {
        return dtype != DType.STRING;
    }

    private BadInput unreadable(IOException e) {
        return new BadInput("tensor '" + tensor.name() + "' cannot be read: " + Reason.of(e), null, e);
    }

    /** The next numbers, as many as fit unless the tensor ends. */
    int next(double[] into) {
        int size = tensor.dtype().numberBytes();
        int done = 0;
        try {
            while (done < into.length) {
                int wanted = Math.min(BLOCK / size, into.length - done) * size;
                int got = in.readNBytes(bytes, 0, wanted);
                decode(got / size, into, done);
                last = size == Long.BYTES && got >= size ? buffer.getLong(got - size) : 0;
                done += got / size;
                if (got < wanted) {
                    break;
                }
            }
            return done;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** The last number of a dtype with 64 bits as it is: a double cannot tell all of them apart. */
    long lastBits() {
        return last;
    }

    private void decode(int count, double[] into, int at) {
        DType dtype = tensor.dtype();
        buffer.clear();
        for (int i = 0; i < count; i++) {
            into[at + i] = dtype.next(buffer);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }
}
