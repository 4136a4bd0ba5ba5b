package dev.redkit.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Complex numbers of which all real parts come first, and then all imaginary ones, as pairs. */
public final class Paired extends ChunkedStream {
    private static final int NUMBERS = 8 << 10;

    private final InputStream real;
    private final InputStream imaginary;
    private final int width;
    private final byte[] first;
    private final byte[] second;
    private final byte[] pairs;

    private Paired(InputStream real, InputStream imaginary, int width) {
        this.real = real;
        this.imaginary = imaginary;
        this.width = width;
        this.first = new byte[NUMBERS * width];
        this.second = new byte[NUMBERS * width];
        this.pairs = new byte[2 * NUMBERS * width];
    }

    /** Pairs of numbers of so many bytes each. */
    public static TensorData of(TensorData real, TensorData imaginary, int width) {
        return () -> {
            InputStream first = real.open();
            try {
                return new Paired(first, imaginary.open(), width);
            } catch (IOException | RuntimeException e) {
                first.close();
                throw e;
            }
        };
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int length = Math.min(real.readNBytes(first, 0, first.length), imaginary.readNBytes(second, 0, second.length));
        int count = length / width;
        for (int i = 0; i < count; i++) {
            System.arraycopy(first, i * width, pairs, 2 * i * width, width);
            System.arraycopy(second, i * width, pairs, (2 * i + 1) * width, width);
        }
        return ByteBuffer.wrap(pairs, 0, 2 * count * width);
    }

    @Override
    public void close() throws IOException {
        real.close();
        imaginary.close();
    }
}
