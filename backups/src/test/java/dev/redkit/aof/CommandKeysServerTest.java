package dev.redkit.aof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The table knows every command that writes, and says of each what the server says. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class CommandKeysServerTest {
    private static final Map<String, String> SAMPLES = Map.ofEntries(
            Map.entry("ZUNIONSTORE", "ZUNIONSTORE d 2 a b"),
            Map.entry("ZINTERSTORE", "ZINTERSTORE d 2 a b WEIGHTS 1 2"),
            Map.entry("ZDIFFSTORE", "ZDIFFSTORE d 2 a b"),
            Map.entry("LMPOP", "LMPOP 2 a b LEFT"),
            Map.entry("ZMPOP", "ZMPOP 2 a b MIN"),
            Map.entry("BLMPOP", "BLMPOP 1 2 a b LEFT"),
            Map.entry("BZMPOP", "BZMPOP 1 2 a b MIN"),
            Map.entry("EVAL", "EVAL s 2 a b c"),
            Map.entry("SORT", "SORT a BY w STORE d"),
            Map.entry("GEORADIUS", "GEORADIUS a 1 2 3 km STORE d"),
            Map.entry("GEORADIUSBYMEMBER", "GEORADIUSBYMEMBER a m 3 km STOREDIST d"),
            Map.entry("XREADGROUP", "XREADGROUP GROUP g c STREAMS a b 1 2"),
            Map.entry("MIGRATE", "MIGRATE h 1 k 0 10"),
            Map.entry("BITOP", "BITOP AND d a b"),
            Map.entry("MSETEX", "MSETEX 2 a 1 b 2"));

    private final TestServer server;

    CommandKeysServerTest(TestServer server) {
        this.server = server;
    }

    @Test
    void agreesWithTheServerOnEveryCommandThatWrites() {
        try (Wire wire = Wire.open(server.target())) {
            int compared = 0;
            for (Reply reply : wire.demand("COMMAND").items()) {
                List<Reply> about = reply.items();
                String name = about.get(0).text().toUpperCase(Locale.ROOT);
                boolean writes = about.get(2).items().stream()
                        .anyMatch(flag -> flag.text().equals("write"));
                boolean plain = about.get(9).items().isEmpty() && !name.contains(".");
                if (writes
                        && plain
                        && about.get(3).number() + about.get(8).items().size() > 0) {
                    compare(wire, name, (int) about.get(1).number());
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(90);
        }
    }

    private static void compare(Wire wire, String name, int arity) {
        List<String> words =
                new ArrayList<>(List.of(SAMPLES.getOrDefault(name, name).split(" ", -1)));
        for (int i = words.size(); i < Math.max(3, Math.abs(arity)) && !SAMPLES.containsKey(name); i++) {
            words.add("word" + i);
        }
        if (arity > 0 && !SAMPLES.containsKey(name)) {
            words = words.subList(0, arity);
        }
        List<String> question = new ArrayList<>(List.of("COMMAND", "GETKEYS"));
        question.addAll(words);
        Reply reply = wire.call(question.toArray(String[]::new));
        if (reply instanceof Reply.Err) {
            return;
        }
        assertThat(CommandKeys.knows(name)).as(name).isTrue();
        byte[][] command = words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        List<String> ours = Arrays.stream(CommandKeys.of(name, command))
                .mapToObj(words::get)
                .toList();
        assertThat(ours)
                .as(String.join(" ", words))
                .isEqualTo(reply.items().stream().map(Reply::text).toList());
    }
}
