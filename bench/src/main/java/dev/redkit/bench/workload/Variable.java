package dev.redkit.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** An argument whose length each request draws anew; it lies between two prepared chunks. */
abstract class Variable {
    private int offset;
    private int length;

    /** The most bytes that it may have, without its header. */
    abstract int most();

    /** Draws the next value: its length. */
    abstract int draw();

    /** Copies the value that was drawn. */
    abstract void copy(byte[] into, int at);

    /** Writes header, value and line's end; says where that ends. */
    final int write(byte[] into, int at) {
        length = draw();
        into[at] = '$';
        int digits = digits(length);
        Patch.digits(length, into, at + 1, digits);
        offset = newline(into, at + 1 + digits);
        copy(into, offset);
        return newline(into, offset + length);
    }

    /** Where the value written last begins. */
    final int offset() {
        return offset;
    }

    final int length() {
        return length;
    }

    static int digits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static int newline(byte[] into, int at) {
        into[at] = '\r';
        into[at + 1] = '\n';
        return at + 2;
    }

    /** Some bytes of a drawn number. */
    static final class Value extends Variable {
        private final byte[] filler;
        private final Piece.Bytes bytes;
        private final SplittableRandom random;
        private int size;

        Value(byte[] filler, Piece.Bytes bytes, SplittableRandom random) {
            this.filler = filler;
            this.bytes = bytes;
            this.random = random;
        }

        @Override
        int most() {
            return bytes.most();
        }

        @Override
        int draw() {
            size = bytes.least() + random.nextInt(bytes.most() - bytes.least() + 1);
            return size;
        }

        @Override
        void copy(byte[] into, int at) {
            // From anywhere in the filler, so that no two values are alike.
            System.arraycopy(filler, random.nextInt(filler.length - size + 1), into, at, size);
        }
    }

    /** A number as servers take it: without zeros in front. */
    static final class Whole extends Variable {
        private final Piece.Whole bounds;
        private final SplittableRandom random;
        private long value;

        Whole(Piece.Whole bounds, SplittableRandom random) {
            this.bounds = bounds;
            this.random = random;
        }

        @Override
        int most() {
            return digits(bounds.most());
        }

        @Override
        int draw() {
            value = bounds.least() + random.nextLong(bounds.most() - bounds.least() + 1);
            return digits(value);
        }

        @Override
        void copy(byte[] into, int at) {
            Patch.digits(value, into, at, digits(value));
        }
    }

    /** A field of a table, with what stands around it. */
    static final class Cell extends Variable {
        private final Rows rows;
        private final Piece.Field field;
        private final byte[] before;
        private final byte[] after;
        private byte[] cell = {};

        Cell(Rows rows, Piece.Field field, String before, String after) {
            this.rows = rows;
            this.field = field;
            this.before = before.getBytes(StandardCharsets.ISO_8859_1);
            this.after = after.getBytes(StandardCharsets.ISO_8859_1);
        }

        @Override
        int most() {
            return before.length + field.table().longest(field.column()) + after.length;
        }

        @Override
        int draw() {
            cell = rows.cell(field.column());
            return before.length + cell.length + after.length;
        }

        @Override
        void copy(byte[] into, int at) {
            System.arraycopy(before, 0, into, at, before.length);
            System.arraycopy(cell, 0, into, at + before.length, cell.length);
            System.arraycopy(after, 0, into, at + before.length + cell.length, after.length);
        }
    }
}
