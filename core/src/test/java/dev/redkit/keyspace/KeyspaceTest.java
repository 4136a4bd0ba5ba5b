package dev.redkit.keyspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.entry.Entry;
import dev.redkit.failure.NotAllowed;
import dev.redkit.keyspace.Tally.Fate;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {
            "enable-debug-command yes",
            "user ann on >hers ~a:* +@all",
            "user bob on >his ~* +@all -memory|usage -pexpiretime",
            "user eve on >none ~* +hello +ping"
        })
final class KeyspaceTest {
    private final TestServer server;
    private final Telling telling = new Telling();

    KeyspaceTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
    }

    private Tally read(Selection selection) throws IOException {
        return read(server.target(), selection);
    }

    private Tally read(Target target, Selection selection) throws IOException {
        try (Redis redis = Redis.open(target);
                Keyspace keyspace = new Keyspace(redis)) {
            keyspace.entries(selection, telling);
            return keyspace.tally();
        }
    }

    private void oneOfEach() {
        server.ask("SET", "s", "v", "PXAT", "4102444800000");
        server.ask("SET", "empty", "");
        server.ask("RPUSH", "l", "b", "a", "b");
        server.ask("SADD", "set", "y", "x");
        server.ask("SADD", "ints", "2", "1");
        server.ask("ZADD", "z", "1.5", "m", "-inf", "low", "inf", "high");
        server.ask("HSET", "h", "f", "v", "g", "w");
        server.ask("XADD", "x", "1-1", "f", "v");
        server.ask("XADD", "x", "2-1", "f", "v", "g", "w");
        server.ask("XADD", "x", "3-1", "f", "v");
        server.ask("XGROUP", "CREATE", "x", "readers", "0");
        server.ask("XREADGROUP", "GROUP", "readers", "ann", "COUNT", "1", "STREAMS", "x", ">");
        server.ask("XGROUP", "CREATECONSUMER", "x", "readers", "idle");
        server.ask("XDEL", "x", "3-1");
    }

    private void checkEach() {
        checkEach(0);
    }

    private void checkEach(long millisBetweenTwoCommands) {
        assertThat(telling.keys)
                .containsEntry("s", "string v")
                .containsEntry("empty", "string ")
                .containsEntry("l", "list a b b")
                .containsEntry("set", "set x y")
                .containsEntry("ints", "set 1 2")
                .containsEntry("z", "zset high=Infinity low=-Infinity m=1.5")
                .containsEntry("h", "hash f=v g=w")
                .containsEntry(
                        "x", "stream 1-1(f,v,)2-1(f,v,g,w,) last 3-1 added 3 group readers1-1 read 1 ann idle 1-1ann1")
                .hasSize(8);
        assertThat(telling.entries.get("s").expireAt())
                .isBetween(4102444800000L - millisBetweenTwoCommands, 4102444800000L);
        assertThat(telling.entries.get("l").expireAt()).isEqualTo(Entry.NEVER);
    }

    @Test
    void givesEveryKindOfValue() throws IOException {
        oneOfEach();
        Tally tally = read(Selection.ALL);
        checkEach();
        assertThat(tally.of(Fate.NAMED)).isEqualTo(8);
        assertThat(tally.of(Fate.READ)).isEqualTo(8);
    }

    @Test
    void givesTheSameInPiecesToThoseWhoMayNotAskForSizesAndTimes() throws IOException {
        oneOfEach();
        Target bob = server.as("bob", "his");
        Abilities usual;
        try (Redis redis = Redis.open(bob)) {
            usual = Abilities.of(redis.capabilities());
        }
        Abilities old = new Abilities(false, usual.fieldExpiry(), false);
        Tally tally = new Tally();
        Complaints complaints = new Complaints(tally, false);
        LongValue.Origin origin = new LongValue.Origin(Line.to(bob), bob.address(), 0, old, complaints);
        try (NodeReader reader = new NodeReader(origin, Selection.ALL, tally, new Delivery.Entries(0, telling))) {
            reader.open(new ScannedNames(Selection.ALL, old, new Seen(100), tally));
            while (reader.step()) {
                assertThat(complaints.takeElsewhere()).isEmpty();
            }
        }
        // TIME is asked before PTTL, and a busy server may rest in between.
        checkEach(30_000);
    }

    @Test
    void givesFieldsWithTheirExpiry() throws IOException {
        Assumptions.assumeFalse(server.flavour() == Flavour.EMBEDDED);
        server.ask("HSET", "h", "f", "v", "g", "w");
        server.ask("HPEXPIREAT", "h", "4102444800000", "FIELDS", "1", "f");
        server.ask("EVAL", "for i = 1, 20000 do redis.call('HSET', 'big', 'f' .. i, i) end", "0");
        server.ask("HPEXPIREAT", "big", "4102444800000", "FIELDS", "2", "f7", "f19999");
        read(Selection.ALL);
        assertThat(telling.keys.get("h")).isEqualTo("hash f=v@4102444800000 g=w");
        assertThat(telling.keys.get("big")).contains(" f7=7@4102444800000 ", " f19999=19999@4102444800000 ", " f8=8 ");
        assertThat(telling.keys.get("big").split(" ")).hasSize(20_001);
    }

    @Test
    void readsBigValuesInPieces() throws IOException {
        server.ask(
                "EVAL",
                "for i = 1, 20000 do redis.call('RPUSH', 'l', i) redis.call('SADD', 's', 'm' .. i)"
                        + " redis.call('ZADD', 'z', i / 8, i) redis.call('XADD', 'x', i .. '-0', 'f', i) end"
                        + " redis.call('XGROUP', 'CREATE', 'x', 'g', '0')"
                        + " redis.call('XREADGROUP', 'GROUP', 'g', 'c', 'COUNT', 5000, 'STREAMS', 'x', '>')"
                        + " redis.call('SETRANGE', 't', 3 * 1048576 + 5, 'end')",
                "0");
        Tally tally = read(Selection.ALL);
        assertThat(tally.of(Fate.READ)).isEqualTo(5);
        assertThat(telling.keys.get("l").split(" ")).hasSize(20_001);
        assertThat(telling.keys.get("s").split(" ")).hasSize(20_001).contains("m19999");
        assertThat(telling.keys.get("z").split(" ")).hasSize(20_001).contains("19999=2499.875");
        assertThat(telling.keys.get("x"))
                .contains(
                        "1-0(f,1,)2-0(f,2,)", "19999-0(f,19999,)20000-0(f,20000,) last 20000-0 added 20000", "5000-0c1")
                .doesNotContain("5001-0c1");
        assertThat(telling.keys.get("t"))
                .hasSize("string ".length() + 3 * 1048576 + 8)
                .endsWith("end");
    }

    @Test
    void findsKeysByPatternsNamesAndTypes() throws IOException {
        server.ask("MSET", "a:1", "", "a:2", "", "b:1", "", "b:2", "", "c", "");
        server.ask("RPUSH", "a:l", "x");
        read(Selection.of(List.of("a:*")));
        assertThat(telling.keys).containsOnlyKeys("a:1", "a:2", "a:l");
        telling.keys.clear();
        read(Selection.of(List.of("a:*", "?")));
        assertThat(telling.keys).containsOnlyKeys("a:1", "a:2", "a:l", "c");
        telling.keys.clear();
        Tally tally = read(Selection.of(List.of("c", "none", "c", "b:1")));
        assertThat(telling.keys).containsOnlyKeys("b:1", "c");
        assertThat(tally.of(Fate.NAMED)).isEqualTo(3);
        assertThat(tally.of(Fate.VANISHED)).isEqualTo(1);
        telling.keys.clear();
        read(Selection.of(List.of("a:*")).ofTypes(Set.of("list")));
        assertThat(telling.keys).containsOnlyKeys("a:l");
        telling.keys.clear();
        tally = read(Selection.ALL.ofTypes(Set.of("LIST", "hash")).where(name -> name[0] == 'a'));
        assertThat(telling.keys).containsOnlyKeys("a:l");
        assertThat(tally.of(Fate.OTHER_TYPE)).isEqualTo(2);
    }

    @Test
    void givesEachKeyOnceWhileOthersComeAndGo() throws Exception {
        server.ask("DEBUG", "POPULATE", "30000", "stays", "10");
        server.ask("DEBUG", "POPULATE", "200000", "goes", "10");
        Thread writer = new Thread(() -> {
            try (Wire wire = Wire.open(server.target())) {
                for (int i = 0; i < 200_000; i += 1000) {
                    for (int j = i; j < i + 1000; j++) {
                        wire.send("DEL", "goes:" + j);
                        wire.send("SET", "new:" + j % 5000, "x");
                    }
                    for (int j = 0; j < 2000; j++) {
                        wire.read();
                    }
                }
            }
        });
        writer.start();
        read(Selection.ALL);
        writer.join();
        assertThat(telling.repeated).isEmpty();
        assertThat(telling.keys.keySet().stream().filter(key -> key.startsWith("stays:")))
                .hasSize(30_000);
    }

    @Test
    void countsWhatIsGoneAndGivesNothingElseInItsPlace() throws IOException {
        server.ask("SET", "a", "1");
        server.ask("SET", "b", "2");
        server.ask("SET", "c", "3");
        Tally tally = new Tally();
        Target target = server.target();
        try (Redis redis = Redis.open(target);
                Line line = Line.to(target)) {
            Abilities abilities = Abilities.of(redis.capabilities());
            LongValue.Origin origin =
                    new LongValue.Origin(line, target.address(), 0, abilities, new Complaints(tally, false));
            Run run = new Run(origin, new Delivery.Entries(0, telling), new Expiry(line, abilities));
            for (String name : List.of("a", "b", "c")) {
                run.add(new Key(name.getBytes(StandardCharsets.US_ASCII), Key.kind("string"), 10, false));
            }
            server.ask("DEL", "a");
            server.ask("DEL", "b");
            server.ask("RPUSH", "b", "x");
            run.ask();
            run.answer(tally);
            run.deliver(tally);
        }
        assertThat(telling.keys).containsOnly(Map.entry("c", "string 3"));
        assertThat(tally.of(Fate.VANISHED)).isEqualTo(2);
    }

    @Test
    void saysWhenABigKeyGoesWhileItIsWalked() throws IOException {
        server.ask("EVAL", "for i = 1, 100000 do redis.call('SADD', 'big', 'member:' .. i) end", "0");
        try (Redis redis = Redis.open(server.target());
                Keyspace keyspace = new Keyspace(redis)) {
            keyspace.entries(Selection.ALL, entry -> {
                server.ask("DEL", "big");
                assertThatThrownBy(() -> telling.accept(entry)).isInstanceOf(Gone.class);
                throw new Gone(false);
            });
            assertThat(keyspace.tally().of(Fate.GONE)).isEqualTo(1);
            assertThat(keyspace.tally().of(Fate.READ)).isZero();
        }
    }

    @Test
    void countsTheKeysThatThisUserMayNotRead() throws IOException {
        server.ask("MSET", "a:1", "x", "b:1", "y");
        Tally tally = read(server.as("ann", "hers"), Selection.ALL);
        assertThat(telling.keys).containsOnlyKeys("a:1");
        assertThat(tally.of(Fate.REFUSED)).isEqualTo(1);
        assertThat(tally.refusal()).startsWith("NOPERM");
        assertThatThrownBy(() -> read(server.as("eve", "none"), Selection.ALL)).isInstanceOf(NotAllowed.class);
    }

    @Test
    void givesPayloadsThatTheServerTakesBack() throws IOException {
        oneOfEach();
        Reply before = server.ask("DEBUG", "DIGEST");
        try (Redis redis = Redis.open(server.target());
                Keyspace keyspace = new Keyspace(redis);
                Wire other = Wire.open(server.target())) {
            keyspace.dumps(Selection.ALL, new DumpConsumer() {
                @Override
                public void accept(Dump dump) {
                    byte[] at = Line.number(Math.max(0, dump.expireAt()));
                    other.call(Line.word("DEL"), dump.key());
                    Reply reply = other.call(Line.word("RESTORE"), dump.key(), at, dump.payload(), Line.word("ABSTTL"));
                    assertThat(reply.text()).isEqualTo("OK");
                }

                @Override
                public void accept(Entry entry) {
                    throw new AssertionError("none is so big");
                }
            });
            assertThat(keyspace.tally().of(Fate.READ)).isEqualTo(8);
        }
        assertThat(server.ask("DEBUG", "DIGEST")).isEqualTo(before);
        assertThat(server.ask("PEXPIRETIME", "s").number()).isEqualTo(4102444800000L);
    }
}
