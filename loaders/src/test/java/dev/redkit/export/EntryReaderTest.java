package dev.redkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Nobody;
import dev.redkit.failure.BadInput;
import dev.redkit.keyspace.Gone;
import dev.redkit.lane.CommandSource.Pull;
import dev.redkit.wire.CommandBuffer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryReaderTest {
    private static final String SAMPLE = """
            {"key":"s","type":"string","value":"text é \\u00e9 \\ud83d\\ude00"}
            {"key":{"$base64":"AP8="},"type":"string","expireAt":4102444800000,"value":["one ","two"]}
            {"key":"l","type":"list","db":3,"value":["a",{"$base64":"/w=="},1.50,true]}
            {"key":"z","type":"zset","value":[["m",1.5],["n","-inf"]]}
            {"key":"z2","type":"zset","value":{"m":1}}
            {"key":"h","type":"hash","value":{"f":"v","$base64":"x"}}
            {"key":"h2","type":"hash","value":[["f","v"],["g","w",4102444800000]]}
            {"key":"x","type":"stream","value":{"messages":[["1-1",["f","v"]],["2-1",["f","v"]]],"lastId":"3-1","entriesAdded":3,\
            "groups":[{"name":"g","lastDelivered":"1-1","entriesRead":1,"consumers":[["c",5,-1]],"pending":[["1-1","c",7,1]]}]}}
            {"key":"m","type":"module","value":{"$dump":"AAAA"}}
            {"key":"v","type":"set","value":["a"],"gone":true}
            {"key":"w","type":"string","value":null,"gone":true}
            """;

    private static EntryReader reader(String text) {
        return reader(text.getBytes(StandardCharsets.UTF_8));
    }

    private static EntryReader reader(byte[] text) {
        return new EntryReader(
                new ByteArrayInputStream(text), "test.jsonl", InstantSource.fixed(Instant.ofEpochMilli(1_000)));
    }

    private static String commands(byte[] text, EntryCommands commands) throws IOException {
        EntryCommandSource source = new EntryCommandSource(reader(text), commands);
        CommandBuffer out = new CommandBuffer(1000);
        while (source.next(out) != Pull.END) {
            assertThat(source.place()).isPositive();
        }
        return new String(out.array(), 0, out.length(), StandardCharsets.ISO_8859_1);
    }

    private static String plain(String text) throws IOException {
        String resp = commands(text.getBytes(StandardCharsets.UTF_8), new EntryCommands(Existing.REPLACE, true));
        return resp.replaceAll("\\*\\d+\r\n", "\n")
                .replaceAll("\\$\\d+\r\n", " ")
                .replace("\r\n", "");
    }

    @Test
    void makesTheCommandsThatBringEachEntryAbout() throws IOException {
        assertThat(plain(SAMPLE).lines().map(String::strip))
                .contains(
                        "SET s text \u00c3\u00a9 \u00c3\u00a9 \u00f0\u009f\u0098\u0080",
                        "SET \u0000\u00ff one",
                        "APPEND \u0000\u00ff two",
                        "PEXPIREAT \u0000\u00ff 4102444800000",
                        "DEL l",
                        "RPUSH l a \u00ff 1.50 true",
                        "ZADD z 1.5 m -inf n",
                        "ZADD z2 1 m",
                        "HSET h f v $base64 x",
                        "HSET h2 f v g w",
                        "HPEXPIREAT h2 4102444800000 FIELDS 1 g",
                        "XADD x 2-1 f v",
                        "XSETID x 3-1 ENTRIESADDED 3 MAXDELETEDID 0-0",
                        "XGROUP CREATE x g 1-1 ENTRIESREAD 1",
                        "XGROUP CREATECONSUMER x g c",
                        "XCLAIM x g c 0 1-1 TIME 7 RETRYCOUNT 1 JUSTID FORCE",
                        "RESTORE m 0 \u0000\u0000\u0000 ABSTTL REPLACE",
                        "DEL v",
                        "DEL w")
                .doesNotContain("SADD v a");
    }

    @Test
    void skipsWhatIsNotWalked() throws IOException {
        try (EntryReader reader = reader(SAMPLE)) {
            for (int line = 1; line <= 11; line++) {
                assertThat(reader.next()).isNotNull();
                assertThat(reader.line()).isEqualTo(line);
            }
            assertThat(reader.next()).isNull();
        }
        try (EntryReader reader = reader("[" + SAMPLE.strip().replace("}\n{", "},\n{") + "]")) {
            Entry entry = reader.next();
            while (entry != null && entry.value().kind() != Kind.SET) {
                ((SteppedValue) entry.value()).step(new Nobody());
                entry = reader.next();
            }
            Entry gone = entry;
            assertThatThrownBy(() -> gone.value().walk(new Nobody())).isInstanceOf(Gone.class);
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void understandsTimesToLive() throws IOException {
        assertThat(reader("{\"key\":\"k\",\"type\":\"string\",\"ttl\":\"1h\",\"value\":\"v\"}")
                        .next()
                        .expireAt())
                .isEqualTo(3_601_000);
        assertThat(reader("{\"key\":\"k\",\"type\":\"string\",\"ttl\":5,\"value\":\"v\"}")
                        .next()
                        .expireAt())
                .isEqualTo(6_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"key\":\"k\",\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"text\",\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"string\",\"value\":{\"a\":1}}",
                "{\"key\":\"k\",\"type\":\"string\",\"value\":\"v\",\"ttl\":5}",
                "{\"key\":\"k\",\"type\":\"string\"}",
                "{\"key\":null,\"type\":\"string\",\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"list\",\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"list\",\"value\":[null]}",
                "{\"key\":\"k\",\"type\":\"list\",\"value\":[{\"$base64\":\"???\"}]}",
                "{\"key\":\"k\",\"type\":\"zset\",\"value\":[[\"m\",\"much\"]]}",
                "{\"key\":\"k\",\"type\":\"zset\",\"value\":[[\"m\"]]}",
                "{\"key\":\"k\",\"type\":\"hash\",\"value\":[[\"f\",\"v\",\"soon\"]]}",
                "{\"key\":\"k\",\"type\":\"stream\",\"value\":{\"messages\":[[\"1\",[\"f\",\"v\"]]]}}",
                "{\"key\":\"k\",\"type\":\"stream\",\"value\":{\"messages\":[[\"1-1\",[\"f\"]]]}}",
                "{\"key\":\"k\",\"type\":\"string\",\"value\":\"\\ud800\"}",
                "{\"key\":\"k\",\"type\":\"string\",\"expireAt\":1e400,\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"string\",\"expireAt\":99999999999999999999,\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"string\",\"ttl\":9223372036854775807,\"value\":\"v\"}",
                "{\"key\":\"k\",\"type\":\"string\",\"value\":\"v",
                "[{\"key\":\"k\",\"type\":\"string\",\"value\":\"v\"}",
                "nonsense"
            })
    void saysOnWhichLineAnEntryIsBroken(String broken) {
        String text = "{\"key\":\"a\",\"type\":\"string\",\"value\":\"b\"}\n" + broken;
        assertThatThrownBy(() -> plain(text)).isInstanceOf(BadInput.class).hasMessageContaining("line 2 of test.jsonl");
    }

    @Test
    void endsInBadInputWhateverIsBroken() throws IOException {
        Random random = new Random(11);
        byte[] sample = SAMPLE.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < 3_000; round++) {
            byte[] text = sample.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                text[random.nextInt(text.length)] = (byte) (random.nextBoolean() ? random.nextInt(256) : '"');
            }
            byte[] some = random.nextInt(3) == 0 ? Arrays.copyOf(text, random.nextInt(text.length)) : text;
            try {
                commands(some, new EntryCommands(Existing.ADD, true));
            } catch (BadInput e) {
                assertThat(e).hasMessageContaining("of test.jsonl");
            }
        }
    }

    @Test
    void knowsEntriesFromRecords() {
        assertThat(EntrySources.recognise(SAMPLE.getBytes(StandardCharsets.UTF_8)))
                .isPresent();
        assertThat(EntrySources.recognise(bytes("[\n {\"key\":{\"$base64\":\"AA==\"},\"type\":\"set\",\"value\":[")))
                .isPresent();
        assertThat(EntrySources.recognise(bytes("{\"key\":\"a\",\"type\":\"x\",\"value\":1}")))
                .isEmpty();
        assertThat(EntrySources.recognise(bytes("{\"key\":\"a\",\"type\":\"set\",\"colour\":1}")))
                .isEmpty();
        assertThat(EntrySources.recognise(bytes("{\"id\":1}"))).isEmpty();
        assertThat(EntrySources.recognise(bytes("{\"key"))).isEmpty();
        assertThat(EntrySources.recognise(bytes("key,type,expire_at,name,value,field_expire_at\r\n")))
                .isPresent();
        assertThat(EntrySources.recognise(bytes("key,type,expire_at,name,value,field_expire_at,x\n")))
                .isEmpty();
        assertThat(EntrySources.recognise(bytes("key,type"))).isEmpty();
        assertThat(EntrySources.recognise(new byte[0])).isEmpty();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
