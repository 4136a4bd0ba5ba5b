package dev.redkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

@RedisServer
final class GlobTest {
    private static final String LETTERS = "aab[]^-*?\\";

    private final TestServer server;

    GlobTest(TestServer server) {
        this.server = server;
    }

    @Test
    void agreesWithTheServer() {
        Random random = new Random(7);
        try (Wire wire = Wire.open(server.target())) {
            for (int round = 0; round < 3000; round++) {
                byte[] name = word(random, "aab-]^", 6);
                byte[] pattern = word(random, LETTERS, 7);
                wire.call(bytes("SET"), name, bytes(""));
                Reply found = wire.call(bytes("KEYS"), pattern);
                assertThat(Glob.of(pattern).matches(name))
                        .as("%s on %s", new String(pattern, StandardCharsets.UTF_8), found)
                        .isEqualTo(!found.items().isEmpty());
                wire.call("FLUSHALL");
            }
        }
    }

    @Test
    void isQuickWithManyStars() {
        byte[] name = "a".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(Glob.of("*a".repeat(50) + "b").matches(name)).isFalse();
    }

    private static byte[] word(Random random, String letters, int most) {
        byte[] word = new byte[1 + random.nextInt(most)];
        for (int i = 0; i < word.length; i++) {
            word[i] = (byte) letters.charAt(random.nextInt(letters.length()));
        }
        return word;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
