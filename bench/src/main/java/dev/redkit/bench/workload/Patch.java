package dev.redkit.bench.workload;

import java.util.SplittableRandom;

/** Bytes of a prepared command that each request has anew. */
abstract class Patch {
    /** Where it lies in its chunk. */
    final int offset;

    Patch(int offset) {
        this.offset = offset;
    }

    /** Writes the next value; the chunk begins at {@code start}. */
    abstract void write(byte[] bytes, int start);

    /** Exactly that many digits, zeros in front. */
    static void digits(long value, byte[] bytes, int from, int width) {
        long rest = value;
        for (int at = from + width - 1; at >= from; at--) {
            long tenth = rest / 10;
            bytes[at] = (byte) ('0' + (rest - 10 * tenth));
            rest = tenth;
        }
    }

    /** A key drawn from a space. */
    static final class Drawn extends Patch {
        private final KeySource keys;

        Drawn(int offset, KeySource keys) {
            super(offset);
            this.keys = keys;
        }

        @Override
        void write(byte[] bytes, int start) {
            digits(keys.next(), bytes, start + offset, Piece.DIGITS);
        }
    }

    /** A key that was not there. */
    static final class Fresh extends Patch {
        private final KeySource keys;

        Fresh(int offset, KeySource keys) {
            super(offset);
            this.keys = keys;
        }

        @Override
        void write(byte[] bytes, int start) {
            digits(keys.fresh(), bytes, start + offset, Piece.DIGITS);
        }
    }

    /** A number below a bound. */
    static final class Below extends Patch {
        private final long bound;
        private final int width;
        private final SplittableRandom random;

        Below(int offset, Piece.Rand rand, SplittableRandom random) {
            super(offset);
            this.bound = rand.bound();
            this.width = (int) rand.length();
            this.random = random;
        }

        @Override
        void write(byte[] bytes, int start) {
            digits(random.nextLong(bound), bytes, start + offset, width);
        }
    }

    /** Makes a value different from all before it. */
    static final class Stamp extends Patch {
        private final int width;
        private final int step;
        private long next;

        Stamp(int offset, int width, int index, int of) {
            super(offset);
            this.width = Math.min(width, Piece.DIGITS);
            this.step = of;
            this.next = index;
        }

        @Override
        void write(byte[] bytes, int start) {
            digits(next, bytes, start + offset, width);
            next += step;
        }
    }

    /** Draws some floats of a vector anew, which is enough to make it another one. */
    static final class Floats extends Patch {
        private static final int DRAWN = 4;

        private final int dimensions;
        private final SplittableRandom random;

        Floats(int offset, int dimensions, SplittableRandom random) {
            super(offset);
            this.dimensions = dimensions;
            this.random = random;
        }

        @Override
        void write(byte[] bytes, int start) {
            for (int i = 0; i < DRAWN; i++) {
                put((float) (random.nextDouble() * 2 - 1), bytes, start + offset + 4 * random.nextInt(dimensions));
            }
        }

        static void put(float value, byte[] bytes, int at) {
            int bits = Float.floatToIntBits(value);
            for (int i = 0; i < 4; i++) {
                bytes[at + i] = (byte) (bits >>> (8 * i));
            }
        }
    }
}
