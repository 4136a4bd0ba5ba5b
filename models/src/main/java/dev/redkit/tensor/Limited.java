package dev.redkit.tensor;

import dev.redkit.io.BlockFilter;
import java.io.IOException;
import java.io.InputStream;

/** The first bytes of a stream. */
final class Limited extends BlockFilter {
    private long left;

    Limited(InputStream in, long left) {
        super(in);
        this.left = left;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0 && length > 0) {
            return -1;
        }
        int got = in.read(into, offset, (int) Math.min(length, left));
        left -= Math.max(got, 0);
        return got;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = in.skip(Math.min(count, left));
        left -= skipped;
        return skipped;
    }
}
