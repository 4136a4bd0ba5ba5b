package dev.redkit.format.numpy;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.ChunkedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** NumPy's strings, all of one width and filled up with zeros, as lengths and UTF-8. */
final class FixedStrings extends ChunkedStream {
    private final InputStream in;
    private final NpyType type;
    private final byte[] element;

    FixedStrings(InputStream in, NpyType type) {
        this.in = in;
        this.type = type;
        this.element = new byte[type.width()];
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int got = in.readNBytes(element, 0, element.length);
        if (got < element.length || element.length == 0) {
            return ByteBuffer.allocate(0);
        }
        byte[] text = type.characters().orElse('S') == 'U' ? decoded() : trimmed();
        return ByteBuffer.allocate(Integer.BYTES + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length)
                .put(text)
                .flip();
    }

    private byte[] trimmed() {
        int length = element.length;
        while (length > 0 && element[length - 1] == 0) {
            length--;
        }
        byte[] text = new byte[length];
        System.arraycopy(element, 0, text, 0, length);
        return text;
    }

    private byte[] decoded() {
        ByteBuffer points =
                ByteBuffer.wrap(element).order(type.bigEndian() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
        StringBuilder text = new StringBuilder();
        while (points.hasRemaining()) {
            int point = points.getInt();
            if (!Character.isValidCodePoint(point)) {
                throw new BadInput(
                        "a string has the character " + Integer.toUnsignedString(point) + ", beyond Unicode");
            }
            text.appendCodePoint(point);
        }
        int length = text.length();
        while (length > 0 && text.charAt(length - 1) == '\0') {
            length--;
        }
        return text.substring(0, length).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
