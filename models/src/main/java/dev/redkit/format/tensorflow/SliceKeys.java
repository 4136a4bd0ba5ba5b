package dev.redkit.format.tensorflow;

import dev.redkit.format.tensorflow.BundleEntry.Slice;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Under which key the bytes of a slice are: {@code 00}, the name ended by {@code 00 01}, the rank, and start and length along
 * each dimension, all in a code that sorts as the numbers do.
 */
final class SliceKeys {
    private static final int[] LENGTH_BITS = {0, 0x80, 0xc0, 0xe0, 0xf0, 0xf8, 0xfc, 0xfe, 0xff, 0xff, 0xff};
    private static final int[] MORE_LENGTH_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0xc0};

    private SliceKeys() {}

    /** The key; each byte a character. */
    static String of(byte[] name, Slice slice) {
        ByteArrayOutputStream key = new ByteArrayOutputStream();
        key.write(0);
        for (byte one : name) {
            key.write(one);
            if (one == 0) {
                key.write(0xff);
            } else if (one == -1) {
                key.write(0);
            }
        }
        key.write(0);
        key.write(1);
        int rank = slice.starts().length;
        if (rank > 0) {
            key.write(1);
        }
        key.write(rank);
        for (int i = 0; i < rank; i++) {
            key.writeBytes(signed(slice.starts()[i]));
            key.writeBytes(signed(slice.lengths()[i]));
        }
        return key.toString(StandardCharsets.ISO_8859_1);
    }

    /** As many leading bits as there are bytes, and the number behind them; all of it inverted below zero. */
    static byte[] signed(long value) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(value < 0 ? ~value : value);
        int length = bits / 7 + 1;
        byte sign = (byte) (value < 0 ? 0xff : 0);
        byte[] wide = ByteBuffer.allocate(2 + Long.BYTES)
                .put(sign)
                .put(sign)
                .putLong(value)
                .array();
        int first = wide.length - length;
        wide[first] ^= (byte) LENGTH_BITS[length];
        if (length > 1) {
            wide[first + 1] ^= (byte) MORE_LENGTH_BITS[length];
        }
        return Arrays.copyOfRange(wide, first, wide.length);
    }
}
