package dev.redkit.format.numpy;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.ChunkedStream;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Strings as NumPy keeps them: code points of four bytes, all strings as wide as the widest. */
final class PaddedStrings extends ChunkedStream {
    private final InputStream in;
    private final ByteBuffer element;

    PaddedStrings(InputStream in, int width) {
        this.in = in;
        this.element = ByteBuffer.allocate(width).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes of the widest; never none, because NumPy knows no strings of no width. */
    static int width(Tensor tensor) throws IOException {
        int widest = 1;
        try (InputStream in = tensor.open()) {
            for (String text = next(in); text != null; text = next(in)) {
                widest = Math.max(widest, text.codePointCount(0, text.length()));
            }
        }
        return Math.multiplyExact(widest, Integer.BYTES);
    }

    private static String next(InputStream in) throws IOException {
        byte[] length = in.readNBytes(Integer.BYTES);
        if (length.length < Integer.BYTES) {
            return null;
        }
        int count = ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getInt();
        byte[] text = in.readNBytes(Math.max(count, 0));
        if (text.length != count) {
            throw new BadInput("a string is cut off");
        }
        return new String(text, StandardCharsets.UTF_8);
    }

    @Override
    protected ByteBuffer next() throws IOException {
        String text = next(in);
        if (text == null) {
            return ByteBuffer.allocate(0);
        }
        element.clear();
        text.codePoints().forEach(element::putInt);
        while (element.hasRemaining()) {
            element.putInt(0);
        }
        return element.flip();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
