package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Varints;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import dev.redkit.region.Spool;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.commons.compress.compressors.snappy.SnappyCompressorInputStream;

/**
 * A table of sorted keys, as LevelDB lays it out:
 *
 * <pre>
 *   block*  where each is: entry*  u32 restart*  u32 restarts  u8 compression  u32 masked crc32c of all before it
 *   entry   varint shared  varint unshared  varint bytes of value  rest of the key  value
 *   footer  varint offset, bytes of the meta index  varint offset, bytes of the index  zeros to 40  u64 magic
 * </pre>
 *
 * The value of an entry of the index is where a block is; its key is anything between the block's last key and the next.
 */
final class Table {
    static final long MAGIC = 0xdb4775248b80fb57L;
    static final int FOOTER = 48;
    static final int TRAILER = 5;
    static final int SNAPPY = 1;

    private static final int MOST_BLOCK = 64 << 20;
    private static final int MOST_KEY = 64 << 10;
    private static final int MOST_ENTRIES = 1_000_000;
    private static final long MOST_KEYS = 64L << 20;

    private final Region file;
    private final List<Closeable> opened;
    private int entries;
    private long keys;

    /** What is in a table. */
    interface Entries {
        void entry(byte[] key, Region value);
    }

    /** What has to be unpacked is added to {@code opened}. */
    Table(Region file, List<Closeable> opened) {
        this.file = file;
        this.opened = opened;
    }

    static boolean isOne(Region file) {
        if (file.length() < FOOTER) {
            return false;
        }
        ByteBuffer magic = ByteBuffer.wrap(file.bytes(file.length() - Long.BYTES, Long.BYTES, "a magic number"));
        return magic.order(ByteOrder.LITTLE_ENDIAN).getLong() == MAGIC;
    }

    /** All entries, in order. */
    void read(Entries sink) {
        if (!isOne(file)) {
            throw BadInput.at(file.name(), Math.max(0, file.length() - FOOTER), "the footer of a table is missing");
        }
        RegionReader footer = new RegionReader(file.slice(file.length() - FOOTER, FOOTER - Long.BYTES, "the footer"));
        Varints.next(footer);
        Varints.next(footer);
        Region index = block(footer);
        long[] end = {0};
        entries(index, (separator, handle) -> {
            RegionReader where = new RegionReader(handle);
            long offset = Varints.next(where);
            if (offset < end[0]) {
                throw where.bad("a block that overlaps the one before it");
            }
            long size = Varints.next(where);
            where.seek(0);
            Region block = block(where);
            end[0] = offset + size;
            entries(block, sink);
        });
    }

    /** The block whose place comes next, unpacked. */
    private Region block(RegionReader handle) {
        long offset = Varints.next(handle);
        long size = Varints.next(handle);
        if (size > MOST_BLOCK) {
            throw handle.bad("a block of " + Long.toUnsignedString(size) + " bytes");
        }
        Region packed = file.slice(offset, size, "a block");
        RegionReader trailer = new RegionReader(file.slice(offset + size, TRAILER, "the end of a block"));
        int compression = trailer.u8();
        requireChecksum(packed, compression, trailer.i32());
        if (compression == 0) {
            return packed;
        }
        if (compression != SNAPPY) {
            throw trailer.bad("a block that is compressed in the unknown way " + compression);
        }
        return unpacked(packed);
    }

    private void requireChecksum(Region block, int compression, int expected) {
        CRC32C crc = new CRC32C();
        crc.update(block.bytes(0, (int) block.length(), "a block"));
        crc.update(compression);
        if (MaskedCrc.of(crc) != expected) {
            throw BadInput.at(file.name(), block.offset(), "the checksum of a block is wrong: it is damaged,");
        }
    }

    private Region unpacked(Region packed) {
        byte[] bytes = packed.bytes(0, (int) packed.length(), "a block");
        try (InputStream in = new SnappyCompressorInputStream(new ByteArrayInputStream(bytes))) {
            byte[] whole = in.readNBytes(MOST_BLOCK + 1);
            if (whole.length > MOST_BLOCK) {
                throw BadInput.at(file.name(), packed.offset(), "a block that unpacks to more than it may");
            }
            Region region = Spool.of(file.name(), new ByteArrayInputStream(whole));
            opened.add(region);
            return region;
        } catch (IOException | IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new BadInput(
                    "the block at byte " + packed.offset() + " of " + file.name() + " cannot be unpacked", null, e);
        }
    }

    private void entries(Region block, Entries sink) {
        if (block.length() < Integer.BYTES) {
            throw BadInput.at(file.name(), block.offset(), "a block without restarts");
        }
        RegionReader last = new RegionReader(block.slice(block.length() - Integer.BYTES, Integer.BYTES, "restarts"));
        long restarts = Integer.toUnsignedLong(last.i32());
        long end = block.length() - Integer.BYTES - restarts * Integer.BYTES;
        if (end < 0) {
            throw last.bad("a block of " + restarts + " restarts");
        }
        RegionReader in = new RegionReader(block.slice(0, end, "a block"));
        byte[] key = new byte[0];
        while (in.remaining() > 0) {
            key = key(in, key);
            sink.entry(key, in.take(value, "a value"));
        }
    }

    /** How long the value of the entry is whose key was read. */
    private long value;

    private byte[] key(RegionReader in, byte[] before) {
        long shared = Varints.next(in);
        long unshared = Varints.next(in);
        value = Varints.next(in);
        if (shared < 0 || shared > before.length || unshared < 0 || unshared > MOST_KEY - shared) {
            throw in.bad("a key that is cut out wrongly");
        }
        keys += shared + unshared;
        if (++entries > MOST_ENTRIES || keys > MOST_KEYS) {
            throw in.bad("more names than a checkpoint has");
        }
        byte[] key = Arrays.copyOf(before, (int) (shared + unshared));
        System.arraycopy(in.bytes(unshared, "a key"), 0, key, (int) shared, (int) unshared);
        return key;
    }
}
