package dev.redkit.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class SeenKeysTest {
    @Test
    void knowsEachKeyOnceHoweverManyThereAre() throws IOException {
        try (SeenKeys seen = new SeenKeys()) {
            for (int round = 0; round < 2; round++) {
                for (int i = 0; i < 200_000; i++) {
                    byte[] key = ("key:" + i).getBytes(StandardCharsets.UTF_8);
                    assertThat(seen.add(0, key)).isEqualTo(round == 0);
                }
            }
            assertThat(seen.add(1, "key:1".getBytes(StandardCharsets.UTF_8))).isTrue();
            assertThat(seen.add(256, "key:1".getBytes(StandardCharsets.UTF_8))).isTrue();
            assertThat(seen.add(1, "key:1".getBytes(StandardCharsets.UTF_8))).isFalse();
        }
    }
}
