package dev.redkit.tail.outlet;

import dev.redkit.failure.CannotWrite;
import java.io.IOException;
import java.io.OutputStream;

/** Straight to the stream, by the thread that reads from the server: it waits when the stream does. */
public final class StraightDrain implements Drain {
    private final OutputStream out;

    public StraightDrain(OutputStream out) {
        this.out = out;
    }

    @Override
    public void write(byte[] bytes, int length, long messages) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw new CannotWrite("cannot write the output: " + e.getMessage(), null, e);
        }
    }

    @Override
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new CannotWrite("cannot write the output: " + e.getMessage(), null, e);
        }
    }

    @Override
    public void close() {
        flush();
    }
}
