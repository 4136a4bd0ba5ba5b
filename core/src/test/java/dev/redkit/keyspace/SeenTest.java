package dev.redkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SeenTest {
    @Test
    void knowsTheLatestNamesAndForgetsTheEarliest() {
        Seen seen = new Seen(10_000);
        for (int i = 0; i < 50_000; i++) {
            assertThat(seen.add(name(i))).isTrue();
            assertThat(seen.add(name(i))).isFalse();
        }
        for (int i = 40_000; i < 50_000; i++) {
            assertThat(seen.add(name(i))).as("name %d", i).isFalse();
        }
        assertThat(seen.add(name(0))).isTrue();
    }

    @Test
    void tellsShortNamesApart() {
        Seen seen = new Seen(1000);
        assertThat(seen.add(new byte[0])).isTrue();
        assertThat(seen.add(new byte[1])).isTrue();
        assertThat(seen.add(new byte[8])).isTrue();
        assertThat(seen.add(new byte[9])).isTrue();
        assertThat(seen.add(new byte[0])).isFalse();
    }

    private static byte[] name(int number) {
        return ("name:" + number).getBytes(StandardCharsets.US_ASCII);
    }
}
