package dev.redkit.format.pickled;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockFilter;
import java.io.IOException;
import java.io.InputStream;

/** A stream that must have so many bytes, no fewer and no more. */
final class ExactStream extends BlockFilter {
    private final String name;
    private final long length;
    private long done;

    ExactStream(String name, InputStream in, long length) {
        super(in);
        this.name = name;
        this.length = length;
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
}
