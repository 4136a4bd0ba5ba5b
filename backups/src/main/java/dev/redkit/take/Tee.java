package dev.redkit.take;

import dev.redkit.io.Progress;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream of which everything that is read is written down, too. */
final class Tee extends FilterInputStream {
    private final OutputStream copy;
    private final Progress progress;

    Tee(InputStream in, OutputStream copy, Progress progress) {
        super(in);
        this.copy = copy;
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int got = in.read(into, offset, length);
        if (got > 0) {
            copy.write(into, offset, got);
            progress.addBytes(got);
        }
        return got;
    }

    /** Nothing may be passed over unwritten. */
    @Override
    public long skip(long count) throws IOException {
        byte[] passed = new byte[(int) Math.min(count, 64 << 10)];
        long left = count;
        while (left > 0) {
            int got = read(passed, 0, (int) Math.min(left, passed.length));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return count - left;
    }
}
