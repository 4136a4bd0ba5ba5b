package dev.redkit.region;

import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A region from first to last. Unbuffered for large reads, so that a copy is one copy. */
final class RegionStream extends InputStream {
    private static final int BUFFER = 64 << 10;

    private final Region region;
    private final ByteBuffer buffer;
    private long at;

    RegionStream(Region region) {
        this.region = region;
        this.buffer =
                ByteBuffer.allocate((int) Math.min(BUFFER, region.length())).limit(0);
    }

    @Override
    public int read() {
        if (!buffer.hasRemaining() && !refill()) {
            return -1;
        }
        return buffer.get() & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining()) {
            if (at < region.length() && length >= BUFFER) {
                return direct(into, offset, length);
            }
            if (!refill()) {
                return -1;
            }
        }
        int count = Math.min(length, buffer.remaining());
        buffer.get(into, offset, count);
        return count;
    }

    private int direct(byte[] into, int offset, int length) {
        int count = (int) Math.min(length, region.length() - at);
        region.read(at, ByteBuffer.wrap(into, offset, count));
        at += count;
        return count;
    }

    private boolean refill() {
        if (at == region.length()) {
            return false;
        }
        buffer.clear().limit((int) Math.min(buffer.capacity(), region.length() - at));
        region.read(at, buffer);
        at += buffer.flip().limit();
        return true;
    }

    @Override
    public long skip(long count) {
        long fromBuffer = Math.min(Math.max(count, 0), buffer.remaining());
        buffer.position(buffer.position() + (int) fromBuffer);
        long beyond = Math.min(Math.max(count, 0) - fromBuffer, region.length() - at);
        at += beyond;
        return fromBuffer + beyond;
    }

    @Override
    public int available() {
        return (int) Math.min(Integer.MAX_VALUE, buffer.remaining() + region.length() - at);
    }
}
