package dev.redkit.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.Failure;
import dev.redkit.redis.Redis;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Shelf;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"appendonly yes", "auto-aof-rewrite-percentage 70"})
class AofTakeTest {
    private final TestServer server;

    @TempDir
    private Path folder;

    AofTakeTest(TestServer server) {
        this.server = server;
    }

    private Path take(Path source) {
        try (Redis redis = Redis.open(server.target())) {
            return new AofTake(redis, "aof", "test", InstantSource.system()).onto(folder.resolve("shelf"), source);
        }
    }

    private Path files() {
        return server.directory().resolve("appendonlydir");
    }

    private String percentage() {
        return server.ask("CONFIG", "GET", "auto-aof-rewrite-percentage")
                .items()
                .get(1)
                .text();
    }

    @Test
    void aServerLoadsTheCopyAlthoughWritesGoOn() throws IOException {
        server.ask("SET", "before", "1");
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try (Wire wire = Wire.open(server.target())) {
                while (!stop.get()) {
                    wire.demand("RPUSH", "log", "entry");
                    wire.demand("INCR", "count");
                }
            }
        });
        writer.start();
        Path backup;
        try {
            Eventually.holds(() -> server.ask("LLEN", "log").number() > 10, () -> "writes");
            server.ask("BGREWRITEAOF");
            backup = take(files());
        } finally {
            stop.set(true);
        }
        assertThat(percentage()).isEqualTo("70");
        Manifest manifest = Shelf.manifest(backup).orElseThrow();
        assertThat(manifest.method()).isEqualTo(Manifest.Method.AOF);
        Path data = Files.createDirectories(folder.resolve("data").resolve("appendonlydir"));
        try (Stream<Path> copied = Files.list(backup)) {
            for (Path file : copied.filter(one -> one.getFileName().toString().startsWith("appendonly"))
                    .toList()) {
                Files.copy(file, data.resolve(file.getFileName()));
            }
        }
        try (TestServer other = TestServer.start(server.flavour(), "appendonly yes", "dir " + data.getParent())) {
            long entries = other.ask("LLEN", "log").number();
            assertThat(other.ask("GET", "before").text()).isEqualTo("1");
            assertThat(entries).isGreaterThan(10);
            assertThat(other.ask("GET", "count").number()).isBetween(entries - 1, entries);
        }
    }

    @Test
    void rewritesAreAllowedAgainAfterAFailure() throws IOException {
        Path nothing = Files.createDirectory(folder.resolve("nothing"));
        assertThatThrownBy(() -> take(nothing)).isInstanceOf(Failure.class);
        assertThat(percentage()).isEqualTo("70");
        assertThat(folder.resolve("shelf")).isEmptyDirectory();
    }
}
