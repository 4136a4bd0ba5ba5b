package dev.redkit.render;

import dev.redkit.io.ByteSizes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Bytes that are most likely a vector of 32-bit floats: their number, and the first of them. */
final class VectorText {
    private static final int FEWEST = 8;
    private static final int SHOWN = 6;
    private static final float LARGEST = 1e6f;
    private static final float SMALLEST = 1e-9f;

    private VectorText() {}

    /** The text, or null when the bytes are hardly a vector: chance seldom makes numbers of an ordinary size. */
    static String of(byte[] bytes) {
        int count = bytes.length / 4;
        if (bytes.length % 4 != 0 || count < FEWEST) {
            return null;
        }
        ByteBuffer floats = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        boolean allZero = true;
        for (int i = 0; i < count; i++) {
            float one = Math.abs(floats.getFloat(4 * i));
            boolean ordinary = one == 0 || (one > SMALLEST && one < LARGEST);
            if (!ordinary) {
                return null;
            }
            allZero &= one == 0;
        }
        if (allZero) {
            return null;
        }
        StringBuilder text = new StringBuilder("float32[").append(count).append(']');
        for (int i = 0; i < Math.min(count, SHOWN); i++) {
            text.append(' ').append(String.format(Locale.ROOT, "%.4g", floats.getFloat(4 * i)));
        }
        return text.append(count > SHOWN ? " …" : "")
                .append(" (")
                .append(ByteSizes.format(bytes.length))
                .append(')')
                .toString();
    }
}
