package dev.redkit.region;

import dev.redkit.failure.BadInput;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads numbers and bytes of a region one after the other, little-endian, and never beyond its end. For one thread. */
public final class RegionReader {
    private static final int BUFFER = 8 << 10;
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Region region;
    private final ByteBuffer buffer;
    private long bufferAt;

    public RegionReader(Region region) {
        this.region = region;
        this.buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN).limit(0);
    }

    /** How far it has read, from the beginning of its region. */
    public long position() {
        return bufferAt + buffer.position();
    }

    /** The same place, in the file. */
    public long offset() {
        return region.offset() + position();
    }

    public long remaining() {
        return region.length() - position();
    }

    public Region region() {
        return region;
    }

    public int u8() {
        need(1, "a byte");
        return buffer.get() & 0xff;
    }

    public int u16() {
        need(2, "a number of 2 bytes");
        return buffer.getShort() & 0xffff;
    }

    public int i32() {
        need(4, "a number of 4 bytes");
        return buffer.getInt();
    }

    public long i64() {
        need(8, "a number of 8 bytes");
        return buffer.getLong();
    }

    /** That many bytes on the heap, which are known to be there before they are allocated. */
    public byte[] bytes(long count, String what) {
        if (checked(count, what) > MOST_BYTES) {
            throw bad(what + " of " + count + " bytes is too large to hold");
        }
        byte[] bytes = new byte[(int) count];
        int first = Math.min(bytes.length, buffer.remaining());
        buffer.get(bytes, 0, first);
        if (first < bytes.length) {
            long at = position();
            region.read(at, ByteBuffer.wrap(bytes, first, bytes.length - first));
            seek(at + bytes.length - first);
        }
        return bytes;
    }

    /** That many bytes, left where they are. */
    public Region take(long count, String what) {
        long at = position();
        Region taken = region.slice(at, checked(count, what), what);
        seek(at + count);
        return taken;
    }

    /** Goes to a place of the region. */
    public void seek(long position) {
        if (position >= bufferAt && position <= bufferAt + buffer.limit()) {
            buffer.position((int) (position - bufferAt));
        } else {
            bufferAt = position;
            buffer.limit(0);
        }
    }

    /** The failure of what is read here. */
    public BadInput bad(String what) {
        return BadInput.at(region.name(), offset(), what);
    }

    private long checked(long count, String what) {
        if (count < 0 || count > remaining()) {
            throw bad(what + " of " + Long.toUnsignedString(count) + " bytes, but only " + remaining() + " are left,");
        }
        return count;
    }

    private void need(int bytes, String what) {
        if (buffer.remaining() >= bytes) {
            return;
        }
        checked(bytes, what);
        long at = position();
        buffer.clear().limit((int) Math.min(BUFFER, region.length() - at));
        region.read(at, buffer);
        buffer.flip();
        bufferAt = at;
    }
}
