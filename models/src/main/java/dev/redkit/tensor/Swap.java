package dev.redkit.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Turns the bytes of each number round. */
final class Swap extends ChunkedStream {
    private static final int CHUNK = 64 << 10;

    private final InputStream source;
    private final int width;
    private final byte[] chunk = new byte[CHUNK];

    Swap(InputStream source, int width) {
        this.source = source;
        this.width = width;
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int length = source.readNBytes(chunk, 0, CHUNK);
        for (int at = 0; at + width <= length; at += width) {
            for (int i = 0; i < width / 2; i++) {
                byte first = chunk[at + i];
                chunk[at + i] = chunk[at + width - 1 - i];
                chunk[at + width - 1 - i] = first;
            }
        }
        return ByteBuffer.wrap(chunk, 0, length);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
