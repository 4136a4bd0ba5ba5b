package dev.redkit.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built here is what the server has after the commands; what it refuses is refused. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ValueBuilderTest {
    private static final String KEY = "key";
    private static final long NOW = 3_000_000_000_000L;

    @TempDir
    private Path folder;

    private Wire wire;
    private WriteVersion version;
    private Grouping grouping;
    private final Change change = new Change();
    private final List<String> refused = new ArrayList<>();
    private long records;

    @BeforeEach
    void connect(TestServer server) {
        wire = Wire.open(server.plainTarget());
        wire.demand("FLUSHALL");
        wire.demand("SET", "any", "thing");
        byte[] dump = ((Reply.Bulk) wire.demand("DUMP", "any")).bytes();
        version = new WriteVersion(dump[dump.length - 10]);
        grouping = new Grouping(
                new Grouping.Room(1 << 20, 1 << 20, folder),
                (record, key, reason) -> refused.add(record + ": " + reason));
    }

    @AfterEach
    void disconnect() {
        grouping.close();
        wire.close();
    }

    /** A record with this change. */
    private void given(Structure structure, String... args) throws IOException {
        begin(structure, args);
        records++;
        grouping.accept(records, change);
    }

    private void begin(Structure structure, String... args) {
        change.begin(structure, bytes(KEY), 0, KEY.length());
        for (String arg : args) {
            change.arg(bytes(arg));
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private ValueBuilder builder(OnDuplicate onDuplicate) {
        return new ValueBuilder(
                new DumpPayload(version, EncodingLimits.DEFAULTS),
                new ValueBuilder.Rules(onDuplicate, false, NOW, 1 << 20),
                (record, key, reason) -> refused.add(record + ": " + reason));
    }

    /** The commands, then the value that is built: both the same. */
    private void same(String... commands) throws IOException {
        for (String command : commands) {
            String[] words = command.split(" ", -1);
            String[] withKey = new String[words.length + 1];
            withKey[0] = words[0];
            withKey[1] = KEY;
            System.arraycopy(words, 1, withKey, 2, words.length - 1);
            wire.demand(withKey);
        }
        ValueBuilder builder = builder(OnDuplicate.ANY);
        grouping.drain(gathered -> {
            assertThat(builder.build(gathered)).isTrue();
            restored(builder.payload());
            List<String> before = List.copyOf(refused);
            refused.clear();
            Entry entry = builder.entry(0, gathered);
            assertThat(entry.value().kind().word())
                    .isEqualTo(wire.demand("TYPE", KEY).text());
            DumpPayload again = new DumpPayload(version, EncodingLimits.DEFAULTS);
            again.value(entry.value());
            restored(again);
            assertThat(refused).isEqualTo(before);
        });
    }

    private void restored(DumpPayload payload) {
        payload.seal();
        wire.send(bytes("RESTORE"), bytes("built"), bytes("0"), payload.copy(), bytes("REPLACE"));
        wire.flush();
        assertThat(wire.read().text()).isEqualTo("OK");
        assertThat(wire.demand("DEBUG", "DIGEST-VALUE", "built")).isEqualTo(wire.demand("DEBUG", "DIGEST-VALUE", KEY));
    }

    @Test
    void ofStringsTheLastCounts() throws IOException {
        given(Structure.STRING, "first");
        given(Structure.STRING, "last");
        same("SET last");
    }

    @Test
    void fieldsOfHashesAreSetOneAfterTheOther() throws IOException {
        given(Structure.HASH, "a", "1", "b", "2");
        given(Structure.HASH, "b", "22", "c", "3");
        same("HSET a 1 b 2", "HSET b 22 c 3");
    }

    @Test
    void listsAndSetsGrow() throws IOException {
        given(Structure.LIST, "x", "y");
        given(Structure.LIST, "x");
        same("RPUSH x y x");
        wire.demand("DEL", KEY);
        refused.clear();
        given(Structure.SET, "x", "7", "x");
        given(Structure.SET, "8", "7");
        same("SADD x 7 8");
    }

    @Test
    void ofScoresTheLastCounts() throws IOException {
        given(Structure.ZSET, "1", "a", "2.50", "b");
        given(Structure.ZSET, "-1e3", "a", "+inf", "c");
        given(Structure.ZSET, "nan", "d");
        given(Structure.ZSET, "5", "e", "many", "f");
        given(Structure.ZSET, "0.1", "g", "123456789.123456789", "h", "-.5", "i", "3.", "j");
        same("ZADD 1 a 2.50 b", "ZADD -1e3 a +inf c", "ZADD 0.1 g 123456789.123456789 h -.5 i 3. j");
        assertThat(refused)
                .containsExactly("3: the score \"nan\" is not a number", "4: the score \"many\" is not a number");
    }

    @Test
    void idsOfMessagesOnlyGrow() throws IOException {
        given(Structure.STREAM, "5-1", "f", "v");
        given(Structure.STREAM, "5-1", "f", "again");
        given(Structure.STREAM, "5-*", "f", "w");
        given(Structure.STREAM, "6", "g", "x");
        given(Structure.STREAM, "4-9", "f", "late");
        given(Structure.STREAM, "7-0");
        given(Structure.STREAM, "six", "f", "v");
        given(Structure.STREAM, "*", "f", "now");
        given(Structure.STREAM, "*", "f", "later");
        same("XADD 5-1 f v", "XADD 5-2 f w", "XADD 6-0 g x", "XADD " + NOW + "-0 f now", "XADD " + NOW + "-1 f later");
        assertThat(refused)
                .containsExactly(
                        "2: the id 5-1 is not greater than 5-1, the last one in its stream",
                        "5: the id 4-9 is not greater than 6-0, the last one in its stream",
                        "6: a message without fields",
                        "7: the id \"six\" is not milliseconds-sequence");
    }

    @Test
    void placesAreOnTheMap() throws IOException {
        given(Structure.GEO, "13.361389", "38.115556", "Palermo", "15.087269", "37.502669", "Catania");
        given(Structure.GEO, "181", "0", "nowhere");
        given(Structure.GEO, "2.3522", "48.8566", "Paris");
        same("GEOADD 13.361389 38.115556 Palermo 15.087269 37.502669 Catania", "GEOADD 2.3522 48.8566 Paris");
        assertThat(refused).hasSize(1);
        assertThat(refused.get(0)).startsWith("2: longitude \"181\" and latitude \"0\" are no place");
    }

    @Test
    void bitsAndElementsAreAdded() throws IOException {
        given(Structure.BITMAP, "7", "1", "100", "0");
        given(Structure.BITMAP, "3", "1", "7", "0");
        given(Structure.BITMAP, "4294967295", "1");
        given(Structure.BITMAP, "-1", "1");
        given(Structure.BITMAP, "1", "2");
        same("SETBIT 7 1", "SETBIT 100 0", "SETBIT 3 1", "SETBIT 7 0");
        assertThat(refused).hasSize(3);
        wire.demand("DEL", KEY);
        refused.clear();
        given(Structure.HLL, "a", "b");
        given(Structure.HLL, "c");
        same("PFADD a b c");
    }

    @Test
    void countersCount() throws IOException {
        given(Structure.COUNTER, "5");
        given(Structure.COUNTER, "-7");
        given(Structure.COUNTER, "9223372036854775807");
        given(Structure.COUNTER, "9223372036854775807");
        given(Structure.COUNTER, "1.5");
        given(Structure.COUNTER, "f", "1");
        same("INCRBY 5", "INCRBY -7", "INCRBY 9223372036854775807");
        assertThat(refused).hasSize(3).first().isEqualTo("4: the count would leave 64 bits");
        wire.demand("DEL", KEY);
        refused.clear();
        given(Structure.COUNTER, "f", "3", "g", "10");
        given(Structure.COUNTER, "f", "-4");
        same("HINCRBY f -1", "HINCRBY g 10");
    }

    @Test
    void severalRecordsOfOneKeyAreTreatedAsWanted() throws IOException {
        for (OnDuplicate policy : OnDuplicate.values()) {
            records = 0;
            refused.clear();
            given(Structure.HASH, "a", "1");
            given(Structure.HASH, "b", "2");
            begin(Structure.HASH, "c", "3");
            grouping.accept(records, change);
            ValueBuilder builder = builder(policy);
            List<Long> sizes = new ArrayList<>();
            grouping.drain(gathered -> sizes.add(
                    builder.build(gathered) ? builder.payload().built().size() : 0L));
            switch (policy) {
                case ANY -> assertThat(sizes).containsExactly(3L);
                case LAST -> assertThat(sizes).containsExactly(2L);
                case FAIL -> {
                    assertThat(sizes).containsExactly(0L);
                    String why = "records 1 and 2 have this key, and --on-duplicate is fail";
                    assertThat(refused).containsExactly("1: " + why, "2: " + why, "2: " + why);
                }
            }
        }
    }

    @Test
    void aSingleChangeNeedsNoGathering() {
        ValueBuilder builder = builder(OnDuplicate.FAIL);
        begin(Structure.HASH, "a", "1", "b", "2");
        change.ttl(1000);
        assertThat(builder.build(1, change)).isTrue();
        assertThat(builder.expireAt()).isEqualTo(NOW + 1000);
        wire.demand("HSET", KEY, "a", "1", "b", "2");
        restored(builder.payload());
        begin(Structure.SET);
        assertThat(builder.build(2, change)).isFalse();
        begin(Structure.ZSET, "high", "m");
        assertThat(builder.build(3, change)).isFalse();
        assertThat(refused).containsExactly("3: the score \"high\" is not a number");
        assertThat(builder.expireAt()).isEqualTo(Entry.NEVER);
    }

    @Test
    void documentsNeedTheirServer() throws IOException {
        given(Structure.JSON, "$", "{}");
        ValueBuilder builder = builder(OnDuplicate.ANY);
        grouping.drain(gathered -> assertThat(builder.build(gathered)).isFalse());
        assertThat(refused).hasSize(1);
        assertThat(Arrays.stream(Structure.values()).filter(structure -> !ValueBuilder.builds(structure)))
                .containsExactly(Structure.JSON, Structure.PUBSUB);
    }

    @Test
    void keysAndFieldsExpire() throws IOException {
        begin(Structure.HASH, "f", "v");
        change.ttl(60_000);
        grouping.accept(1, change);
        begin(Structure.HASH, "g", "v");
        change.fieldTtl(version.number() >= 12 ? 5000 : 0);
        grouping.accept(2, change);
        ValueBuilder builder = builder(OnDuplicate.ANY);
        grouping.drain(gathered -> {
            assertThat(builder.entry(3, gathered).expireAt()).isEqualTo(NOW + 60_000);
            if (version.number() >= 12) {
                restoredFieldsExpire(builder);
            }
        });
    }

    private void restoredFieldsExpire(ValueBuilder builder) {
        builder.payload().seal();
        wire.send(
                bytes("RESTORE"), bytes("built"), bytes("0"), builder.payload().copy(), bytes("REPLACE"));
        wire.flush();
        assertThat(wire.read().text()).isEqualTo("OK");
        List<Reply> times =
                wire.demand("HPEXPIRETIME", "built", "FIELDS", "2", "f", "g").items();
        assertThat(times).extracting(Reply::number).containsExactly(-1L, NOW + 5000);
    }
}
