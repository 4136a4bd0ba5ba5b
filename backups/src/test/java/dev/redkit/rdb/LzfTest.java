package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class LzfTest {
    private final Lzf lzf = new Lzf();

    @Test
    void givesBackWhatItCompressed() {
        Random random = new Random(11);
        for (int round = 0; round < 3000; round++) {
            byte[] in = new byte[random.nextInt(round % 50 == 0 ? 50_000 : 600)];
            int letters = 1 + random.nextInt(round % 7 == 0 ? 256 : 5);
            for (int i = 0; i < in.length; i++) {
                in[i] = (byte) random.nextInt(letters);
            }
            byte[] packed = new byte[in.length + in.length / 32 + 4];
            int length = lzf.compress(in, 0, in.length, packed, 0, packed.length);
            assertThat(length > 0 || in.length == 0).isTrue();
            assertThat((long) in.length).isLessThanOrEqualTo(Lzf.mostFrom(length));
            byte[] out = new byte[in.length];
            Lzf.decompress(packed, 0, length, out, 0, out.length);
            assertThat(out).isEqualTo(in);
        }
    }

    @Test
    void compressesRepetitionsWell() {
        byte[] in = "redis ".repeat(2000).getBytes(StandardCharsets.US_ASCII);
        byte[] packed = new byte[in.length];
        assertThat(lzf.compress(in, 0, in.length, packed, 0, packed.length)).isBetween(1, in.length / 50);
    }

    @Test
    void saysThatNoiseDoesNotFit() {
        byte[] in = new byte[500];
        new Random(3).nextBytes(in);
        assertThat(lzf.compress(in, 0, in.length, new byte[496], 0, 496)).isZero();
    }

    @Test
    void readsOverlappingCopiesAndLongOnes() {
        byte[] packed = {1, 'a', 'b', (byte) 0xE0, 10, 1, 0, 'c'};
        byte[] out = new byte[2 + 19 + 1];
        Lzf.decompress(packed, 0, packed.length, out, 0, out.length);
        assertThat(new String(out, StandardCharsets.US_ASCII)).isEqualTo("ababababababababababac");
    }

    @Test
    void refusesToReadOrWriteOutOfBounds() {
        byte[][] bad = {
            {5, 'a'}, {0, 'a', 0x20}, {0, 'a', (byte) 0xE0, 3}, {0, 'a', 0x20, 1}, {0, 'a', (byte) 0xE0, (byte) 255, 0}
        };
        for (byte[] packed : bad) {
            assertThatThrownBy(() -> Lzf.decompress(packed, 0, packed.length, new byte[64], 8, 50))
                    .as(Arrays.toString(packed))
                    .isInstanceOf(Malformed.class);
        }
        assertThatThrownBy(() -> Lzf.decompress(new byte[] {0, 'a'}, 0, 2, new byte[2], 0, 2))
                .isInstanceOf(Malformed.class)
                .hasMessageContaining("gives 1 bytes where 2 were said");
    }

    @Test
    void anyBytesEitherFillTheStringOrAreRefused() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] packed = new byte[random.nextInt(24)];
            random.nextBytes(packed);
            byte[] out = new byte[random.nextInt(80)];
            try {
                Lzf.decompress(packed, 0, packed.length, out, 0, out.length);
            } catch (Malformed e) {
                assertThat(e.at()).isBetween(0, packed.length);
            }
        }
    }
}
