package dev.redkit.rdb;

import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings of the format, which are stored as they are, as a small integer, or compressed.
 *
 * <pre>
 *   string = length bytes
 *          | 0xC0 int8 | 0xC1 int16 | 0xC2 int32                     the number's decimal text
 *          | 0xC3 length(stored) length(plain) bytes                 LZF
 * </pre>
 *
 * They can be passed over, checked, read into an array of their own, or {@linkplain #open opened}: seen in place.
 */
final class Strings {
    static final byte[] EMPTY = {};

    /** An opened string stays in the same array up to this size; more is for the collector. */
    private static final int KEPT = 1 << 20;
    /** A claim about the plain size is believed up to here; beyond, the compressed data is measured first. */
    private static final int BELIEVED = 1 << 16;

    /** A long string is told in pieces of so many bytes, to those who like that. */
    static final int PIECE = 1 << 20;

    private static final int LONGEST_HEADER = 1 + 2 * 9;

    private final Window in;
    private Form form;
    private long number;
    private long stored;
    private long plain;

    private byte[] scratch = new byte[4096];
    /** The opened string. */
    byte[] bytes = EMPTY;

    int at;
    int length;
    /** Where the stored form of the opened string begins in the input, and whether that is compressed. */
    long offset;

    boolean compressed;

    private enum Form {
        PLAIN,
        NUMBER,
        LZF
    }

    Strings(Window in) {
        this.in = in;
    }

    void skip() throws IOException {
        int first = in.u8();
        if (first < 0x40 && first <= in.end - in.at) {
            in.at += first;
            return;
        }
        header(first);
        in.skip(stored);
    }

    /** Passes over a string that must be sound: one that is compressed gives what it says. Tells the plain length. */
    long check() throws IOException {
        int first = in.u8();
        if (first < 0x40 && first <= in.end - in.at) {
            form = Form.PLAIN;
            plain = first;
            in.at += first;
            return first;
        }
        header(first);
        if (form == Form.LZF) {
            passCompressed();
        } else {
            in.skip(stored);
        }
        return form == Form.NUMBER ? digits() : plain;
    }

    private int digits() {
        return IntegerText.length(number);
    }

    /** Whether the string that was just checked is a number as a server would keep it; it may still be in the window. */
    boolean isNumber() {
        return form == Form.NUMBER
                || (form == Form.PLAIN
                        && plain <= IntegerText.MAX_LENGTH
                        && plain <= in.at
                        && IntegerText.is(in.bytes, in.at - (int) plain, (int) plain));
    }

    byte[] read() throws IOException {
        header(in.u8());
        return body();
    }

    /** Tells a string to somebody who takes long ones in pieces, and says how long it was. */
    long readPieces(ValueWalker walker) throws IOException {
        header(in.u8());
        if (form != Form.PLAIN || stored <= KEPT) {
            byte[] whole = body();
            walker.text(whole);
            return whole.length;
        }
        long length = stored;
        for (long told = 0; told < length; ) {
            byte[] piece = in.take(Math.min(Window.SIZE, length - told));
            walker.piece(piece, told);
            told += piece.length;
        }
        return length;
    }

    private byte[] body() throws IOException {
        return switch (form) {
            case PLAIN -> in.take(stored);
            case NUMBER -> Long.toString(number).getBytes(StandardCharsets.US_ASCII);
            case LZF -> {
                inflate(EMPTY);
                yield at == 0 && length == bytes.length ? bytes : Arrays.copyOfRange(bytes, at, at + length);
            }
        };
    }

    /** Tells a string in pieces that are thrown away one after the other; one that is compressed in one piece. */
    long pieces(ValueWalker walker) throws IOException {
        int back = in.at;
        header(in.u8());
        if (form != Form.PLAIN) {
            in.at = back;
            byte[] whole = read();
            walker.piece(whole, 0);
            return whole.length;
        }
        for (long told = 0; told < stored; ) {
            byte[] piece = in.take(Math.min(PIECE, stored - told));
            walker.piece(piece, told);
            told += piece.length;
        }
        return stored;
    }

    /** The length of the string that follows, which stays where it is; -1 when that cannot be told. */
    long peekLength() throws IOException {
        if (!in.reach(LONGEST_HEADER)) {
            return -1;
        }
        int back = in.at;
        try {
            header(in.u8());
            return form == Form.NUMBER ? digits() : plain;
        } catch (RdbFault e) {
            return -1;
        } finally {
            in.at = back;
        }
    }

    /** Lets {@link #bytes} from {@link #at} show the string until the window is used again. */
    void open() throws IOException {
        header(in.u8());
        offset = in.offset();
        compressed = form == Form.LZF;
        switch (form) {
            case PLAIN -> openPlain();
            case NUMBER -> show(Long.toString(number).getBytes(StandardCharsets.US_ASCII), 0, -1);
            case LZF -> inflate(scratch);
        }
    }

    private void openPlain() throws IOException {
        if (stored > in.bytes.length) {
            show(in.take(stored), 0, -1);
        } else {
            in.need((int) stored);
            show(in.bytes, in.at, (int) stored);
            in.at += (int) stored;
        }
    }

    private void show(byte[] array, int from, int count) {
        bytes = array;
        at = from;
        length = count < 0 ? array.length : count;
    }

    private void inflate(byte[] into) throws IOException {
        byte[] packed = in.bytes;
        int from = 0;
        long start = in.offset();
        if (stored > in.bytes.length) {
            packed = in.take(stored);
        } else {
            in.need((int) stored);
            from = in.at;
            in.at += (int) stored;
        }
        try {
            if (plain > BELIEVED) {
                Lzf.measure(packed, from, (int) stored, plain);
            }
            byte[] out = plain <= into.length && into.length > 0 ? into : new byte[(int) plain];
            if (into == scratch && out.length <= KEPT) {
                scratch = out;
            }
            Lzf.decompress(packed, from, (int) stored, out, 0, (int) plain);
            show(out, 0, (int) plain);
        } catch (Malformed e) {
            throw RdbFault.damaged(start + e.at(), e.getMessage());
        }
    }

    /** Walks the compressed form without making the plain one: only lengths and distances can be wrong. */
    private void passCompressed() throws IOException {
        long start = in.offset();
        if (stored <= in.bytes.length) {
            in.need((int) stored);
            try {
                Lzf.measure(in.bytes, in.at, (int) stored, plain);
            } catch (Malformed e) {
                throw RdbFault.damaged(start + e.at(), e.getMessage());
            }
            in.at += (int) stored;
            return;
        }
        long made = 0;
        long last = start + stored;
        while (in.offset() < last) {
            long here = in.offset();
            int control = in.u8();
            if (control < Lzf.MAX_LITERALS) {
                in.skip(control + 1);
                made += control + 1;
                continue;
            }
            int count = (control >>> 5) + 2;
            count += count == 9 ? in.u8() : 0;
            if ((((control & 0x1f) << 8) | in.u8()) >= made) {
                throw RdbFault.damaged(here, "a compressed copy reaches out of its string");
            }
            made += count;
        }
        if (made != plain || in.offset() != last) {
            throw RdbFault.damaged(start, "compressed data gives " + made + " bytes where " + plain + " were said");
        }
    }

    private void header(int first) throws IOException {
        if (first < 0xC0) {
            form = Form.PLAIN;
            stored = in.longNumber(first);
            plain = stored;
            if (stored < 0) {
                throw RdbFault.damaged(in.offset() - 9, "a string of " + Long.toUnsignedString(stored) + " bytes");
            }
            return;
        }
        form = Form.NUMBER;
        stored = 0;
        switch (first) {
            case 0xC0 -> number = (byte) in.u8();
            case 0xC1 -> number = (short) (in.u8() | (in.u8() << 8));
            case 0xC2 -> number = in.u32();
            case 0xC3 -> compressedHeader();
            default -> throw RdbFault.damaged(in.offset() - 1, "a string cannot begin with byte " + first);
        }
    }

    private void compressedHeader() throws IOException {
        form = Form.LZF;
        long start = in.offset() - 1;
        stored = in.length();
        plain = in.length();
        if (plain > Math.min(Lzf.mostFrom(stored), Window.LARGEST_ARRAY) || stored > Window.LARGEST_ARRAY) {
            throw RdbFault.damaged(start, "a string of " + plain + " bytes in " + stored + " compressed ones");
        }
    }
}
