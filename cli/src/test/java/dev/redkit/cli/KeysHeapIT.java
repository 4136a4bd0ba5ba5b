package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** More keys than the heap could hold the names of. */
@RedisServer
class KeysHeapIT {
    private final TestServer server;

    KeysHeapIT(TestServer server) {
        this.server = server;
    }

    @Test
    void aSmallHeapIsEnough() {
        look(500_000, "-Xmx32m");
        String backup = server.directory().resolve("unlinked.rdb").toString();
        Program.Result deleted =
                run("-Xmx32m", "keys", "unlink", "some-long-name-of-a-key:*", "--backup", backup, "--yes");
        assertThat(deleted.exit()).as(deleted.err()).isZero();
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    /** The sizes that the program is measured by. */
    @Test
    @Tag("matrix")
    @EnabledIfSystemProperty(named = "redkit.servers", matches = ".+")
    void aHundredAndTwentyEightMegabytesAreEnoughForTenMillionKeys() {
        look(10_000_000, "-Xmx128m");
    }

    private void look(int keys, String heap) {
        server.ask("FLUSHALL");
        // A few at a time: a server that is busy for long looks like one that is gone.
        int step = 500_000;
        for (int from = 0; from < keys; from += step) {
            server.ask("DEBUG", "POPULATE", Integer.toString(step), "some-long-name-of-a-key:" + from, "10");
        }
        for (List<String> words : List.of(
                List.of("keys", "big", "--top", "1000"),
                List.of("keys", "prefixes", "--ttl", "--depth", "3"),
                List.of("keys", "ttl"),
                List.of("keys", "count", "--regex", "7$"))) {
            Program.Result result = run(heap, words.toArray(String[]::new));
            assertThat(result.exit()).as("%s: %s", words, result.err()).isZero();
        }
    }

    private Program.Result run(String heap, String... words) {
        List<String> all = new ArrayList<>(List.of("-p", Integer.toString(server.port())));
        all.addAll(List.of(words));
        return Program.redkit(all.toArray(String[]::new))
                .env("REDKIT_OPTS", heap)
                .env("XDG_STATE_HOME", server.directory().toString())
                // Ten million keys take their time where others are at work.
                .patience(Duration.ofMinutes(10))
                .run();
    }
}
