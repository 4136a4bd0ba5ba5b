package dev.redkit.io;

import java.io.IOException;
import java.io.InputStream;

/** What looks at, counts or ends the bytes of another stream as they pass. */
public abstract class BlockFilter extends BlockStream {
    protected final InputStream in;

    protected BlockFilter(InputStream in) {
        this.in = in;
    }

    @Override
    public int available() throws IOException {
        return in.available();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
