package dev.redkit.bench.recorder;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** The one form of histogram here: nanoseconds from 100 ns to any length, three significant digits. */
public final class Histograms {
    private static final long LEAST = 100;
    private static final long EXPECTED_MOST = 120_000_000_000L;
    private static final int DIGITS = 3;

    private Histograms() {}

    public static Histogram empty() {
        Histogram histogram = new Histogram(LEAST, EXPECTED_MOST, DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /** Compressed, as HdrHistogram's own log files have it: some hundred bytes. */
    public static byte[] pack(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity() + 64);
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    public static String text(byte[] packed) {
        return Base64.getEncoder().encodeToString(packed);
    }

    /**
     * The histogram again.
     *
     * @throws IllegalArgumentException if the bytes are none
     */
    public static Histogram unpack(byte[] packed) {
        try {
            return Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(packed), EXPECTED_MOST);
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("not a compressed HdrHistogram", e);
        }
    }

    public static Histogram unpack(String text) {
        return unpack(Base64.getDecoder().decode(text));
    }
}
