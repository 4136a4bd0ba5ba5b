package dev.redkit.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** One reply of a server, with the type it had on the wire. Bytes stay bytes until somebody has to read them. */
public sealed interface Reply {
    /** The reply as text, for the kinds that have one; nested kinds and nulls throw. */
    default String text() {
        throw new IllegalStateException(getClass().getSimpleName() + " reply has no text");
    }

    /** The number of an integer reply, or of a text that is one. */
    default long number() {
        return Long.parseLong(text());
    }

    /** The elements of an array, set or push; the alternating keys and values of a map. */
    default List<Reply> items() {
        throw new IllegalStateException(getClass().getSimpleName() + " reply has no elements");
    }

    default boolean isNil() {
        return false;
    }

    /** {@code +OK} and its kind. */
    record Simple(String text) implements Reply {}

    /** An error: its first word, and the whole message including it. */
    record Err(String message) implements Reply {
        public String code() {
            int space = message.indexOf(' ');
            return space < 0 ? message : message.substring(0, space);
        }

        @Override
        public String text() {
            return message;
        }
    }

    /** A 64-bit integer. */
    record Int(long value) implements Reply {
        @Override
        public String text() {
            return Long.toString(value);
        }

        @Override
        public long number() {
            return value;
        }
    }

    /** A double, as the server wrote it: its text keeps every digit. */
    record Dbl(String text) implements Reply {
        public double value() {
            return switch (text) {
                case "inf", "+inf" -> Double.POSITIVE_INFINITY;
                case "-inf" -> Double.NEGATIVE_INFINITY;
                case "nan", "-nan" -> Double.NaN;
                default -> Double.parseDouble(text);
            };
        }
    }

    record Bool(boolean value) implements Reply {
        @Override
        public String text() {
            return Boolean.toString(value);
        }
    }

    /** An integer of any size, as decimal text. */
    record BigNumber(String text) implements Reply {}

    /** A string of bytes. */
    record Bulk(byte[] bytes) implements Reply {
        @Override
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bulk bulk && Arrays.equals(bytes, bulk.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Bulk[" + text() + "]";
        }
    }

    /** Text with a three-letter format: {@code txt} or {@code mkd}. */
    record Verbatim(String format, String text) implements Reply {}

    /** No value: RESP3's null, RESP2's null bulk and null array. */
    record Nil() implements Reply {
        static final Nil NIL = new Nil();

        @Override
        public boolean isNil() {
            return true;
        }
    }

    record Array(List<Reply> items) implements Reply {}

    /** A RESP3 set, in the order in which the server sent it. */
    record Members(List<Reply> items) implements Reply {}

    /** A RESP3 map: keys and values in turn, in the order in which the server sent them. */
    record Pairs(List<Reply> items) implements Reply {}

    /** Something that the server says unasked: a message, an invalidation. */
    record Push(List<Reply> items) implements Reply {}
}
