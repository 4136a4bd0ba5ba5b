package dev.redkit.bench.workload;

import java.util.Optional;

/** A part of an argument: bytes that stay, or something drawn anew for each request. */
sealed interface Piece {
    /** The width of every number of a key. */
    int DIGITS = 12;

    /** How many bytes it has; for values of varying size the most. */
    long length();

    record Literal(byte[] bytes) implements Piece {
        @Override
        public long length() {
            return bytes.length;
        }
    }

    /** {@code {key}} and, without the word before the number, {@code {id}}; no space: that of the workload. */
    record Key(boolean named, Optional<KeySpace> space) implements Piece {
        static final String NAME = "key:";

        @Override
        public long length() {
            return (long) DIGITS + (named ? NAME.length() : 0);
        }
    }

    /** {@code {newkey}}: one that was not there. */
    record NewKey() implements Piece {
        @Override
        public long length() {
            return (long) Key.NAME.length() + DIGITS;
        }
    }

    /** {@code {rand:1000}}: a number below that, always as wide. */
    record Rand(long bound) implements Piece {
        @Override
        public long length() {
            return Long.toString(bound - 1).length();
        }
    }

    /** {@code {bytes:100}}, {@code {bytes:100-4k}}, the latter an argument of its own. */
    record Bytes(int least, int most, int zeros) implements Piece {
        @Override
        public long length() {
            return most;
        }
    }

    /** {@code {int:1-1000}}, {@code {ttl:60s-1h}} in seconds: a number without zeros in front, an argument of its own. */
    record Whole(long least, long most) implements Piece {
        @Override
        public long length() {
            return Long.toString(most).length();
        }
    }

    /** {@code {field:users.name}}: of the next row of a table; beside it only what stays. */
    record Field(Table table, int column) implements Piece {
        @Override
        public long length() {
            return table.longest(column);
        }
    }

    /** Whether each request has it in another length. */
    default boolean varies() {
        return this instanceof Whole
                || this instanceof Field
                || (this instanceof Bytes bytes && bytes.least() != bytes.most());
    }

    /** {@code {vec:f32 768}}: floats between -1 and 1, little-endian. */
    record Floats(int dimensions) implements Piece {
        @Override
        public long length() {
            return 4L * dimensions;
        }
    }
}
