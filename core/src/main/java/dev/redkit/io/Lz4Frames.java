package dev.redkit.io;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * LZ4 frames, one after the other, each by a decoder of its own. A frame has an end mark, so a decoder that has met the
 * end of the file inside one has read half a frame; commons-compress does not always say so.
 */
final class Lz4Frames extends InputStream {
    private final PushbackInputStream packed;
    private boolean endSeen;
    private InputStream frame;

    Lz4Frames(InputStream source) {
        this.packed = new PushbackInputStream(new FilterInputStream(source) {
            @Override
            public int read() throws IOException {
                return noted(super.read());
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return noted(super.read(into, offset, length));
            }
        });
    }

    private int noted(int result) {
        endSeen |= result < 0;
        return result;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        while (frame != null || nextFrame()) {
            int got = frame.read(into, offset, length);
            if (got >= 0) {
                return got;
            }
            if (endSeen) {
                throw new EOFException("the frame has no end mark");
            }
            frame = null;
        }
        return -1;
    }

    private boolean nextFrame() throws IOException {
        int first = packed.read();
        if (first < 0) {
            return false;
        }
        packed.unread(first);
        frame = new FramedLZ4CompressorInputStream(packed, false);
        return true;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
