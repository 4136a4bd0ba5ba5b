package dev.redkit.take;

import dev.redkit.io.BlockFilter;
import dev.redkit.io.Progress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A stream of which everything that is read is written down, too. */
final class Tee extends BlockFilter {
    private final OutputStream copy;
    private final Progress progress;

    Tee(InputStream in, OutputStream copy, Progress progress) {
        super(in);
        this.copy = copy;
        this.progress = progress;
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
}
