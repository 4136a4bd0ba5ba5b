package dev.redkit.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.expression.Expression;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.NotAllowed;
import dev.redkit.redis.Redis;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {
            "requirepass geheim",
            "maxmemory 100mb",
            "client-output-buffer-limit pubsub 32mb 8mb 60",
            "user bob on >his ~* +@read +@connection +info -memory -config -client|list"
        })
class ServersTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    ServersTest(TestServer server) {
        this.server = server;
    }

    private static <T> T one(Redis redis, Function<Wire, T> question) {
        return EveryNode.ask(redis, question).get(0).value();
    }

    @Test
    void tellsWhatMemoryIsUsedFor() {
        server.ask("DEBUG", "POPULATE", "1000", "key", "1000");
        try (Redis redis = Redis.open(server.target())) {
            MemoryReport report = one(redis, MemoryReport::ask);
            assertThat(report.stats()).containsKeys("total.allocated", "dataset.bytes", "db.0.overhead.hashtable.main");
            assertThat(report.words()).anyMatch(sentence -> sentence.contains("are data"));
            assertThat(report.words()).anyMatch(sentence -> sentence.contains("of maxmemory 100 MiB"));
            assertThat(report.doctor()).isNotBlank();
            assertThat(report.refused()).isEmpty();
        }
        try (Redis redis = Redis.open(server.as("bob", "his"))) {
            MemoryReport report = one(redis, MemoryReport::ask);
            assertThat(report.refused()).containsOnlyKeys("MEMORY STATS", "MEMORY DOCTOR");
            assertThat(report.info()).containsKey("used_memory");
        }
    }

    @Test
    void listsClientsWithTheirFields() throws Exception {
        try (Redis redis = Redis.open(server.target());
                Wire other =
                        Wire.open(server.target().but().clientName("the-other").build())) {
            List<ClientLine> clients = one(redis, ClientLine::ask);
            Expression condition = Expression.compileOpen("--where", "name == 'the-other' && db == 0 && qbuf_free >= 0")
                    .condition();
            assertThat(clients).anySatisfy(client -> {
                assertThat(client.is(condition)).isTrue();
                assertThat(client.id()).isEqualTo(other.call("CLIENT", "ID").number());
            });
        }
        try (Redis redis = Redis.open(server.as("bob", "his"))) {
            assertThatThrownBy(() -> one(redis, ClientLine::ask)).isInstanceOf(NotAllowed.class);
        }
    }

    @Test
    void comparesSettingsAndKeepsSecrets() throws IOException {
        Path file = Files.writeString(folder.resolve("redis.conf"), """
                # as it should be
                port 1
                maxmemory 104857600
                maxmemory-policy allkeys-lru
                requirepass "another one"
                save 3600 1
                save 300 100
                client-output-buffer-limit normal 0 0 0
                client-output-buffer-limit replica 256mb 64mb 60
                client-output-buffer-limit pubsub 32mb 8mb 60
                include /etc/more.conf
                """);
        try (Redis redis = Redis.open(server.target())) {
            Settings live = one(redis, wire -> Settings.ask(wire, List.of("*")));
            Settings wanted = Settings.read(file);
            assertThat(live.differences(wanted, false))
                    .containsExactlyInAnyOrder(
                            new Settings.Difference("maxmemory-policy", "noeviction", "allkeys-lru"),
                            new Settings.Difference("requirepass", "(hidden)", "(hidden)"),
                            new Settings.Difference("save", "", "3600 1 300 100"));
            assertThat(live.differences(wanted, true))
                    .anyMatch(difference -> difference.name().equals("port"));
            assertThat(live.onlyIn(wanted)).containsExactly("include");
            assertThat(live.differences(live, true)).isEmpty();
            assertThat(live.shown()).containsEntry("requirepass", "(hidden)");
            assertThat(live.shown().values()).noneMatch(value -> value.contains("geheim"));
        }
        Path bad = Files.writeString(folder.resolve("bad.conf"), "port 1\nsave \"60 1\n");
        assertThatThrownBy(() -> Settings.read(bad))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("line 2");
    }
}
