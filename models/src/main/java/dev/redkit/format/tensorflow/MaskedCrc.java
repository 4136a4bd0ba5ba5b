package dev.redkit.format.tensorflow;

import java.util.zip.CRC32C;

/** TensorFlow's checksum: a CRC-32C, turned and moved, because it is stored among bytes that are summed up themselves. */
final class MaskedCrc {
    private static final int DELTA = 0xa282ead8;

    private MaskedCrc() {}

    static int of(CRC32C crc) {
        return Integer.rotateRight((int) crc.getValue(), 15) + DELTA;
    }
}
