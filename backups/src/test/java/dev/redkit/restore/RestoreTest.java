package dev.redkit.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.backup.KeyFilter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Partial;
import dev.redkit.failure.ServerRefused;
import dev.redkit.keyspace.Glob;
import dev.redkit.rdb.SampleKeys;
import dev.redkit.target.Address;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
class RestoreTest {
    private static final String LIBRARY = "#!lua name=lib\nredis.register_function('f', function() return 7 end)";

    private final TestServer server;

    @TempDir
    private Path folder;

    private Path backup;
    private String digest;

    RestoreTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void save() throws IOException {
        server.ask("CONFIG", "SET", "maxmemory", "0");
        server.ask("FLUSHALL");
        server.ask("FUNCTION", "FLUSH");
        SampleKeys.write(server);
        server.ask("FUNCTION", "LOAD", LIBRARY);
        server.ask("HSET", "user:1", "email", "Ada@example.com", "name", "Ada", "phone", "012-345");
        digest = digest();
        backup = saved("dump.rdb");
        server.ask("FLUSHALL");
        server.ask("FUNCTION", "FLUSH");
    }

    private Path saved(String name) throws IOException {
        server.ask("SAVE");
        return Files.copy(server.directory().resolve("dump.rdb"), folder.resolve(name));
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    private static KeyFilter only(String pattern) {
        return new KeyFilter(
                List.of(Glob.of(pattern)),
                null,
                Set.of(),
                Set.of(),
                Set.of(),
                null,
                KeyFilter.Range.ANY,
                KeyFilter.Life.ANY);
    }

    private static void balanced(RestoreAccount account) {
        assertThat(account.open()).isZero();
        assertThat(account.read()).isEqualTo(account.restored() + account.skipped() + account.rejected());
    }

    @Test
    void theServerIsWhatItWas() {
        Given restore = Given.backup(backup);
        RestoreAccount account = restore.into(server.target());
        balanced(account);
        assertThat(restore.rejected).isEmpty();
        assertThat(account.functions()).isEqualTo(1);
        assertThat(digest()).isEqualTo(digest);
        assertThat(server.ask("FCALL", "f", "0").number()).isEqualTo(7);
        Verification.Result seen = restore.verified(server.target());
        assertThat(seen.checked()).isEqualTo(account.restored());
        assertThat(seen.examples()).isEmpty();
    }

    @Test
    void verificationNamesWhatIsDifferent() {
        Given restore = Given.backup(backup);
        restore.into(server.target());
        server.ask("RPUSH", "l:compressed", "one more");
        server.ask("DEL", "s:empty");
        server.ask("PERSIST", "s:127");
        Verification.Result seen = restore.verified(server.target());
        assertThat(seen.different()).isEqualTo(3);
        assertThat(String.join("\n", seen.examples()))
                .contains("'l:compressed' has another value", "'s:empty' is not there", "'s:127' expires at another");
    }

    @Test
    void keysThatAreThereEndItUnlessSomethingElseWasSaid() {
        server.ask("SET", "user:1", "mine");
        Given failing = Given.backup(backup);
        assertThatThrownBy(() -> failing.into(server.target()))
                .isInstanceOf(Partial.class)
                .hasMessageContaining("'user:1'");
        assertThat(failing.rejected).anyMatch(line -> line.startsWith("user:1: "));
        assertThat(server.ask("GET", "user:1").text()).isEqualTo("mine");
    }

    @Test
    void keysThatAreThereStayWithSkip() {
        server.ask("SET", "user:1", "mine");
        RestoreAccount account = Given.backup(backup).onConflict("skip").into(server.target());
        balanced(account);
        assertThat(account.conflicts()).isEqualTo(1);
        assertThat(account.rejected()).isZero();
        assertThat(server.ask("GET", "user:1").text()).isEqualTo("mine");
    }

    @Test
    void keysThatAreThereGoWithReplace() {
        server.ask("SET", "user:1", "mine");
        balanced(Given.backup(backup).onConflict("replace").into(server.target()));
        assertThat(digest()).isEqualTo(digest);
    }

    @Test
    void keysThatWereUsedSinceStayWithNewer() {
        server.ask("SET", "user:1", "mine");
        RestoreAccount account = Given.backup(backup).onConflict("newer").into(server.target());
        assertThat(account.conflicts()).isEqualTo(1);
        server.ask("DEL", "user:1");
        // One that nobody has used for a day is older than the backup.
        server.ask("SET", "other", "x");
        try (Wire wire = Wire.open(server.target())) {
            byte[] dump = ((Reply.Bulk) wire.demand("DUMP", "other")).bytes();
            Reply put = wire.call(
                    "RESTORE".getBytes(StandardCharsets.US_ASCII),
                    "user:1".getBytes(StandardCharsets.US_ASCII),
                    "0".getBytes(StandardCharsets.US_ASCII),
                    dump,
                    "IDLETIME".getBytes(StandardCharsets.US_ASCII),
                    "86400".getBytes(StandardCharsets.US_ASCII));
            assertThat(put).isEqualTo(new Reply.Simple("OK"));
        }
        account =
                Given.backup(backup).filter(only("user:*")).onConflict("newer").into(server.target());
        balanced(account);
        assertThat(account.restored()).isEqualTo(1);
        assertThat(server.ask("HGET", "user:1", "name").text()).isEqualTo("Ada");
    }

    @Test
    void keysThatAreThereGetCompanyWithRename() {
        server.ask("SET", "user:1", "mine");
        RestoreAccount account = Given.backup(backup).onConflict("rename:old:").into(server.target());
        balanced(account);
        assertThat(account.rejected()).isZero();
        assertThat(server.ask("GET", "user:1").text()).isEqualTo("mine");
        assertThat(server.ask("HGET", "old:user:1", "name").text()).isEqualTo("Ada");
    }

    @Test
    void keysGetOtherNamesAndDatabases() {
        RestoreAccount account = Given.backup(backup)
                .filter(only("user:*"))
                .rename("user:*=person:*:new")
                .databases(db -> 3)
                .into(server.target());
        assertThat(account.restored()).isEqualTo(1);
        assertThat(account.functions()).isEqualTo(1);
        try (Wire wire = Wire.open(server.target().but().db(3).build())) {
            assertThat(wire.demand("HGET", "person:1:new", "name").text()).isEqualTo("Ada");
        }
    }

    @Test
    void expiriesAreKeptShiftedOrDropped() throws IOException {
        server.ask("SET", "soon", "1", "PX", "600000");
        server.ask("SET", "gone", "1", "PXAT", "4102444800000");
        Path short1 = saved("short.rdb");
        long said = server.ask("PEXPIRETIME", "soon").number();
        server.ask("FLUSHALL");
        Given.backup(short1).into(server.target());
        assertThat(server.ask("PEXPIRETIME", "soon").number()).isEqualTo(said);
        Given.backup(short1).onConflict("replace").ttl(Ttl.SHIFT).into(server.target());
        assertThat(server.ask("PEXPIRETIME", "soon").number()).isBetween(said - 1000, said + 600_000);
        Given.backup(short1).onConflict("replace").ttl(Ttl.DROP).into(server.target());
        assertThat(server.ask("PTTL", "soon").number()).isEqualTo(-1);
    }

    @Test
    void masksLeaveNothingThatCouldBeRecognised() throws IOException {
        server.ask("HSET", "user:2", "email", "Ada@example.com", "phone", "012-345");
        server.ask("SET", "doc:1", "{\"id\":12345678901234567890,\"who\":{\"email\":\"Ada@example.com\"},\"n\":1.50}");
        server.ask("SET", "doc:2", "no JSON of Ada@example.com");
        server.ask("SET", "secret", "Ada@example.com");
        server.ask("RPUSH", "names", "Ada@example.com", "Ada@example.com");
        server.ask("XADD", "events", "1-1", "email", "Ada@example.com", "what", "login");
        Path plain = saved("plain.rdb");
        server.ask("FLUSHALL");
        Given restore = Given.backup(plain)
                .mask(
                        "user:*:email=fake",
                        "user:*:phone=drop",
                        "doc:*:who.email=hash",
                        "secret:*=drop",
                        "names:*=fake",
                        "events:email=hash");
        RestoreAccount account = restore.into(server.target());
        balanced(account);
        assertThat(account.dropped()).isEqualTo(1);
        assertThat(restore.rejected).singleElement().asString().startsWith("doc:2: ");
        assertThat(server.ask("HGET", "user:2", "email").text())
                .matches("[A-Z][a-z]{2}@[a-z]{7}\\.[a-z]{3}")
                .doesNotContain("Ada");
        assertThat(server.ask("HEXISTS", "user:2", "phone").number()).isZero();
        assertThat(server.ask("GET", "doc:1").text())
                .matches("\\{\"id\":12345678901234567890,\"who\":\\{\"email\":\"[0-9a-f]{32}\"},\"n\":1\\.50}");
        assertThat(server.ask("LINDEX", "names", "0").text())
                .isEqualTo(server.ask("LINDEX", "names", "1").text())
                .isEqualTo(server.ask("HGET", "user:2", "email").text());
        assertThat(server.ask("KEYS", "*").toString()).doesNotContain("secret");
        assertThat(allText()).doesNotContain("Ada@example.com");
    }

    private String allText() throws IOException {
        server.ask("CONFIG", "SET", "rdbcompression", "no");
        server.ask("SAVE");
        return new String(Files.readAllBytes(server.directory().resolve("dump.rdb")), StandardCharsets.ISO_8859_1);
    }

    @Test
    void aDamagedBackupIsRefusedBeforeAnythingIsChanged() throws IOException {
        byte[] bytes = Files.readAllBytes(backup);
        bytes[bytes.length - 2000] ^= 8;
        Path damaged = Files.write(folder.resolve("damaged.rdb"), bytes);
        assertThatThrownBy(() -> Given.backup(damaged).into(server.target())).isInstanceOf(BadInput.class);
        assertThat(server.ask("DBSIZE").number()).isZero();
    }

    @Test
    void aReplicaIsRefused() {
        try (TestServer replica = TestServer.start(server.flavour(), "replicaof 127.0.0.1 " + server.port())) {
            assertThatThrownBy(() -> Given.backup(backup).into(replica.target()))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("is a replica");
        }
    }

    @Test
    void aServerThatIsFullEndsItWithAnAccount() {
        server.ask("CONFIG", "SET", "maxmemory", "2mb");
        Given restore = Given.backup(backup).patience(Duration.ofMillis(200));
        assertThatThrownBy(() -> restore.into(server.target()))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("OOM");
        RestoreAccount account = restore.restore.account();
        assertThat(account.open()).isPositive();
        server.ask("CONFIG", "SET", "maxmemory", "0");
    }

    @Test
    void aConnectionThatIsCutIsMadeAgainAndNothingCountsTwice() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toServer().cutAfter(500_000);
            Given restore = Given.backup(backup);
            RestoreAccount account = restore.into(server.target().node(Address.of("127.0.0.1", proxy.port())));
            balanced(account);
            assertThat(proxy.accepted()).isGreaterThan(1);
            assertThat(restore.rejected).isEmpty();
            assertThat(account.conflicts()).isZero();
        }
        assertThat(digest()).isEqualTo(digest);
    }

    @Test
    void whatWasStoppedGoesOnWhereItWas() throws IOException {
        server.ask("DEBUG", "POPULATE", "20000", "key", "100");
        Path many = saved("many.rdb");
        String all = digest();
        server.ask("FLUSHALL");
        Path checkpoint = folder.resolve("checkpoint");
        Given first = Given.backup(many).checkpoint(checkpoint, false).perSecond(1000);
        Thread stopper = new Thread(() -> {
            Eventually.holds(() -> Files.exists(checkpoint), () -> "a checkpoint");
            first.restore.stop();
        });
        stopper.start();
        RestoreAccount before = first.into(server.target());
        assertThat(before.restored()).isPositive();
        assertThat(checkpoint).exists();
        // What was done after the last note is there without being noted.
        long noted = Long.parseLong(Files.readAllLines(checkpoint).get(2));
        Files.writeString(
                checkpoint, Files.readString(checkpoint).replace("\n" + noted + "\n", "\n" + noted / 2 + "\n"));
        Given second = Given.backup(many).checkpoint(checkpoint, true);
        RestoreAccount after = second.into(server.target());
        balanced(after);
        assertThat(after.before()).isEqualTo(noted / 2);
        assertThat(second.rejected).isEmpty();
        assertThat(digest()).isEqualTo(all);
        assertThat(checkpoint).doesNotExist();
    }

    @Test
    void filtersLeaveTheOthersOut() {
        KeyFilter types = new KeyFilter(
                List.of(),
                null,
                Set.of("zset"),
                Set.of(),
                Set.of(),
                null,
                new KeyFilter.Range(0, 1_000_000),
                KeyFilter.Life.ANY);
        RestoreAccount account = Given.backup(backup).filter(types).into(server.target());
        balanced(account);
        assertThat(account.otherKeys()).isPositive();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(account.restored());
    }
}
