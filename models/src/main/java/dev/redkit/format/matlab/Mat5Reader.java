package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.region.Spool;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Reads a file of version 5, which MATLAB 5 to 7 write.
 *
 * <pre>
 *   text(116) offset(8) version(2) 'IM' | 'MI'   then elements: type(4) length(4) data, filled up to 8 bytes
 *                                                or            length(2) type(2) data(4)
 * </pre>
 *
 * An element is an array, or a compressed one. Numbers stay where they are; only arrays in arrays that are compressed go
 * through a temporary file, so that each of them can be reached.
 */
final class Mat5Reader {
    static final int HEADER = 128;
    private static final int MOST_INFLATION = 1032;

    private final Region file;
    private final ByteOrder order;
    private final MatContent content;
    private final List<Closeable> opened;

    Mat5Reader(Region file, ByteOrder order, MatContent content, List<Closeable> opened) {
        this.file = file;
        this.order = order;
        this.content = content;
        this.opened = opened;
    }

    void read() throws IOException {
        try (MatInput in = MatInput.of(file, order)) {
            in.skipTo(HEADER);
            while (in.position() < in.length()) {
                MatTag tag = MatTag.read(in, in.length());
                if (tag.type() == MatType.COMPRESSED) {
                    compressed(file.slice(tag.start(), tag.bytes(), "a compressed variable"));
                    in.skipTo(tag.start() + tag.bytes());
                } else if (tag.type() == MatType.MATRIX) {
                    new Mat5Array(in, content).read(tag, null, 0);
                    in.skipTo(tag.end());
                } else {
                    throw in.bad("an element of type " + tag.type() + ", which is no array,");
                }
            }
        }
    }

    private void compressed(Region packed) throws IOException {
        Inflated inflated = new Inflated(packed);
        String name = packed.name() + " (unpacked from byte " + packed.offset() + ")";
        long length = packed.length() * MOST_INFLATION + HEADER;
        boolean nested;
        try (MatInput in = MatInput.of(name, inflated, length, order)) {
            MatTag tag = array(in, length);
            length = tag.end();
            nested = new Mat5Array(in, content).isNested(tag);
        }
        if (nested) {
            try (InputStream in = inflated.open()) {
                Region spooled = Spool.of(name, in);
                opened.add(spooled);
                try (MatInput unpacked = MatInput.of(spooled, order)) {
                    new Mat5Array(unpacked, content).read(array(unpacked, spooled.length()), null, 0);
                }
            }
        } else {
            try (MatInput in = MatInput.of(name, inflated, length, order)) {
                new Mat5Array(in, content).read(array(in, length), null, 0);
            }
        }
    }

    private static MatTag array(MatInput in, long length) {
        MatTag tag = MatTag.read(in, length);
        if (tag.type() != MatType.MATRIX) {
            throw new BadInput("what is compressed in " + in.name() + " is no array, but of type " + tag.type());
        }
        return tag;
    }
}
