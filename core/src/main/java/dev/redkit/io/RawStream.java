package dev.redkit.io;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * The bytes as they lie there, buffered and counted. An I/O error becomes a failure here, where the name and the offset
 * are known, so that a codec above cannot mistake it for bad data.
 */
final class RawStream extends InputStream {
    static final int BUFFER = 256 << 10;

    private final String name;
    private final InputStream source;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private volatile long taken;
    private Progress progress;

    RawStream(String name, InputStream source) {
        this.name = name;
        this.source = source;
    }

    /** Reports what was read already, and all that is read from now on. */
    void reportTo(Progress listener) {
        progress = listener;
        listener.addBytes(taken + end - at);
    }

    /** The bytes handed out so far. */
    long taken() {
        return taken;
    }

    /**
     * Looks at the first bytes, before the first read: as many as asked, but no more than it takes to see that they are
     * no magic number. Somebody may be typing them.
     */
    int peek(byte[] head) {
        while (end < head.length && Compression.mayBegin(buffer, end)) {
            int got = fetch(buffer, end, buffer.length - end);
            if (got < 0) {
                break;
            }
            end += got;
        }
        int length = Math.min(end, head.length);
        System.arraycopy(buffer, 0, head, 0, length);
        return length;
    }

    @Override
    public int read() {
        if (at == end && !refill()) {
            return -1;
        }
        count(1);
        return buffer[at++] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        if (at == end) {
            if (length >= BUFFER) {
                int got = fetch(into, offset, length);
                count(Math.max(got, 0));
                return got;
            }
            if (!refill()) {
                return -1;
            }
        }
        int got = Math.min(length, end - at);
        System.arraycopy(buffer, at, into, offset, got);
        at += got;
        count(got);
        return got;
    }

    /** One thread reads; another may look. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void count(int more) {
        taken += more;
    }

    private boolean refill() {
        at = 0;
        end = Math.max(0, fetch(buffer, 0, buffer.length));
        return end > 0;
    }

    private int fetch(byte[] into, int offset, int length) {
        try {
            int got = source.read(into, offset, length);
            if (got > 0 && progress != null) {
                progress.addBytes(got);
            }
            return got;
        } catch (IOException e) {
            throw new BadInput(
                    "reading " + name + " failed after byte " + (taken + end - at) + ": " + Reason.of(e), null, e);
        }
    }

    @Override
    public int available() throws IOException {
        return end - at + source.available();
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
