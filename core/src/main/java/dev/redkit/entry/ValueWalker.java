package dev.redkit.entry;

import java.io.IOException;

/** Hears the elements of a value. Each kind of value tells through its own method; the arrays are the walker's to keep. */
public interface ValueWalker {
    /** The whole of a string. */
    default void text(byte[] value) throws IOException {
        throw unexpected("a string");
    }

    /** Whether a long string may be told in pieces, by {@link #piece} instead of {@link #text}. */
    default boolean takesPieces() {
        return false;
    }

    /** The next piece of a long string; the first one has the offset 0. */
    default void piece(byte[] piece, long offset) throws IOException {
        throw unexpected("a piece of a string");
    }

    /** The next item of a list, or a member of a set. */
    default void item(byte[] item) throws IOException {
        throw unexpected("an item");
    }

    /** A member of a sorted set: lowest score first, but in any order where a server's big set is read in pieces. */
    default void scored(byte[] member, double score) throws IOException {
        throw unexpected("a scored member");
    }

    /** A field of a hash; it expires at a Unix time in milliseconds or {@link Entry#NEVER}. */
    default void field(byte[] name, byte[] value, long expireAt) throws IOException {
        throw unexpected("a field");
    }

    /** A message of a stream: fields and values in turn. */
    default void message(StreamId id, byte[][] pairs) throws IOException {
        throw unexpected("a message");
    }

    /** What a stream remembers beside its messages; told after the last message. */
    default void stream(StreamState state) throws IOException {
        throw unexpected("a stream");
    }

    /** A value that cannot be taken apart: the payload that {@code DUMP} gives for it. */
    default void payload(byte[] dump) throws IOException {
        throw unexpected("a payload");
    }

    private static UnsupportedOperationException unexpected(String what) {
        return new UnsupportedOperationException("this walker does not take " + what);
    }
}
