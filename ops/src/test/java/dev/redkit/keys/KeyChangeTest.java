package dev.redkit.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.redis.Redis;
import dev.redkit.restore.KeyNames;
import dev.redkit.take.KeysTake;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"user ann on >hers ~* +@all -del -unlink"})
class KeyChangeTest {
    private static final double FAST = Double.POSITIVE_INFINITY;

    private final TestServer server;
    private final List<String> notes = new ArrayList<>();

    @TempDir
    private Path folder;

    KeyChangeTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void fill() {
        server.ask("FLUSHALL");
        server.ask("DEBUG", "POPULATE", "3000", "session", "20");
        server.ask("SET", "other", "x");
    }

    private static KeyQuery query(String pattern, KeyTest... tests) {
        return new KeyQuery(Selection.of(List.of(pattern)), List.of(tests), Set.of(), -1, FAST);
    }

    private static KeyPlan plan(Redis redis, KeyQuery query, ChangeCheckpoint checkpoint) {
        KeyPlan plan = KeyPlan.begin(checkpoint);
        new KeyScan(redis, query, new Progress()).run(plan::add);
        plan.end();
        return plan;
    }

    private ChangeTally change(KeyQuery query, KeyAction action) {
        try (Redis redis = Redis.open(server.target());
                KeyPlan plan = plan(redis, query, null)) {
            KeyChange change = new KeyChange(redis, query, action, FAST, new Progress());
            change.run(plan);
            assertThat(change.tally().dealt()).isEqualTo(plan.keys());
            return change.tally();
        }
    }

    private KeysTake take(Redis redis) {
        return new KeysTake(redis, new Progress(), notes::add);
    }

    private long keys() {
        return server.ask("DBSIZE").number();
    }

    @Test
    void deletesWhatWasPlannedAndNothingElse() {
        assertThat(change(query("session:*"), KeyAction.delete(false)).changed())
                .isEqualTo(3000);
        assertThat(keys()).isEqualTo(1);
    }

    @Test
    void leavesAKeyAloneThatIsNoLongerSuch() {
        KeyQuery query = query("session:*", new KeyLimit(Fact.TTL, KeyFacts.NEVER, KeyFacts.NEVER));
        try (Redis redis = Redis.open(server.target());
                KeyPlan plan = plan(redis, query, null)) {
            server.ask("EXPIRE", "session:7", "1000");
            server.ask("DEL", "session:8");
            KeyChange change = new KeyChange(redis, query, KeyAction.delete(true), FAST, new Progress());
            change.run(plan);
            assertThat(change.tally().changed()).isEqualTo(2998);
            assertThat(change.tally().otherwise()).isEqualTo(2);
        }
        assertThat(server.ask("EXISTS", "session:7").number()).isEqualTo(1);
    }

    @Test
    void givesTimesToLiveAndTakesThemAway() {
        ChangeTally tally = change(query("session:1*"), KeyAction.expire(1_000_000, 500_000));
        assertThat(tally.changed()).isEqualTo(1111);
        assertThat(server.ask("PTTL", "session:1").number()).isBetween(900_000L, 1_500_000L);
        assertThat(change(query("session:*"), KeyAction.persist()).changed()).isEqualTo(1111);
        assertThat(server.ask("PTTL", "session:1").number()).isEqualTo(-1);
    }

    @Test
    void renamesAndCopiesWithoutReplacing() {
        server.ask("SET", "old:1", "mine");
        ChangeTally tally = change(query("session:*"), KeyAction.rename(KeyNames.parse(List.of("session:*=old:*"))));
        assertThat(tally.changed()).isEqualTo(2999);
        assertThat(tally.unchanged()).isEqualTo(1);
        assertThat(server.ask("GET", "old:1").text()).isEqualTo("mine");
        tally = change(query("old:*"), KeyAction.copy(KeyNames.parse(List.of("old:2*=copy:2*")), false));
        assertThat(tally.changed()).isEqualTo(1111);
        assertThat(tally.skipped()).isEqualTo(3000 - 1111);
        assertThat(server.ask("GET", "copy:2").text())
                .isEqualTo(server.ask("GET", "old:2").text());
    }

    @Test
    void backsUpBeforeItDeletesAndOnlyThat() {
        KeyQuery query = query("session:*");
        Path file = folder.resolve("dead.rdb");
        List<String> names = new ArrayList<>();
        try (Redis redis = Redis.open(server.target());
                KeyPlan plan = plan(redis, query, null)) {
            // Gone before it could be backed up, and back before it could be deleted: it is in no file, so it stays.
            server.ask("RENAME", "session:5", "away");
            plan.backUp(file, take(redis));
            server.ask("RENAME", "away", "session:5");
            assertThat(plan.keys()).isEqualTo(2999);
            KeyChange change = new KeyChange(redis, query, KeyAction.delete(false), FAST, new Progress());
            change.run(plan);
            assertThat(change.tally().changed()).isEqualTo(2999);
        }
        assertThat(server.ask("EXISTS", "session:5", "other").number()).isEqualTo(2);
        KeysTake.check(file, name -> names.add(new String(name, StandardCharsets.UTF_8)));
        assertThat(names).hasSize(2999).doesNotContain("session:5", "other");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void deletesNothingWhenTheDiskIsFull() {
        try (Redis redis = Redis.open(server.target());
                KeyPlan plan = plan(redis, query("session:*"), null)) {
            assertThatThrownBy(() -> plan.backUp(Path.of("/dev/full"), take(redis)))
                    .isInstanceOf(CannotWrite.class)
                    .hasMessageContaining("/dev/full");
            // Here everything can be written, and nothing read again.
            assertThatThrownBy(() -> plan.backUp(Path.of("/dev/null"), take(redis)))
                    .isInstanceOf(BadInput.class);
        }
        assertThat(keys()).isEqualTo(3001);
    }

    @Test
    void goesOnWhereItWasStopped() throws IOException {
        KeyQuery query = query("session:*");
        ChangeCheckpoint checkpoint = new ChangeCheckpoint(folder.resolve("cp"), "delete all\nof them");
        try (Redis redis = Redis.open(server.target())) {
            long deleted;
            try (KeyPlan plan = plan(redis, query, checkpoint)) {
                KeyChange[] change = new KeyChange[1];
                KeyAction delete = KeyAction.delete(false);
                change[0] = new KeyChange(redis, query, stopping(delete, change, 700), FAST, new Progress());
                change[0].run(plan);
                deleted = change[0].tally().changed();
            }
            assertThat(deleted).isBetween(700L, 2999L);
            assertThat(keys()).isEqualTo(3001 - deleted);
            // It would be found by a new search, but is not of the old plan.
            server.ask("SET", "session:new", "x");
            assertThatThrownBy(() -> KeyPlan.resume(new ChangeCheckpoint(folder.resolve("cp"), "another"), null))
                    .isInstanceOf(UsageError.class);
            try (KeyPlan plan = KeyPlan.resume(checkpoint, null)) {
                assertThat(plan.place().dealt()).isEqualTo(deleted);
                KeyChange change = new KeyChange(redis, query, KeyAction.delete(false), FAST, new Progress());
                change.run(plan);
                assertThat(change.tally().changed()).isEqualTo(3000);
            }
        }
        assertThat(server.ask("EXISTS", "session:new", "other").number()).isEqualTo(2);
        assertThat(keys()).isEqualTo(2);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        assertThat(KeyPlan.resume(checkpoint, null)).isNull();
    }

    /** Asks to stop when so many keys were asked about. */
    private static KeyAction stopping(KeyAction action, KeyChange[] change, int after) {
        int[] count = {0};
        return new KeyAction() {
            @Override
            public byte[][] command(byte[] name) {
                if (++count[0] == after) {
                    change[0].cancel();
                }
                return action.command(name);
            }

            @Override
            public String verb() {
                return action.verb();
            }
        };
    }

    @Test
    void endsAtOnceWhenTheUserMayNot() {
        try (Redis redis = Redis.open(server.as("ann", "hers"));
                KeyPlan plan = plan(redis, query("session:*"), null)) {
            KeyChange change = new KeyChange(redis, query("session:*"), KeyAction.delete(false), FAST, new Progress());
            assertThatThrownBy(() -> change.run(plan)).isInstanceOf(NotAllowed.class);
            assertThat(change.tally().changed()).isZero();
        }
        assertThat(keys()).isEqualTo(3001);
    }
}
