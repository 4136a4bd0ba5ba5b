package dev.redkit.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.backup.BackupFile;
import dev.redkit.failure.UsageError;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class ServingTest {
    private static final Path FILES = Path.of("src/test/resources/dev/redkit/rdb");

    private final TestServer server;

    ServingTest(TestServer server) {
        this.server = server;
    }

    private Serving serve(String file, boolean keepsExpiries) {
        Optional<Path> program = server.flavour() == Flavour.EMBEDDED
                ? Optional.empty()
                : server.flavour().executable();
        return Serving.start(
                BackupFile.of(FILES.resolve(file)),
                new Serving.Wish(program.orElse(null), 0, keepsExpiries),
                InstantSource.system());
    }

    @Test
    void everyFileIsShownAndWhatIsLeftOutIsNamed() {
        for (String file : new String[] {"redis7.0-v10-lru.rdb", "redis8.0-v12-lru.rdb", "valkey9.1-v80-lru.rdb"}) {
            try (Serving serving = serve(file, false);
                    Wire wire = Wire.open(serving.target())) {
                assertThat(wire.demand("DBSIZE").number()).as(file).isPositive();
                assertThat(wire.call("SET", "k", "v")).isInstanceOf(Reply.Err.class);
                assertThat(wire.call("FLUSHALL")).isInstanceOf(Reply.Err.class);
                assertThat(wire.call("SHUTDOWN", "NOSAVE")).isInstanceOf(Reply.Err.class);
                boolean same = file.startsWith("redis7");
                boolean own = (server.flavour() == Flavour.VALKEY9 && file.startsWith("valkey"))
                        || (server.flavour() == Flavour.REDIS8 && file.startsWith("redis8"));
                if (same) {
                    assertThat(serving.leftOut()).isEmpty();
                } else if (!own && server.flavour() == Flavour.EMBEDDED) {
                    assertThat(serving.leftOut()).isNotEmpty();
                }
            }
        }
    }

    @Test
    void aFileOfItsOwnVersionIsShownAsItIs() {
        try (Serving serving = serve("redis7.0-v10-lru.rdb", true)) {
            assertThat(serving.converted()).isFalse();
        }
    }

    @Test
    void whatIsNoServerIsNotRun() {
        assertThatThrownBy(() -> Serving.start(
                        BackupFile.of(FILES.resolve("redis7.0-v10-lru.rdb")),
                        new Serving.Wish(Path.of("/bin/true"), 0, true),
                        InstantSource.system()))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("no redis-server");
    }
}
