package dev.redkit.parquet;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Looks through the footer of a file before the library does: that it lies in the file, that no list in it is longer than
 * its bytes, and that the schema is no deeper than a stack is.
 *
 * <pre>
 * file   = "PAR1" data footer length:u32le "PAR1"
 * footer = FileMetaData in Thrift's compact protocol; its field 2 is the schema, depth first, each element of which says in
 *          its field 5 how many children follow
 * </pre>
 *
 * @see <a href="https://github.com/apache/parquet-format">the format</a>
 */
final class FooterCheck {
    private static final String MAGIC = "PAR1";
    private static final int TAIL = Integer.BYTES + 4;
    private static final int LONGEST = 64 << 20;
    private static final int DEEPEST = 64;
    private static final int MOST_STRUCTS_DEEP = 32;

    private static final int BYTE = 3;
    private static final int DOUBLE = 7;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int SET = 10;
    private static final int MAP = 11;
    private static final int STRUCT = 12;

    private static final int SCHEMA_FIELD = 2;
    private static final int CHILDREN_FIELD = 5;

    private final String file;
    private final ByteBuffer in;

    private FooterCheck(String file, ByteBuffer in) {
        this.file = file;
        this.in = in;
    }

    static void of(Path path) throws IOException {
        String file = path.toString();
        try (RandomAccessFile in = new RandomAccessFile(path.toFile(), "r")) {
            long size = in.length();
            if (size < MAGIC.length() + TAIL) {
                throw new BadInput(file + " has " + size + " bytes, which is less than any Parquet file has");
            }
            ByteBuffer tail = read(in, size - TAIL, TAIL);
            long length = Integer.toUnsignedLong(tail.getInt());
            byte[] magic = new byte[MAGIC.length()];
            tail.get(magic);
            String word = new String(magic, StandardCharsets.ISO_8859_1);
            if (word.equals("PARE")) {
                throw new BadInput(file + " is encrypted, and redkit has no key to it", "write it without encryption");
            }
            if (!word.equals(MAGIC)) {
                throw BadInput.at(
                        file,
                        size - MAGIC.length(),
                        "the file does not end as a Parquet file does; it is cut off or none");
            }
            if (length > size - TAIL - MAGIC.length() || length > LONGEST) {
                throw BadInput.at(
                        file,
                        size - TAIL,
                        "the footer would have " + length + " bytes, but the file has " + size + ",");
            }
            new FooterCheck(file, read(in, size - TAIL - length, (int) length)).root();
        }
    }

    private static ByteBuffer read(RandomAccessFile in, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        in.seek(at);
        in.readFully(bytes);
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private BadInput damaged(String what) {
        return BadInput.at(
                file, in.position(), "the footer is damaged: " + what + ", counted from the footer's beginning,");
    }

    private void root() {
        int id = 0;
        for (int head = next(); head != 0; head = next()) {
            id = id(head, id);
            if (id == SCHEMA_FIELD && (head & 15) == LIST) {
                schema();
            } else {
                value(head & 15, 1);
            }
        }
    }

    private int id(int head, int before) {
        int step = head >>> 4;
        return step == 0 ? (int) zigzag(varint()) : before + step;
    }

    /** The children that are still to come, at each depth. */
    private void schema() {
        int head = next();
        int count = size(head >>> 4);
        if ((head & 15) != STRUCT || count == 0) {
            throw damaged("the schema is none");
        }
        long[] left = new long[DEEPEST + 1];
        int depth = 0;
        left[0] = 1;
        for (int i = 0; i < count; i++) {
            while (depth > 0 && left[depth] == 0) {
                depth--;
            }
            if (left[depth] == 0) {
                throw damaged("the schema has more elements than its tree");
            }
            left[depth]--;
            long children = element();
            if (children < 0 || children > count - i) {
                throw damaged("an element of the schema would have " + children + " children");
            }
            if (children > 0) {
                if (++depth > DEEPEST) {
                    throw damaged("the schema is nested more than " + DEEPEST + " deep");
                }
                left[depth] = children;
            }
        }
        for (; depth >= 0; depth--) {
            if (left[depth] > 0) {
                throw damaged("the schema ends too early");
            }
        }
    }

    private long element() {
        long children = 0;
        int id = 0;
        for (int head = next(); head != 0; head = next()) {
            id = id(head, id);
            int type = head & 15;
            if (id == CHILDREN_FIELD && type == 5) {
                children = zigzag(varint());
            } else {
                value(type, 2);
            }
        }
        return children;
    }

    private void value(int type, int depth) {
        switch (type) {
            case 1, 2 -> {}
            case BYTE -> next();
            case 4, 5, 6 -> varint();
            case DOUBLE -> skip(Double.BYTES);
            case BINARY -> skip(varint());
            case LIST, SET -> {
                int head = next();
                int count = size(head >>> 4);
                for (int i = 0; i < count; i++) {
                    member(head & 15, depth + 1);
                }
            }
            case MAP -> {
                int count = size(15);
                int types = count == 0 ? 0 : next();
                for (int i = 0; i < count; i++) {
                    member(types >>> 4, depth + 1);
                    member(types & 15, depth + 1);
                }
            }
            case STRUCT -> struct(depth + 1);
            default -> throw damaged("there is no type " + type);
        }
    }

    /** In a collection a truth value takes a byte. */
    private void member(int type, int depth) {
        value(type <= 2 ? BYTE : type, depth);
    }

    private void struct(int depth) {
        if (depth > MOST_STRUCTS_DEEP) {
            throw damaged("it is nested more than " + MOST_STRUCTS_DEEP + " deep");
        }
        for (int head = next(); head != 0; head = next()) {
            if (head >>> 4 == 0) {
                varint();
            }
            value(head & 15, depth);
        }
    }

    /** A count, each of which takes a byte at least. */
    private int size(int small) {
        long size = small < 15 ? small : varint();
        if (size < 0 || size > in.remaining()) {
            throw damaged("a list would have " + size + " elements in " + in.remaining() + " bytes");
        }
        return (int) size;
    }

    private int next() {
        if (!in.hasRemaining()) {
            throw damaged("it ends too early");
        }
        return in.get() & 0xff;
    }

    private void skip(long bytes) {
        if (bytes < 0 || bytes > in.remaining()) {
            throw damaged("a value would have " + bytes + " bytes");
        }
        in.position(in.position() + (int) bytes);
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int part = next();
            value |= (long) (part & 0x7f) << shift;
            if (part < 0x80) {
                return value;
            }
        }
        throw damaged("a number has no end");
    }

    private static long zigzag(long value) {
        return (value >>> 1) ^ -(value & 1);
    }
}
