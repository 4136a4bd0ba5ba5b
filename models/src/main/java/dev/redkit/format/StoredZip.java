package dev.redkit.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Writes a zip archive of members that are stored as they are, each beginning at a multiple of 64 bytes, so that whoever
 * maps the file finds aligned numbers. Sizes are known beforehand and stand in the local headers; the checksum, which is
 * not, follows the bytes. PyTorch lays out its files the same way.
 */
public final class StoredZip {
    private static final int ALIGNMENT = 64;
    private static final int LOCAL_HEADER = 30;
    private static final int ZIP64_EXTRA = 20;
    private static final long LARGE = 0xffff_ffffL;
    private static final short PADDING = 0x4246;
    private static final short ZIP64 = 1;
    private static final short FLAGS = 0x0808;
    private static final short DATE_1980 = 0x21;

    private final OutputStream out;
    private final List<Member> members = new ArrayList<>();
    private long at;

    private record Member(byte[] name, long size, int crc, long offset) {
        boolean large() {
            return size >= LARGE;
        }
    }

    /** Writes the bytes of a member. */
    @FunctionalInterface
    public interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Writes to a stream, which is left open. */
    public StoredZip(OutputStream out) {
        this.out = out;
    }

    /** Adds a member of exactly so many bytes. */
    public void add(String name, long size, Body body) throws IOException {
        byte[] utf8 = name.getBytes(StandardCharsets.UTF_8);
        long offset = at;
        write(localHeader(utf8, size));
        Counted counted = new Counted();
        body.writeTo(counted);
        if (counted.bytes != size) {
            throw new IllegalStateException(name + " has " + counted.bytes + " bytes, not " + size);
        }
        Member member = new Member(utf8, size, (int) counted.crc.getValue(), offset);
        members.add(member);
        write(descriptor(member));
    }

    public void add(String name, byte[] bytes) throws IOException {
        add(name, bytes.length, body -> body.write(bytes));
    }

    private ByteBuffer localHeader(byte[] name, long size) {
        boolean large = size >= LARGE;
        int extra = large ? ZIP64_EXTRA : 0;
        int begin = LOCAL_HEADER + name.length + extra + 4;
        int padding = (int) Math.floorMod(-(at + begin), (long) ALIGNMENT);
        ByteBuffer header = little(begin + padding);
        header.putInt(0x04034b50)
                .putShort((short) (large ? 45 : 20))
                .putShort(FLAGS)
                .putShort((short) 0);
        header.putShort((short) 0).putShort(DATE_1980).putInt(0);
        header.putInt((int) Math.min(size, LARGE)).putInt((int) Math.min(size, LARGE));
        header.putShort((short) name.length)
                .putShort((short) (extra + 4 + padding))
                .put(name);
        if (large) {
            header.putShort(ZIP64).putShort((short) 16).putLong(size).putLong(size);
        }
        header.putShort(PADDING).putShort((short) padding).position(begin + padding);
        return header.flip();
    }

    private static ByteBuffer descriptor(Member member) {
        ByteBuffer descriptor = little(24).putInt(0x08074b50).putInt(member.crc());
        if (member.large()) {
            descriptor.putLong(member.size()).putLong(member.size());
        } else {
            descriptor.putInt((int) member.size()).putInt((int) member.size());
        }
        return descriptor.flip();
    }

    /** Writes the directory, after which nothing can be added. */
    public void finish() throws IOException {
        long begin = at;
        for (Member member : members) {
            write(directoryEntry(member));
        }
        write(end(begin, at - begin));
        out.flush();
    }

    private static ByteBuffer directoryEntry(Member member) {
        boolean far = member.offset() >= LARGE;
        int extra = (member.large() ? 16 : 0) + (far ? 8 : 0);
        ByteBuffer entry = little(46 + member.name().length + (extra == 0 ? 0 : 4 + extra));
        short version = (short) (extra == 0 ? 20 : 45);
        entry.putInt(0x02014b50)
                .putShort(version)
                .putShort(version)
                .putShort(FLAGS)
                .putShort((short) 0);
        entry.putShort((short) 0).putShort(DATE_1980).putInt(member.crc());
        int size = (int) Math.min(member.size(), LARGE);
        entry.putInt(size).putInt(size).putShort((short) member.name().length);
        entry.putShort((short) (extra == 0 ? 0 : 4 + extra)).putShort((short) 0).putShort((short) 0);
        entry.putShort((short) 0)
                .putInt(0)
                .putInt((int) Math.min(member.offset(), LARGE))
                .put(member.name());
        if (extra > 0) {
            entry.putShort(ZIP64).putShort((short) extra);
        }
        if (member.large()) {
            entry.putLong(member.size()).putLong(member.size());
        }
        return (far ? entry.putLong(member.offset()) : entry).flip();
    }

    private ByteBuffer end(long begin, long length) {
        boolean large = begin >= LARGE || members.size() >= 0xffff;
        ByteBuffer end = little(56 + 20 + 22);
        if (large) {
            end.putInt(0x06064b50)
                    .putLong(44)
                    .putShort((short) 45)
                    .putShort((short) 45)
                    .putInt(0)
                    .putInt(0);
            end.putLong(members.size()).putLong(members.size()).putLong(length).putLong(begin);
            end.putInt(0x07064b50).putInt(0).putLong(begin + length).putInt(1);
        }
        short count = (short) Math.min(members.size(), 0xffff);
        end.putInt(0x06054b50).putInt(0).putShort(count).putShort(count);
        return end.putInt((int) Math.min(length, LARGE))
                .putInt((int) Math.min(begin, LARGE))
                .putShort((short) 0)
                .flip();
    }

    private static ByteBuffer little(int capacity) {
        return ByteBuffer.allocate(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void write(ByteBuffer buffer) throws IOException {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        out.write(bytes);
        at += bytes.length;
    }

    /** The bytes of a member on their way. */
    private final class Counted extends OutputStream {
        private final CRC32 crc = new CRC32();
        private long bytes;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            crc.update(from, offset, length);
            bytes += length;
            at += length;
        }
    }
}
