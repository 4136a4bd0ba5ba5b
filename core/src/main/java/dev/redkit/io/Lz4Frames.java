package dev.redkit.io;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.xxhash.XXHashFactory;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;

/**
 * LZ4 frames, one after the other, each by a decoder of its own. A frame has an end mark, so a decoder that has met the
 * end of the file inside one has read half a frame; commons-compress does not always say so.
 *
 * <p>lz4-java is many times faster, but does not know blocks that depend on each other, as Python writes them.
 */
final class Lz4Frames extends BlockStream {
    /** The magic number and the flags. */
    private static final int HEAD = 5;

    private static final int BLOCKS_INDEPENDENT = 0x20;

    private final PushbackInputStream packed;
    private boolean endSeen;
    private InputStream frame;

    Lz4Frames(InputStream source) {
        this.packed = new PushbackInputStream(
                new FilterInputStream(source) {
                    @Override
                    public int read() throws IOException {
                        return noted(super.read());
                    }

                    @Override
                    public int read(byte[] into, int offset, int length) throws IOException {
                        return noted(super.read(into, offset, length));
                    }
                },
                HEAD);
    }

    private int noted(int result) {
        endSeen |= result < 0;
        return result;
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
        byte[] head = packed.readNBytes(HEAD);
        if (head.length == 0) {
            return false;
        }
        if (head.length < HEAD) {
            throw new EOFException("the frame has no header");
        }
        packed.unread(head);
        frame = (head[HEAD - 1] & BLOCKS_INDEPENDENT) != 0
                ? new LZ4FrameInputStream(
                        packed,
                        LZ4Factory.safeInstance().safeDecompressor(),
                        XXHashFactory.safeInstance().hash32(),
                        true)
                : new FramedLZ4CompressorInputStream(packed, false);
        return true;
    }

    @Override
    public void close() throws IOException {
        packed.close();
    }
}
