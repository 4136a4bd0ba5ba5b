package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Crc64Test {
    @Test
    void givesTheValueThatRedisDocuments() {
        byte[] digits = "123456789".getBytes(StandardCharsets.US_ASCII);
        assertThat(Crc64.update(0, digits, 0, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
    }

    @Test
    void agreesWithTheBitByBitDefinitionAtEveryLengthAndOffset() {
        byte[] bytes = new byte[40_000];
        new Random(4).nextBytes(bytes);
        for (int length : new int[] {0, 1, 7, 8, 9, 63, 4096, 12_287, 12_288, 12_289, 30_000, 39_990}) {
            for (int offset : new int[] {0, 1, 5}) {
                assertThat(Crc64.update(77, bytes, offset, length)).isEqualTo(bitByBit(77, bytes, offset, length));
            }
        }
    }

    @Test
    void canBeFedInPieces() {
        byte[] bytes = new byte[100_000];
        Random random = new Random(9);
        random.nextBytes(bytes);
        long whole = Crc64.update(0, bytes, 0, bytes.length);
        long sum = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = Math.min(1 + random.nextInt(20_000), bytes.length - at);
            sum = Crc64.update(sum, bytes, at, length);
            at += length;
        }
        assertThat(sum).isEqualTo(whole);
    }

    private static long bitByBit(long crc, byte[] bytes, int offset, int length) {
        long sum = crc;
        for (int i = offset; i < offset + length; i++) {
            sum ^= bytes[i] & 0xff;
            for (int bit = 0; bit < 8; bit++) {
                sum = (sum & 1) != 0 ? (sum >>> 1) ^ 0x95ac9329ac4bc9b5L : sum >>> 1;
            }
        }
        return sum;
    }
}
