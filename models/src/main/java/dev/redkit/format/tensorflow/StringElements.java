package dev.redkit.format.tensorflow;

import dev.redkit.failure.BadInput;
import dev.redkit.format.protobuf.Varints;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * A tensor of strings: the length of each as a varint, a masked checksum of the lengths (each of four bytes, or of eight when
 * it needs them), and all their bytes. The checksum of the whole covers the lengths, not as they are written, and the rest.
 */
final class StringElements {
    private final String name;
    private final Region region;
    private final long count;
    private final int crc;
    private final long textAt;

    StringElements(String name, Region region, Shape shape, int crc) {
        this.name = name;
        this.region = region;
        this.count = shape.elements();
        this.crc = crc;
        this.textAt = check();
    }

    /** Checks lengths and checksums; the place where the texts begin. */
    private long check() {
        RegionReader in = new RegionReader(region);
        CRC32C lengths = new CRC32C();
        ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        long total = 0;
        for (long i = 0; i < count; i++) {
            long length = Varints.next(in);
            if (length < 0 || length > region.length() - total) {
                throw in.bad("the string " + i + " of tensor '" + name + "' is longer than its file");
            }
            total += length;
            number.putLong(0, length);
            lengths.update(number.array(), 0, length > 0xffff_ffffL ? Long.BYTES : Integer.BYTES);
        }
        int expected = in.i32();
        if (in.remaining() != total) {
            throw in.bad("the strings of tensor '" + name + "' have " + total + " bytes, but there are "
                    + in.remaining() + " left");
        }
        if (MaskedCrc.of(lengths) != expected) {
            throw in.bad("the checksum of the lengths of tensor '" + name + "' is wrong: it is damaged,");
        }
        number.putInt(0, expected);
        lengths.update(number.array(), 0, Integer.BYTES);
        long start = in.position();
        byte[] chunk = new byte[64 << 10];
        while (in.remaining() > 0) {
            int length = (int) Math.min(chunk.length, in.remaining());
            region.read(in.position(), ByteBuffer.wrap(chunk, 0, length));
            in.seek(in.position() + length);
            lengths.update(chunk, 0, length);
        }
        if (MaskedCrc.of(lengths) != crc) {
            throw BadInput.at(
                    region.name(), region.offset(), "the checksum of tensor '" + name + "' is wrong: it is damaged,");
        }
        return start;
    }

    /** All texts, one after the other. */
    Region texts() {
        return region.slice(textAt, region.length() - textAt, "strings");
    }

    Tensor tensor(Shape shape) {
        long bytes = Math.addExact(Math.multiplyExact(count, (long) Integer.BYTES), region.length() - textAt);
        return Tensor.ofStrings(name, shape, bytes, Stream::new);
    }

    private final class Stream extends ChunkedStream {
        private static final int CHUNK = 32 << 10;

        private final RegionReader lengths = new RegionReader(region);
        private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        private long next;
        private long at = textAt;
        private long open;

        @Override
        protected ByteBuffer next() {
            chunk.clear();
            while (chunk.remaining() >= Integer.BYTES && (open > 0 || next < count)) {
                if (open == 0) {
                    open = Varints.next(lengths);
                    next++;
                    chunk.putInt((int) open);
                }
                int part = (int) Math.min(open, chunk.remaining());
                ByteBuffer text = chunk.slice(chunk.position(), part);
                region.read(at, text);
                chunk.position(chunk.position() + part);
                at += part;
                open -= part;
            }
            return chunk.flip();
        }
    }
}
