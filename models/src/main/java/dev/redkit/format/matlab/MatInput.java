package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.TensorData;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Bytes that are read forward for their structure, while the numbers in them stay where they are. */
final class MatInput implements Closeable {
    private static final int MOST_BYTES = 128 << 20;

    private final String name;
    private final TensorData data;
    private final long length;
    private final ByteOrder order;
    private final InputStream in;
    private long position;

    private MatInput(String name, TensorData data, long length, ByteOrder order) throws IOException {
        this.name = name;
        this.data = data;
        this.length = length;
        this.order = order;
        this.in = data.open();
    }

    static MatInput of(Region region, ByteOrder order) throws IOException {
        return new MatInput(region.name(), TensorData.of(region), region.length(), order);
    }

    static MatInput of(String name, TensorData data, long length, ByteOrder order) throws IOException {
        return new MatInput(name, data, length, order);
    }

    ByteOrder order() {
        return order;
    }

    boolean swaps() {
        return order == ByteOrder.BIG_ENDIAN;
    }

    long position() {
        return position;
    }

    long length() {
        return length;
    }

    String name() {
        return name;
    }

    TensorData part(long start, long bytes) {
        return data.part(start, bytes);
    }

    void skipTo(long target) {
        try {
            in.skipNBytes(target - position);
            position = target;
        } catch (EOFException e) {
            throw bad("it is cut off before byte " + target + ", which is missing");
        } catch (IOException e) {
            throw new BadInput("reading " + name + " failed: " + e.getMessage(), null, e);
        }
    }

    byte[] bytes(long count, String what) {
        if (count < 0 || count > length - position || count > MOST_BYTES) {
            throw bad(what + " of " + count + " bytes, but " + (length - position) + " are left,");
        }
        try {
            byte[] bytes = in.readNBytes((int) count);
            if (bytes.length < count) {
                throw bad(what + " is cut off");
            }
            position += count;
            return bytes;
        } catch (IOException e) {
            throw new BadInput("reading " + name + " failed: " + e.getMessage(), null, e);
        }
    }

    ByteBuffer buffer(long count, String what) {
        return ByteBuffer.wrap(bytes(count, what)).order(order);
    }

    int i32(String what) {
        return buffer(Integer.BYTES, what).getInt();
    }

    BadInput bad(String what) {
        return BadInput.at(name, position, what);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
