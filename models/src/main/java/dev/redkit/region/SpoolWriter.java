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

    private ByteBuffer room() {
        if (buffer.remaining() < Long.BYTES) {
            flush();
        }
        return buffer;
    }

    private void flush() {
        try {
            buffer.flip();
            while (buffer.hasRemaining()) {
                written += channel.write(buffer);
            }
            buffer.clear();
        } catch (IOException e) {
            throw Spool.failed(name, e);
        }
    }

    /** All that was put; nothing is put after this. */
    public Region region() {
        flush();
        return new Region(name, channel, 0, written);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
