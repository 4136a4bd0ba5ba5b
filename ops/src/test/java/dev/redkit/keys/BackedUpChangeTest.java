package dev.redkit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.entry.Entry;
import dev.redkit.failure.NotAllowed;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Redis;
import dev.redkit.take.KeysTake;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients write between the backup of a key and its turn is not lost. */
@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {
            "user plain on >hers ~* +@all -@scripting",
            "user once on >hers ~* +@all -@scripting -multi",
            "user keeper on >hers ~* +@all -del"
        })
class BackedUpChangeTest {
    private static final double FAST = Double.POSITIVE_INFINITY;
    private static final int BIG = 9 << 20;

    private final TestServer server;

    @TempDir
    private Path folder;

    BackedUpChangeTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Path file() {
        return folder.resolve("kept.rdb");
    }

    /** Backs all keys up, lets somebody do something, and then deletes them. */
    private ChangeTally delete(Target target, Runnable meanwhile) {
        return change(target, KeyAction.delete(false), meanwhile);
    }

    private ChangeTally change(Target target, KeyAction action, Runnable meanwhile) {
        KeyQuery query = KeyQuery.ALL;
        try (Redis redis = Redis.open(target);
                KeyPlan plan = KeyPlan.begin(null)) {
            new KeyScan(redis, query, new Progress()).run(plan::add);
            plan.end();
            plan.backUp(file(), new KeysTake(redis, new Progress(), note -> {}));
            meanwhile.run();
            KeyChange change = new KeyChange(redis, query, action, FAST, new Progress());
            change.run(plan);
            ChangeTally tally = change.tally();
            assertThat(tally.dealt()).isEqualTo(plan.keys());
            assertThat(tally.changed() + tally.unchanged() + tally.written() + tally.refused())
                    .isEqualTo(plan.keys());
            return tally;
        }
    }

    private static List<String> names(ChangeTally tally) {
        return tally.someWritten().stream()
                .map(name -> new String(name, StandardCharsets.UTF_8))
                .toList();
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    /** Gives back what is not there. */
    private void restore() throws IOException {
        try (Input in = Input.open(file());
                Wire wire = Wire.open(server.target())) {
            RdbReader reader = RdbReader.open(in.stream(), file().toString());
            while (reader.next()) {
                long expireAt = reader.expireAt() == Entry.NEVER ? 0 : reader.expireAt();
                byte[] key = reader.key().clone();
                Reply reply = wire.call(
                        bytes("RESTORE"), key, bytes(Long.toString(expireAt)), reader.dump(), bytes("ABSTTL"));
                assertThat(reply.text()).matches("OK|BUSYKEY.*");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void readingKeysOfWhateverTypeIsNoReasonToLeaveThem() throws IOException {
        KindsOfKeys.write(server);
        String before = digest();
        ChangeTally tally = delete(server.target(), () -> KindsOfKeys.read(server));
        assertThat(names(tally)).isEmpty();
        assertThat(tally.changed()).isGreaterThanOrEqualTo(14);
        assertThat(server.ask("DBSIZE").number()).isZero();
        restore();
        assertThat(digest()).isEqualTo(before);
    }

    @Test
    void usersWithoutScriptsDeleteTheSame() {
        KindsOfKeys.write(server);
        ChangeTally tally = delete(server.as("plain", "hers"), () -> {
            KindsOfKeys.read(server);
            server.ask("HSET", "fields", "f7", "new");
        });
        assertThat(names(tally)).containsExactly("fields");
        assertThat(tally.refused()).isZero();
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void whoMayNeitherRunScriptsNorTransactionsDeletesNothing() {
        server.ask("SET", "a", "x");
        assertThatThrownBy(() -> delete(server.as("once", "hers"), () -> {}))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("multi");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void whoMayNotDeleteIsToldSo() {
        server.ask("SET", "a", "x");
        assertThatThrownBy(() -> delete(server.as("keeper", "hers"), () -> {}))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("'del'");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(1);
    }

    @Test
    void leavesWhatWasWrittenAndNamesIt() {
        KindsOfKeys.write(server);
        server.ask("SET", "persistent", "x");
        server.ask("SET", "swapped", "x");
        server.ask("SET", "back", "x");
        server.ask("SET", "gone", "x");
        ChangeTally tally = delete(server.target(), () -> {
            server.ask("APPEND", "text", "!");
            server.ask("INCR", "number");
            server.ask("HSET", "fields", "f1", "other");
            server.ask("ZINCRBY", "ranks", "1", "m3");
            server.ask("LSET", "pressed", "700", "other");
            server.ask("XACK", "log", "group", "3-1");
            server.ask("PEXPIRE", "persistent", "100000");
            server.ask("PERSIST", "ends");
            server.ask("DEL", "swapped");
            server.ask("RPUSH", "swapped", "x");
            // Written, and what it was again.
            server.ask("SET", "back", "y");
            server.ask("SET", "back", "x");
            server.ask("DEL", "gone");
        });
        assertThat(tally.written()).isEqualTo(9);
        assertThat(names(tally))
                .containsExactlyInAnyOrder(
                        "text", "number", "fields", "ranks", "pressed", "log", "persistent", "ends", "swapped");
        assertThat(tally.unchanged()).isEqualTo(1);
        assertThat(server.ask("DBSIZE").number()).isEqualTo(9);
        assertThat(server.ask("GET", "number").text()).isEqualTo("12346");
        assertThat(server.ask("LINDEX", "pressed", "700").text()).isEqualTo("other");
    }

    @Test
    void givesATimeToLiveOnlyToWhatIsInTheBackup() {
        server.ask("SET", "a", "x");
        server.ask("SET", "b", "x");
        server.ask("SET", "c", "x");
        ChangeTally tally = change(server.target(), KeyAction.expire(1_000_000, 0), () -> {
            server.ask("APPEND", "a", "y");
            // It gets another time to live anyway.
            server.ask("PEXPIRE", "b", "500000");
        });
        assertThat(names(tally)).containsExactly("a");
        assertThat(server.ask("PTTL", "a").number()).isEqualTo(-1);
        assertThat(server.ask("PTTL", "b").number()).isGreaterThan(500_000);
        assertThat(server.ask("PTTL", "c").number()).isGreaterThan(500_000);
    }

    @Test
    void bigValuesAreComparedElementByElement() {
        String text = "x".repeat(1000);
        server.ask("EVAL", "redis.call('SET', KEYS[1], string.rep('ab', ARGV[1] / 2))", "1", "text", "" + BIG);
        server.ask("COPY", "text", "other");
        for (String add : List.of(
                "'HSET', k, 'f' .. i, ARGV[1]",
                "'RPUSH', k, ARGV[1] .. i",
                "'SADD', k, ARGV[1] .. i",
                "'ZADD', k, i / 7, ARGV[1] .. i",
                "'XADD', k, i .. '-1', 'f', ARGV[1]")) {
            for (String key : List.of("same:", "else:")) {
                String name = key + add.substring(1, 5);
                String fill = "local k = KEYS[1] for i = 1, 10000 do redis.call(" + add + ") end";
                server.ask("EVAL", fill, "1", name, text);
            }
        }
        server.ask("XGROUP", "CREATE", "same:XADD", "group", "0");
        server.ask("XREADGROUP", "GROUP", "group", "ann", "COUNT", "3000", "STREAMS", "same:XADD", ">");
        ChangeTally tally = delete(server.target(), () -> {
            server.ask("SETRANGE", "other", "" + BIG / 2, "!");
            server.ask("HSET", "else:HSET", "f5000", text.replaceFirst("x", "y"));
            server.ask("LSET", "else:RPUS", "7000", "other");
            server.ask("SREM", "else:SADD", text + "77");
            server.ask("ZINCRBY", "else:ZADD", "0.001", text + "77");
            server.ask("XDEL", "else:XADD", "9-1");
        });
        assertThat(names(tally))
                .containsExactlyInAnyOrder("other", "else:HSET", "else:RPUS", "else:SADD", "else:ZADD", "else:XADD");
        assertThat(tally.changed()).isEqualTo(6);
    }

    @Test
    void aWriterWhileKeysAreDeletedLosesNothing() throws IOException {
        int keys = 20_000;
        fill(keys);
        for (int i = 0; i < keys; i += 3) {
            write(i);
        }
        String expected = digest();
        empty();
        fill(keys);
        Thread writer = new Thread(() -> {
            for (int i = 0; i < keys; i += 3) {
                write(i);
            }
        });
        ChangeTally tally = delete(server.target(), writer::start);
        joined(writer);
        // Whatever became of a key: it is there as it was written, or in the backup as it was before.
        for (int i = 0; i < keys; i += 3) {
            assertThat(server.ask("EXISTS", "key:" + i).number()).isEqualTo(1);
        }
        assertThat(server.ask("DBSIZE").number()).isEqualTo((keys + 2) / 3);
        assertThat(tally.written() + tally.changed() + tally.unchanged()).isEqualTo(keys);
        restore();
        assertThat(digest()).isEqualTo(expected);
    }

    private void fill(int keys) {
        server.ask("DEBUG", "POPULATE", Integer.toString(keys), "key", "30");
    }

    private void write(int key) {
        if (key % 2 == 0) {
            server.ask("SET", "key:" + key, "written " + key);
        } else {
            server.ask("EVAL", "redis.call('DEL', KEYS[1]) redis.call('RPUSH', KEYS[1], 'written')", "1", "key:" + key);
        }
    }

    private static void joined(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aServerThatForgetsItsScriptsIsToldThemAgain() {
        fill(3000);
        AtomicInteger asked = new AtomicInteger();
        KeyAction delete = KeyAction.delete(false);
        KeyAction forgetting = new KeyAction.Simple("delete", "gone", false, name -> {
            if (asked.incrementAndGet() == 1200) {
                server.ask("SCRIPT", "FLUSH");
            }
            return delete.command(name);
        });
        assertThat(change(server.target(), forgetting, () -> {}).changed()).isEqualTo(3000);
    }

    @Test
    void goesOnWithTheBackupOfTheFirstRun() {
        fill(3000);
        ChangeCheckpoint checkpoint = new ChangeCheckpoint(folder.resolve("cp"), "delete");
        KeyQuery query = new KeyQuery(Selection.of(List.of("key:*")), List.of(), Set.of(), -1, FAST);
        List<String> left = new ArrayList<>();
        try (Redis redis = Redis.open(server.target())) {
            try (KeyPlan plan = KeyPlan.begin(checkpoint)) {
                new KeyScan(redis, query, new Progress()).run(plan::add);
                plan.end();
                plan.backUp(file(), new KeysTake(redis, new Progress(), note -> {}));
                server.ask("SET", "key:7", "one");
                server.ask("SET", "key:8", "two");
                KeyChange[] change = new KeyChange[1];
                AtomicInteger asked = new AtomicInteger();
                KeyAction delete = KeyAction.delete(false);
                KeyAction stopping = new KeyAction.Simple("delete", "gone", false, name -> {
                    if (asked.incrementAndGet() == 700) {
                        change[0].cancel();
                    }
                    return delete.command(name);
                });
                change[0] = new KeyChange(redis, query, stopping, FAST, new Progress());
                change[0].run(plan);
                left.addAll(names(change[0].tally()));
                assertThat(change[0].tally().dealt()).isLessThan(3000);
            }
            server.ask("SET", "late", "x");
            try (KeyPlan plan = KeyPlan.resume(checkpoint, file())) {
                KeyChange change = new KeyChange(redis, query, KeyAction.delete(false), FAST, new Progress());
                change.run(plan);
                left.addAll(names(change.tally()));
                assertThat(change.tally().written()).isEqualTo(2);
                assertThat(change.tally().changed()).isEqualTo(2998);
            }
        }
        assertThat(left).containsExactlyInAnyOrder("key:7", "key:8");
        assertThat(server.ask("DBSIZE").number()).isEqualTo(3);
    }
}
