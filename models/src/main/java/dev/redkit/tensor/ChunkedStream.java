package dev.redkit.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** A stream whose bytes are made a chunk at a time. */
public abstract class ChunkedStream extends InputStream {
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private boolean ended;

    /** The next bytes; none when there are no more. The buffer is done with when this is called again. */
    protected abstract ByteBuffer next() throws IOException;

    @Override
    public final int read() throws IOException {
        return fill() ? chunk.get() & 0xff : -1;
    }

    @Override
    public final int read(byte[] into, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, into.length);
        if (length == 0) {
            return 0;
        }
        int done = 0;
        while (done < length && fill()) {
            int count = Math.min(length - done, chunk.remaining());
            chunk.get(into, offset + done, count);
            done += count;
        }
        return done == 0 ? -1 : done;
    }

    private boolean fill() throws IOException {
        if (!chunk.hasRemaining() && !ended) {
            chunk = next();
            ended = !chunk.hasRemaining();
        }
        return !ended;
    }
}
