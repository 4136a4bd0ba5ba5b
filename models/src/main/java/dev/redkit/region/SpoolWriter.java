package dev.redkit.region;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/** Numbers that are only known one by one, put into a temporary file, little-endian. The file is gone when this is closed. */
public final class SpoolWriter implements Closeable {
    private static final int BUFFER = 64 << 10;

    private final String name;
    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
    private long written;

    /** Opens the file; the name is what to call it before a user. */
    public SpoolWriter(String name) {
        this.name = name;
        try {
            this.channel = Spool.channel();
        } catch (IOException e) {
            throw Spool.failed(name, e);
        }
    }

    public void putInt(int value) {
        room().putInt(value);
    }

    public void putLong(long value) {
        room().putLong(value);
    }

    public void putDouble(double value) {
        room().putDouble(value);
    }

    public void put(byte[] bytes, int length) {
        flush();
        write(ByteBuffer.wrap(bytes, 0, length));
    }

    private ByteBuffer room() {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        write(buffer.flip());
        buffer.clear();
    }

    private void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                written += channel.write(bytes, written);
            }
        } catch (IOException e) {
            throw Spool.failed(name, e);
        }
    }

    /** All that was put until now. */
    public Region region() {
        flush();
        return new Region(name, channel, 0, written);
    }

    /** From here on other numbers take the place of those that were put. */
    public void restart() {
        buffer.clear();
        written = 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
