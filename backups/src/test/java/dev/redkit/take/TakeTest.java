package dev.redkit.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.backup.BackupFile;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Compression;
import dev.redkit.io.Progress;
import dev.redkit.rdb.SampleKeys;
import dev.redkit.redis.Redis;
import dev.redkit.seal.Passphrase;
import dev.redkit.shelf.Manifest;
import dev.redkit.shelf.Shelf;
import dev.redkit.take.TakeOptions.Beside;
import dev.redkit.take.TakeOptions.Way;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"user reader on >pw ~* &* +@all -psync -sync", "requirepass sesame"})
class TakeTest {
    private static final Packing PLAIN = new Packing(Compression.NONE, null);
    private static final TakeOptions FROM_REPLICA =
            new TakeOptions(Way.AUTO, true, false, PLAIN, 0, Beside.NOTHING, "backup", "test");

    private final TestServer server;

    @TempDir
    private Path folder;

    TakeTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        server.once(SampleKeys::write);
        server.ask("CONFIG", "SET", "repl-diskless-sync", "yes");
    }

    private static TakeOptions options(Way way, Packing packing, Beside beside) {
        return new TakeOptions(way, false, true, packing, 0, beside, "backup", "test");
    }

    private Path take(Target target, TakeOptions options) {
        try (Redis redis = Redis.open(target)) {
            return new Take(redis, options, new Progress(), InstantSource.system()).onto(folder);
        }
    }

    private static Manifest manifest(Path backup) {
        return Shelf.manifest(backup).orElseThrow();
    }

    /** What a server makes of a file that it loads when it starts. */
    private String digestOfLoaded(Path rdb) throws IOException {
        Path data = Files.createDirectory(folder.resolve("data-" + rdb.getFileName()));
        Files.copy(rdb, data.resolve("dump.rdb"));
        try (TestServer other = TestServer.start(server.flavour(), "dir " + data, "dbfilename dump.rdb")) {
            return other.ask("DEBUG", "DIGEST").text();
        }
    }

    private static Path only(Path backup) {
        return backup.resolve(manifest(backup).parts().get(0).file());
    }

    @Test
    void aServerThatLoadsTheFileIsTheSame() throws IOException {
        String digest = server.ask("DEBUG", "DIGEST").text();
        for (String diskless : new String[] {"yes", "no"}) {
            server.ask("CONFIG", "SET", "repl-diskless-sync", diskless);
            Path backup = take(server.target(), options(Way.REPLICATION, PLAIN, Beside.NOTHING));
            assertThat(digestOfLoaded(only(backup))).as("diskless %s", diskless).isEqualTo(digest);
            Manifest manifest = manifest(backup);
            assertThat(manifest.method()).isEqualTo(Manifest.Method.REPLICATION);
            assertThat(manifest.leftOut()).isEmpty();
            assertThat(manifest.keys()).isEqualTo(server.ask("DBSIZE").number() + 1);
            assertThat(manifest.parts().get(0).content().databases()).containsEntry(7, 1L);
            assertThat(manifest.parts().get(0).origin().replicationId()).hasSize(40);
            assertThat(manifest.parts().get(0).origin().offset()).isNotNegative();
            Files.delete(folder.resolve("data-" + only(backup).getFileName()).resolve("dump.rdb"));
            Files.delete(folder.resolve("data-" + only(backup).getFileName()));
        }
    }

    @Test
    void whereReplicationIsForbiddenKeysAreReadOneByOne() throws IOException {
        Path backup = take(server.as("reader", "pw"), options(Way.AUTO, PLAIN, Beside.NOTHING));
        assertThat(manifest(backup).method()).isEqualTo(Manifest.Method.SCAN);
        assertThat(manifest(backup).leftOut()).singleElement().asString().contains("no point in time", "NOPERM");
        assertThat(digestOfLoaded(only(backup)))
                .isEqualTo(server.ask("DEBUG", "DIGEST").text());
        assertThatThrownBy(() -> take(server.as("reader", "pw"), options(Way.REPLICATION, PLAIN, Beside.NOTHING)))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("NOPERM");
    }

    @Test
    void whatIsSealedAndCompressedIsReadBackAndItsSecretsAreNotTold() throws IOException {
        Passphrase passphrase = Passphrase.of("open sesame");
        Packing packing = new Packing(Compression.ZSTD, passphrase);
        Path backup = take(server.target(), options(Way.AUTO, packing, new Beside(true, true, true)));
        Path file = only(backup);
        assertThat(file.getFileName().toString()).endsWith(".rdb.zst.sealed");
        BackupFile opened = BackupFile.of(file.toString(), new ByteArrayInputStream(new byte[0]), passphrase);
        assertThat(opened.form()).isEqualTo(BackupFile.Form.RDB);
        assertThat(manifest(backup).extras()).hasSize(3);
        assertThatThrownBy(() -> BackupFile.of(file.toString(), new ByteArrayInputStream(new byte[0]), null))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("sealed");
        byte[] damaged = Files.readAllBytes(file);
        damaged[damaged.length / 2] ^= 4;
        Path copy = Files.write(folder.resolve("damaged"), damaged);
        assertThatThrownBy(() -> {
                    BackupFile whole =
                            BackupFile.of(copy.toString(), new ByteArrayInputStream(new byte[0]), passphrase);
                    whole.parts().get(0).open().stream().readAllBytes();
                })
                .isInstanceOf(BadInput.class);
    }

    @Test
    void theConfigurationIsThereWithoutItsPasswords() throws IOException {
        Path backup = take(server.target(), options(Way.AUTO, PLAIN, new Beside(false, true, true)));
        String config = Files.readString(backup.resolve("config.conf"));
        assertThat(config).contains("maxmemory \"0\"").contains("# requirepass").doesNotContain("sesame");
        assertThat(Files.readString(backup.resolve(Shelf.MANIFEST))).doesNotContain("sesame");
        assertThat(Files.readString(backup.resolve("users.acl"))).contains("user reader on");
        assertThat(Files.getPosixFilePermissions(backup.resolve("users.acl"))).hasSize(2);
    }

    @Test
    void aLinkThatIsCutLeavesNothing() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().cutAfter(200_000);
            Target target = server.target().node(Address.of("127.0.0.1", proxy.port()));
            assertThatThrownBy(() -> take(target, options(Way.REPLICATION, PLAIN, Beside.NOTHING)))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("was cut after");
        }
        assertNothingIsLeft();
    }

    @Test
    void dataThatWereChangedOnTheWayLeaveNothing() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().corruptAt(150_000);
            Target target = server.target().node(Address.of("127.0.0.1", proxy.port()));
            assertThatThrownBy(() -> take(target, options(Way.REPLICATION, PLAIN, Beside.NOTHING)))
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("at byte");
        }
        assertNothingIsLeft();
    }

    /** A user who may not say REPLCONF gets what is written meanwhile, too, and a slow one is cut off for that. */
    @Test
    void aReaderThatIsTooSlowIsToldWhyItWasCutOff() throws IOException {
        server.ask("ACL", "SETUSER", "slow", "on", ">pw", "~*", "&*", "+@all", "-replconf");
        server.ask("CONFIG", "SET", "client-output-buffer-limit", "replica 1mb 1mb 1");
        server.ask("CONFIG", "SET", "repl-backlog-size", "16kb");
        TakeOptions slow =
                new TakeOptions(Way.REPLICATION, false, false, PLAIN, 30_000, Beside.NOTHING, "backup", "test");
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try (Wire wire = Wire.open(server.target())) {
                while (!stop.get()) {
                    wire.demand("SET", "noise", "x".repeat(100_000));
                }
            }
        });
        writer.start();
        try {
            assertThatThrownBy(() -> take(server.as("slow", "pw"), slow))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("was cut after")
                    .satisfies(thrown -> assertThat(thrown.getMessage()
                                    + ((Failure) thrown).hint().orElse(""))
                            .contains("client-output-buffer-limit", "replica 1048576 1048576 1"));
        } finally {
            stop.set(true);
            join(writer);
            server.ask("CONFIG", "SET", "client-output-buffer-limit", "replica 256mb 64mb 60");
            server.ask("DEL", "noise");
        }
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void aBackupThatIsStoppedLeavesNothing() throws IOException {
        TakeOptions slow = new TakeOptions(Way.AUTO, false, false, PLAIN, 20_000, Beside.NOTHING, "backup", "test");
        Progress progress = new Progress();
        try (Redis redis = Redis.open(server.target())) {
            Take take = new Take(redis, slow, progress, InstantSource.system());
            Thread stopper = new Thread(() -> {
                Eventually.holds(() -> progress.bytes() > 0, () -> "some bytes");
                take.cancel();
            });
            stopper.start();
            assertThatThrownBy(() -> take.onto(folder)).isInstanceOf(Failure.class);
        }
        assertNothingIsLeft();
    }

    @Test
    void whatIsWrittenMeanwhileIsInItOrNot() throws IOException {
        AtomicBoolean stop = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            try (Wire wire = Wire.open(server.target())) {
                for (int i = 0; !stop.get(); i++) {
                    wire.demand("INCR", "counter:" + i % 100);
                    wire.demand("RPUSH", "log", "entry " + i);
                }
                wire.demand("DEL", "log");
            }
        });
        writer.start();
        Path backup;
        try {
            Eventually.holds(() -> server.ask("LLEN", "log").number() > 10, () -> "writes");
            backup = take(server.target(), options(Way.REPLICATION, PLAIN, Beside.NOTHING));
        } finally {
            stop.set(true);
            join(writer);
        }
        // The n-th entry comes after the n-th increment: a moment has as many of both, or one more increment.
        Path data = Files.createDirectory(folder.resolve("loaded"));
        Files.copy(only(backup), data.resolve("dump.rdb"));
        try (TestServer other = TestServer.start(server.flavour(), "dir " + data)) {
            long sum = 0;
            for (int i = 0; i < 100; i++) {
                String value = other.ask("GET", "counter:" + i).isNil()
                        ? "0"
                        : other.ask("GET", "counter:" + i).text();
                sum += Long.parseLong(value);
            }
            long entries = other.ask("LLEN", "log").number();
            assertThat(sum).isPositive().isBetween(entries, entries + 1);
        } finally {
            for (int i = 0; i < 100; i++) {
                server.ask("DEL", "counter:" + i);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aReplicaIsReadWhenThatIsAskedFor() throws IOException {
        try (TestServer replica = TestServer.start(
                server.flavour(), "replicaof 127.0.0.1 " + server.port(), "masterauth sesame", "requirepass sesame")) {
            Eventually.holds(
                    () -> replica.ask("INFO", "replication").text().contains("master_link_status:up")
                            && server.ask("INFO", "replication").text().contains("state=online"),
                    () -> "a link");
            Manifest manifest = manifest(take(server.target(), FROM_REPLICA));
            assertThat(manifest.parts().get(0).origin().server()).endsWith(":" + replica.port());
            assertThat(manifest.parts().get(0).origin().role()).isEqualTo("replica");
            assertThat(manifest.keys()).isEqualTo(server.ask("DBSIZE").number() + 1);
        }
        assertThatThrownBy(() -> take(server.target(), FROM_REPLICA))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("replicas");
    }

    @Test
    void whoOnlyReadsAlongIsNoReplica() throws IOException {
        server.ask("ACL", "SETUSER", "mute", "on", ">pw", "~*", "&*", "+@all", "-replconf");
        try (Replication reader = Replication.begin(server.as("mute", "pw"), null)) {
            reader.stream().readAllBytes();
            Eventually.holds(
                    () -> server.ask("INFO", "replication").text().contains("port=0,state=online"),
                    () -> server.ask("INFO", "replication").text());
            assertThatThrownBy(() -> take(server.target(), FROM_REPLICA))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("replicas");
        }
    }

    @Test
    void aShelfListsWhatIsThereAndRemovesNoMoreThanThat() throws IOException {
        Path backup = take(server.target(), options(Way.AUTO, PLAIN, Beside.NOTHING));
        Path stranger = Files.writeString(backup.resolve("notes.txt"), "mine");
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve(Shelf.MANIFEST), "{\"name\":\"somebody's\"}");
        Shelf shelf = Shelf.at(folder);
        List<Shelf.Backup> backups = shelf.backups();
        assertThat(backups)
                .singleElement()
                .satisfies(one -> assertThat(one.complete()).isTrue());
        assertThat(backups.get(0).manifest()).isEqualTo(manifest(backup));
        Files.write(only(backup), new byte[3]);
        assertThat(shelf.backups().get(0).problem()).contains("has 3 bytes");
        shelf.remove(backups.get(0));
        assertThat(shelf.backups()).isEmpty();
        assertThat(stranger).exists();
    }
}
