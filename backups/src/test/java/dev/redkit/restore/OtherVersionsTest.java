package dev.redkit.restore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files of other servers, newer ones and those of the other flavour, into each server. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class OtherVersionsTest {
    private static final Path FILES = Path.of("src/test/resources/dev/redkit/rdb");

    private final TestServer server;

    OtherVersionsTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("FUNCTION", "FLUSH");
    }

    private Given restored(String file, Ttl ttl) {
        Given restore = Given.backup(FILES.resolve(file)).ttl(ttl);
        RestoreAccount account = restore.into(server.target());
        assertThat(account.open()).isZero();
        assertThat(account.restored()).isPositive();
        assertThat(restore.verified(server.target()).examples().stream()
                        .filter(example -> restore.rejected.stream()
                                .noneMatch(line -> example.startsWith("'" + line.substring(0, line.indexOf(':'))))))
                .as("%s", restore.rejected)
                .isEmpty();
        return restore;
    }

    @Test
    void anOlderFileIsRestoredWhole() throws IOException {
        assertThat(restored("redis7.0-v10-lru.rdb", Ttl.KEEP).rejected).isEmpty();
    }

    @Test
    void aFileOfValkeyIsRestoredButForWhatTheServerDoesNotKnow() {
        Given restore = restored("valkey9.1-v80-lru.rdb", Ttl.KEEP);
        if (server.flavour() == Flavour.EMBEDDED) {
            assertThat(restore.rejected).isNotEmpty().allMatch(line -> line.contains("fields that expire"));
        } else {
            assertThat(restore.rejected).isEmpty();
        }
        server.ask("FLUSHALL");
        assertThat(restored("valkey9.1-v80-lru.rdb", Ttl.DROP).rejected).isEmpty();
    }

    @Test
    void aFileOfRedisEightIsRestoredButForWhatTheServerDoesNotKnow() {
        Given restore = restored("redis8.0-v12-lru.rdb", Ttl.DROP);
        if (server.flavour() == Flavour.REDIS8) {
            assertThat(restore.rejected).isEmpty();
        } else {
            // Only vector sets, which are a module's.
            assertThat(restore.rejected).allMatch(line -> line.contains("ERR Bad data format"));
        }
    }
}
