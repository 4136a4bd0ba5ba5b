package dev.redkit.format.pickled;

import dev.redkit.failure.BadInput;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that must have so many bytes, no fewer and no more. */
final class ExactStream extends FilterInputStream {
    private final String name;
    private final long length;
    private long done;

    ExactStream(String name, InputStream in, long length) {
        super(in);
        this.name = name;
        this.length = length;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int got = in.read(into, offset, count);
        done += Math.max(got, 0);
        if (done > length || (got < 0 && done < length)) {
            throw new BadInput(name + " needs " + length + " bytes, but has " + (got < 0 ? "only " + done : "more"));
        }
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(count);
        done += skipped;
        return skipped;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
