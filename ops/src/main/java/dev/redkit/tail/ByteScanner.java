package dev.redkit.tail;

import dev.redkit.wire.ProtocolException;

/** Finds what it looks for in a window of bytes. */
public interface ByteScanner {
    /** Looks at the bytes from {@code from} to {@code to}; says up to where they are used up. */
    int scan(byte[] window, int from, int to) throws ProtocolException;

    /** How many bytes what is not whole yet will have; 0 when that is not known. */
    long needed();
}
