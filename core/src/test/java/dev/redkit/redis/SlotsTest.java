package dev.redkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@RedisServer(config = {"cluster-enabled yes"})
final class SlotsTest {
    private final TestServer server;

    SlotsTest(TestServer server) {
        this.server = server;
    }

    private int asTheServerSays(String key) {
        return (int) server.ask("CLUSTER", "KEYSLOT", key).number();
    }

    @Test
    void agreesWithTheServerAboutHashTags() {
        List<String> keys = List.of(
                "",
                "a",
                "foo",
                "{user1000}.following",
                "foo{}{bar}",
                "foo{{bar}}zap",
                "foo{bar}{zap}",
                "{",
                "}",
                "{}",
                "{a",
                "a}",
                "}{",
                "}a{b}",
                "{a}{b}",
                "{é}x",
                "a{\n}b");
        for (String key : keys) {
            assertThat(Slots.of(key.getBytes(UTF_8))).as(key).isEqualTo(asTheServerSays(key));
        }
    }

    @Test
    void agreesWithTheServerAboutRandomKeys() {
        Random random = new Random(42);
        for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[random.nextInt(24)];
            random.nextBytes(bytes);
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] &= 0x7f;
            }
            String key = new String(bytes, StandardCharsets.US_ASCII);
            assertThat(Slots.of(bytes)).as(key).isEqualTo(asTheServerSays(key));
        }
    }

    @Test
    void looksOnlyAtTheKeysOwnBytes() {
        byte[] bytes = "{xx}foo}{yy}".getBytes(UTF_8);
        assertThat(Slots.of(bytes, 4, 3)).isEqualTo(Slots.of("foo".getBytes(UTF_8)));
    }
}
