package dev.redkit.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;

/** The compressions redkit reads, by magic number, and writes, by the suffix of a name. */
public enum Compression {
    NONE("", ""),
    GZIP("gz", "gzip"),
    ZSTD("zst", "zstd"),
    BZIP2("bz2", "bzip2"),
    XZ("xz", "xz"),
    LZ4("lz4", "lz4"),
    /** The framed format; snappy has no other one that can be recognised. */
    SNAPPY("sz", "snappy");

    /** As many bytes decide. */
    static final int MAGIC_LENGTH = 10;

    private final String suffix;
    private final String otherSuffix;

    Compression(String suffix, String otherSuffix) {
        this.suffix = suffix;
        this.otherSuffix = otherSuffix;
    }

    /** Whether these bytes may still become a magic number: two decide it, nearly always. */
    static boolean mayBegin(byte[] head, int length) {
        if (length == 0) {
            return true;
        }
        int second = switch (head[0] & 0xff) {
            case 0x1f -> 0x8b;
            case 0x28 -> 0xb5;
            case 'B' -> 'Z';
            case 0xfd -> '7';
            case 0x04 -> 0x22;
            case 0xff -> 6;
            default -> (head[0] & 0xf0) == 0x50 ? 0x2a : -1;
        };
        return second >= 0 && (length == 1 || (head[1] & 0xff) == second);
    }

    /** What the first bytes say; {@link #NONE} when they are no magic number. */
    static Compression of(byte[] head, int length) {
        if (begins(head, length, 0x1f, 0x8b, 0x08)) {
            return GZIP;
        }
        if (begins(head, length, 0x28, 0xb5, 0x2f, 0xfd) || beginsWithSkippableFrame(head, length)) {
            return ZSTD;
        }
        if (begins(head, length, 'B', 'Z', 'h') && length >= 10 && head[3] >= '1' && head[3] <= '9') {
            return afterBzip2Level(head) ? BZIP2 : NONE;
        }
        if (begins(head, length, 0xfd, '7', 'z', 'X', 'Z', 0)) {
            return XZ;
        }
        if (begins(head, length, 0x04, 0x22, 0x4d, 0x18)) {
            return LZ4;
        }
        return begins(head, length, 0xff, 6, 0, 0, 's', 'N', 'a', 'P', 'p', 'Y') ? SNAPPY : NONE;
    }

    /** "BZh9" could begin a text; after it comes a block (pi), or at once the end (the square root of pi). */
    private static boolean afterBzip2Level(byte[] head) {
        return (head[4] == 0x31 && head[5] == 0x41 && head[6] == 0x59 && head[7] == 0x26 && head[8] == 0x53)
                || (head[4] == 0x17 && head[5] == 0x72 && head[6] == 0x45 && head[7] == 0x38 && head[8] == 0x50);
    }

    /** As pzstd begins its files. LZ4 has the same skippable frames, but nobody writes them first. */
    private static boolean beginsWithSkippableFrame(byte[] head, int length) {
        return length >= 4 && (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18;
    }

    private static boolean begins(byte[] head, int length, int... magic) {
        if (length < magic.length) {
            return false;
        }
        for (int i = 0; i < magic.length; i++) {
            if ((head[i] & 0xff) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** What the suffix of a file name asks for; {@link #NONE} when it is no suffix of a compression. */
    public static Compression ofName(String fileName) {
        int dot = fileName.lastIndexOf('.');
        String last = dot < 0 ? "" : fileName.substring(dot + 1).toLowerCase(Locale.ROOT);
        for (Compression compression : values()) {
            if (compression.suffix.equals(last) || compression.otherSuffix.equals(last)) {
                return compression;
            }
        }
        return NONE;
    }

    /** The plain bytes of a stream in this compression. Streams written one after the other are read as one. */
    InputStream decode(InputStream packed) throws IOException {
        return switch (this) {
            case NONE -> packed;
            case GZIP -> Codecs.Gzip.decode(packed);
            case ZSTD -> Codecs.Zstd.decode(packed);
            case BZIP2 -> Codecs.Bzip2.decode(packed);
            case XZ -> Codecs.Xz.decode(packed);
            case LZ4 -> Codecs.Lz4.decode(packed);
            case SNAPPY -> Codecs.Snappy.decode(packed);
        };
    }

    /** Compresses into the given stream, at the level the format's own tool takes by default. */
    public OutputStream encode(OutputStream target) throws IOException {
        return switch (this) {
            case NONE -> target;
            case GZIP -> Codecs.Gzip.encode(target);
            case ZSTD -> Codecs.Zstd.encode(target);
            case BZIP2 -> Codecs.Bzip2.encode(target);
            case XZ -> Codecs.Xz.encode(target);
            case LZ4 -> Codecs.Lz4.encode(target);
            case SNAPPY -> Codecs.Snappy.encode(target);
        };
    }
}
