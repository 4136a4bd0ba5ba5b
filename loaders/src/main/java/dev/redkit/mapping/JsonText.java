package dev.redkit.mapping;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes strings of JSON from bytes. */
final class JsonText {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BASE64 = "{\"$base64\":\"".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** Text as a JSON string; bytes that are not UTF-8 as <code>{"$base64":"…"}</code>. */
    static void string(byte[] array, int offset, int length, Bytes out) {
        if (!Utf8.isValid(array, offset, length)) {
            binary(array, offset, length, out);
            return;
        }
        out.add('"');
        int end = offset + length;
        int copied = offset;
        for (int i = offset; i < end; i++) {
            byte c = array[i];
            if (c == '"' || c == '\\' || (c >= 0 && c < ' ')) {
                out.add(array, copied, i - copied);
                escape(c, out);
                copied = i + 1;
            }
        }
        out.add(array, copied, end - copied);
        out.add('"');
    }

    static void binary(byte[] array, int offset, int length, Bytes out) {
        byte[] copy = new byte[length];
        System.arraycopy(array, offset, copy, 0, length);
        out.add(BASE64);
        out.add(Base64.getEncoder().encode(copy));
        out.add('"');
        out.add('}');
    }

    private static void escape(byte c, Bytes out) {
        out.add('\\');
        switch (c) {
            case '\n' -> out.add('n');
            case '\r' -> out.add('r');
            case '\t' -> out.add('t');
            case '\b' -> out.add('b');
            case '\f' -> out.add('f');
            case '"', '\\' -> out.add(c);
            default -> {
                out.add('u');
                out.add('0');
                out.add('0');
                out.add(HEX[c >> 4]);
                out.add(HEX[c & 15]);
            }
        }
    }
}
