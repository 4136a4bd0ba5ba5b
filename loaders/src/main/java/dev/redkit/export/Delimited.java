package dev.redkit.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Delimited text as RFC 4180 has it, whatever the delimiter: bytes as they are, in quotes where they have to be. An empty
 * text is quoted, a null is not, so that the two are told apart.
 */
final class Delimited {
    private static final int BUFFER = 64 << 10;

    private final OutputStream out;
    private final byte delimiter;
    private final byte[] buffer = new byte[BUFFER];
    private int used;
    private boolean first = true;

    Delimited(OutputStream out, byte delimiter) {
        this.out = out;
        this.delimiter = delimiter;
    }

    void field(String text) throws IOException {
        field(text.getBytes(StandardCharsets.UTF_8));
    }

    void number(long value) throws IOException {
        field(Long.toString(value));
    }

    void nothing() throws IOException {
        next();
    }

    /** A field; null for a null. */
    void field(byte[] bytes) throws IOException {
        next();
        if (bytes == null) {
            return;
        }
        if (isPlain(bytes)) {
            raw(bytes, 0, bytes.length);
            return;
        }
        put('"');
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '"') {
                raw(bytes, from, i + 1 - from);
                put('"');
                from = i + 1;
            }
        }
        raw(bytes, from, bytes.length - from);
        put('"');
    }

    void endOfRow() throws IOException {
        put('\n');
        first = true;
    }

    void flush() throws IOException {
        drain();
        out.flush();
    }

    private void next() throws IOException {
        if (!first) {
            put(delimiter);
        }
        first = false;
    }

    /** Blanks at the ends are quoted too: some programs drop them. */
    private boolean isPlain(byte[] bytes) {
        if (bytes.length == 0 || bytes[0] <= ' ' || bytes[bytes.length - 1] == ' ') {
            return false;
        }
        for (byte one : bytes) {
            if (one == delimiter || one == '"' || one == '\n' || one == '\r') {
                return false;
            }
        }
        return true;
    }

    private void put(int one) throws IOException {
        if (used == buffer.length) {
            drain();
        }
        buffer[used++] = (byte) one;
    }

    private void raw(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - used) {
            drain();
            if (length > buffer.length) {
                out.write(bytes, offset, length);
                return;
            }
        }
        System.arraycopy(bytes, offset, buffer, used, length);
        used += length;
    }

    private void drain() throws IOException {
        out.write(buffer, 0, used);
        used = 0;
    }
}
