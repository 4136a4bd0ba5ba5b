package dev.redkit.io;

import java.io.IOException;
import java.io.InputStream;

/**
 * A stream that is read in blocks and does what it does in one place: a single byte is a block of one, and what is skipped
 * is read.
 */
public abstract class BlockStream extends InputStream {
    @Override
    public final int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public abstract int read(byte[] into, int offset, int length) throws IOException;
}
