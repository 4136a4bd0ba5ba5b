package dev.redkit.aof;

import dev.redkit.io.Input;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;

/** Copies what is kept of each file: ranges of it, one after the other. */
final class RangeCopy implements Ranges, Closeable {
    private static final int PIECE = 256 << 10;

    private final AofFolder folder;
    private final byte[] piece = new byte[PIECE];
    private AofPart part;
    private Input in;
    private OutputStream out;
    private long at;

    RangeCopy(AofFolder folder) {
        this.folder = folder;
    }

    @Override
    public void keep(AofPart from, long start, long end) throws IOException {
        if (!from.equals(part)) {
            close();
            part = from;
            at = 0;
            in = Input.open(from.file());
            out = folder.file(from.name());
        }
        in.stream().skipNBytes(start - at);
        at = start;
        while (at < end) {
            int got = in.stream().read(piece, 0, (int) Math.min(piece.length, end - at));
            if (got < 0 && end == TO_THE_END) {
                return;
            } else if (got < 0) {
                throw new EOFException(from.name() + " has become shorter while it was read");
            }
            out.write(piece, 0, got);
            at += got;
        }
    }

    @Override
    public void close() throws IOException {
        if (part != null) {
            part = null;
            in.close();
            out.close();
        }
    }
}
