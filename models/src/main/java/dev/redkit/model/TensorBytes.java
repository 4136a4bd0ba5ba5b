package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The bytes of a tensor, a chunk after the other: straight from its file where they lie there as they are. */
final class TensorBytes implements Closeable {
    private static final int SCRATCH = 64 << 10;

    private final Tensor tensor;
    private final Optional<Region> region;
    private final InputStream in;
    private final byte[] scratch;
    private long at;

    TensorBytes(Tensor tensor) throws IOException {
        this.tensor = tensor;
        this.region = tensor.region();
        this.in = region.isPresent() ? InputStream.nullInputStream() : tensor.open();
        this.scratch = new byte[region.isPresent() ? 0 : SCRATCH];
    }

    /** Fills the buffer; too few bytes are {@link BadInput}. */
    void fill(ByteBuffer into) throws IOException {
        if (region.isPresent()) {
            int count = into.remaining();
            region.get().read(at, into);
            at += count;
            return;
        }
        while (into.hasRemaining()) {
            int got = in.readNBytes(scratch, 0, Math.min(SCRATCH, into.remaining()));
            if (got == 0) {
                throw new BadInput("tensor '" + tensor.name() + "' ends " + into.remaining() + " bytes too early");
            }
            into.put(scratch, 0, got);
        }
    }

    /** Nothing may be left. */
    void end() throws IOException {
        if (in.read() >= 0) {
            throw new BadInput("tensor '" + tensor.name() + "' has more bytes than its shape says");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
