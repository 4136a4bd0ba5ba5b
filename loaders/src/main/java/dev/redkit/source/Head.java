package dev.redkit.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** A stream whose first bytes were looked at, and are given once more. */
final class Head extends FilterInputStream {
    private static final int MOST = 64 << 10;

    private final byte[] head;
    private int at;

    private Head(InputStream in, byte[] head) {
        super(in);
        this.head = head;
    }

    /** Looks at what is there; waits for a first line, but not for more. Somebody may be typing it. */
    static Head of(InputStream in) throws IOException {
        byte[] head = new byte[MOST];
        int length = 0;
        while (length < MOST) {
            int got = in.read(head, length, MOST - length);
            if (got < 0) {
                break;
            }
            length += got;
            if (in.available() <= 0 && hasLine(head, length)) {
                break;
            }
        }
        return new Head(in, Arrays.copyOf(head, length));
    }

    private static boolean hasLine(byte[] head, int length) {
        for (int i = 0; i < length; i++) {
            if (head[i] == '\n' || head[i] == '\r') {
                return true;
            }
        }
        return false;
    }

    byte[] bytes() {
        return head;
    }

    @Override
    public int read() throws IOException {
        return at < head.length ? head[at++] & 0xff : in.read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (at == head.length) {
            return in.read(into, offset, length);
        }
        int given = Math.min(length, head.length - at);
        System.arraycopy(head, at, into, offset, given);
        at += given;
        return given;
    }

    @Override
    public long skip(long count) throws IOException {
        if (at == head.length) {
            return in.skip(count);
        }
        long skipped = Math.max(0, Math.min(count, head.length - at));
        at += (int) skipped;
        return skipped;
    }

    @Override
    public int available() throws IOException {
        return head.length - at + in.available();
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
