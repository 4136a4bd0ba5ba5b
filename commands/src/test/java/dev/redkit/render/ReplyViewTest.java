package dev.redkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.console.Ink;
import dev.redkit.io.ByteSizes;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What people see of the replies of real servers, over both protocols. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ReplyViewTest {
    private final Wire three;
    private final Wire two;

    ReplyViewTest(TestServer server) {
        three = Wire.open(server.target().but().protocol(3).build());
        two = Wire.open(server.target().but().protocol(2).build());
        three.demand("FLUSHALL");
    }

    @AfterEach
    void close() {
        three.close();
        two.close();
    }

    private void given(String... command) {
        three.demand(command);
    }

    private static String show(Wire wire, ReplyStyle style, String... command) {
        List<String> lines = new ArrayList<>();
        wire.send(command);
        ReplyView.show(List.of(command), wire.parts(1 << 20), style, lines::add);
        return String.join("\n", lines);
    }

    private String show(ReplyStyle style, String... command) {
        return show(three, style, command);
    }

    private String show(String... command) {
        return show(ReplyStyle.PLAIN, command);
    }

    /** The same over both protocols, on its way and in memory. */
    private void shows(String wanted, String... command) {
        String text = wanted.stripTrailing();
        assertThat(show(three, ReplyStyle.PLAIN, command)).isEqualTo(text);
        assertThat(show(two, ReplyStyle.PLAIN, command)).as("over RESP2").isEqualTo(text);
        List<String> held = new ArrayList<>();
        ReplyView.show(List.of(command), three.call(command), ReplyStyle.PLAIN, held::add);
        assertThat(String.join("\n", held)).as("in memory").isEqualTo(text);
    }

    private static byte[][] bytes(Object... words) {
        byte[][] bytes = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            bytes[i] =
                    words[i] instanceof byte[] raw ? raw : words[i].toString().getBytes(StandardCharsets.UTF_8);
        }
        return bytes;
    }

    @Test
    void textsAndNumbers() {
        given("SET", "t", "one\ntwo\u001b[31m \"é\\");
        shows("one\ntwo\\x1b[31m \"é\\", "GET", "t");
        shows("(nil)", "GET", "nothing");
        shows("1", "EXISTS", "t");
        shows("OK", "PING", "OK");
        given("RPUSH", "l", "a\"b\\n", "\n", "漢字");
        shows("""
                1) "a\\"b\\\\n"
                2) "\\n"
                3) "漢字"
                """, "LRANGE", "l", "0", "-1");
        shows("(empty)", "LRANGE", "nothing", "0", "-1");
    }

    @Test
    void bytesThatAreNoText() {
        three.call(bytes("SET", "b", new byte[] {(byte) 0xff, 0, 'a', '"', '\\', '\n'}));
        shows("\"\\xff\\x00a\\\"\\\\\\n\"", "GET", "b");
    }

    @Test
    void whatTurnsALineAroundIsEscaped() {
        given("SET", "t", "abc\u202edef\u2028g");
        assertThat(show("GET", "t")).isEqualTo("abc\\xe2\\x80\\xaedef\\xe2\\x80\\xa8g");
    }

    @Test
    void hashes() {
        given("HSET", "h", "name", "Ada", "城市", "London", "x", "");
        shows("""
                name  "Ada"
                城市  "London"
                x     ""
                """, "HGETALL", "h");
        shows("(empty)", "HGETALL", "nothing");
    }

    @Test
    void sortedSets() {
        given("ZADD", "z", "1.5", "a", "20", "a longer one", "inf", "漢字");
        shows("""
                member          score
                "a"               1.5
                "a longer one"     20
                "漢字"            inf
                """, "ZRANGE", "z", "0", "-1", "WITHSCORES");
        shows("""
                1) "a"
                2) "a longer one"
                3) "漢字"
                """, "ZRANGE", "z", "0", "-1");
        shows("""
                cursor  0
                member          score
                "a"               1.5
                "a longer one"     20
                "漢字"            inf
                """, "ZSCAN", "z", "0");
        given("ZADD", "p", "1", "x");
        assertThat(show("ZPOPMIN", "p")).isEqualTo("member  score\n\"x\"         1");
    }

    @Test
    void streams() {
        given("XADD", "s", "1-1", "temp", "20", "place", "Oslo");
        given("XADD", "s", "2-1", "temp", "21.5", "place", "Rome");
        String entries = """
                id   temp    place
                1-1  "20"    "Oslo"
                2-1  "21.5"  "Rome"
                """;
        shows(entries, "XRANGE", "s", "-", "+");
        shows("s\n" + entries, "XREAD", "STREAMS", "s", "0");
        given("XADD", "s", "3-1", "other", "a b");
        shows("""
                id   fields
                1-1  temp="20"  place="Oslo"
                2-1  temp="21.5"  place="Rome"
                3-1  other="a b"
                """, "XRANGE", "s", "-", "+");
    }

    @Test
    void groupsAndPending() {
        given("XADD", "s", "1-1", "f", "v");
        given("XGROUP", "CREATE", "s", "g", "0");
        given("XREADGROUP", "GROUP", "g", "c", "STREAMS", "s", ">");
        for (Wire wire : List.of(two, three)) {
            assertThat(show(wire, ReplyStyle.PLAIN, "XINFO", "GROUPS", "s").lines())
                    .hasSize(2)
                    .first()
                    .asString()
                    .startsWith("name")
                    .contains("consumers", "pending", "last-delivered-id");
            assertThat(show(wire, ReplyStyle.PLAIN, "XPENDING", "s", "g", "-", "+", "10"))
                    .matches("(?s)id   consumer  +idle_ms  deliveries\n1-1  \"c\" +\\d+ +1");
            assertThat(show(wire, ReplyStyle.PLAIN, "XINFO", "STREAM", "s")).startsWith("length  ");
        }
    }

    @Test
    void slowLog() {
        given("CONFIG", "SET", "slowlog-log-slower-than", "0");
        given("SET", "key with blank", "v");
        given("CONFIG", "SET", "slowlog-log-slower-than", "-1");
        for (Wire wire : List.of(two, three)) {
            String text = show(wire, ReplyStyle.PLAIN, "SLOWLOG", "GET", "3");
            assertThat(text.lines().findFirst().orElseThrow()).matches(" *id  time +micros  client +name +command");
            assertThat(text).containsPattern("\\d{4}-\\d\\d-\\d\\dT\\S+Z .* SET \"key with blank\" v");
        }
        given("CONFIG", "SET", "slowlog-log-slower-than", "10000");
    }

    @Test
    void clientsAndInfo() {
        assertThat(show("CLIENT", "LIST").lines().findFirst().orElseThrow()).contains("id", "addr", "cmd");
        assertThat(show("INFO", "server")).startsWith("server\nredis_version").doesNotContain("# Server");
    }

    @Test
    void places() {
        given("GEOADD", "g", "2.349014", "48.864716", "Paris", "12.496366", "41.902782", "Rome");
        for (Wire wire : List.of(two, three)) {
            assertThat(show(wire, ReplyStyle.PLAIN, "GEOPOS", "g", "Rome", "Nowhere"))
                    .containsPattern("member +longitude +latitude\n\"Rome\" +12\\.49.* +41\\.90.*\n\"Nowhere\" +- +-");
            String[] search = {
                "GEOSEARCH", "g", "FROMMEMBER", "Paris", "BYRADIUS", "2000", "km", "ASC", "WITHDIST", "WITHCOORD"
            };
            assertThat(show(wire, ReplyStyle.PLAIN, search))
                    .containsPattern(
                            "member +distance +longitude +latitude\n\"Paris\" +0\\.0000 +2\\.34.*\n\"Rome\" +1106\\.");
        }
    }

    @Test
    void helpIsLines() {
        assertThat(show("OBJECT", "HELP")).startsWith("OBJECT <subcommand>").doesNotContain("1)");
    }

    @Test
    void scans() {
        given("SET", "a", "1");
        shows("cursor  0\n1) \"a\"", "SCAN", "0");
        given("HSET", "h", "f", "v");
        shows("cursor  0\nfield  value\n\"f\"    \"v\"", "HSCAN", "h", "0");
    }

    @Test
    void nestedRepliesAndErrorsWithin() {
        assertThat(show("EVAL", "return {1, {'a', {}}, redis.error_reply('ERR no')}", "0"))
                .isEqualTo("""
                1) 1
                2) 1) "a"
                   2) (empty)
                3) (error) ERR no""");
        three.demand("MULTI");
        three.demand("SET", "s", "x");
        three.demand("INCR", "s");
        three.send("EXEC");
        ReplyView.Shown shown =
                ReplyView.show(List.of("EXEC"), three.parts(100), ReplyStyle.PLAIN.withMaxLines(1), line -> true);
        assertThat(shown.errors()).isEqualTo(1);
        assertThat(shown.left()).isEqualTo(1);
    }

    @Test
    void typesOfTheThirdProtocol() {
        for (String type : List.of("double", "bignum", "true", "false", "verbatim", "set", "map", "null", "attrib")) {
            assertThat(show("DEBUG", "PROTOCOL", type)).as(type).isNotEmpty();
        }
        assertThat(show("DEBUG", "PROTOCOL", "double")).isEqualTo("3.141");
        assertThat(show("DEBUG", "PROTOCOL", "bignum")).isEqualTo("1234567999999999999999999999999999999");
        assertThat(show("DEBUG", "PROTOCOL", "map")).isEqualTo("0  false\n1  true\n2  false");
        assertThat(show("DEBUG", "PROTOCOL", "set")).isEqualTo("1) 0\n2) 1\n3) 2");
    }

    @Test
    void vectorsOnAScreen() {
        ByteBuffer floats = ByteBuffer.allocate(4 * 384).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < 384; i++) {
            floats.putFloat(i % 2 == 0 ? 0.25f : -1.5f);
        }
        three.call(bytes("HSET", "v", "embedding", floats.array()));
        assertThat(show(ReplyStyle.PLAIN.withWidth(80), "HGETALL", "v"))
                .isEqualTo("embedding  float32[384] 0.2500 -1.500 0.2500 -1.500 0.2500 -1.500 … (1.5 KB)"
                        .replace("1.5 KB", ByteSizes.format(1536)));
        assertThat(show("HGETALL", "v")).contains("\\x00\\x00\\x80>");
    }

    @Test
    void longValuesOnAScreenAreCutWithTheirSize() {
        given("RPUSH", "l", "x".repeat(100_000), "short");
        assertThat(show(ReplyStyle.PLAIN.withWidth(40), "LRANGE", "l", "0", "-1")
                        .lines())
                .hasSize(2)
                .first()
                .asString()
                .startsWith("1) \"xxxx")
                .endsWith("… (" + ByteSizes.format(100_000) + ")");
        assertThat(show("LRANGE", "l", "0", "-1")).contains("x".repeat(100_000));
    }

    @Test
    void jsonIsLaidOutWhereItIsWanted() {
        given("SET", "j", "{\"a\":[1,2.50,{}],\"b\":\"x\\u202e\",\"c\":null,\"d\":[]}");
        assertThat(show("GET", "j")).startsWith("{\"a\":[1,");
        assertThat(show(ReplyStyle.PLAIN.withPrettyJson(true), "GET", "j")).isEqualTo("""
                {
                  "a": [
                    1,
                    2.50,
                    {}
                  ],
                  "b": "x\\u202e",
                  "c": null,
                  "d": []
                }""");
        given("SET", "n", "{not json");
        assertThat(show(ReplyStyle.PLAIN.withPrettyJson(true), "GET", "n")).isEqualTo("{not json");
    }

    @Test
    void expandedRows() {
        given("ZADD", "z", "1", "a", "2", "b");
        assertThat(show(ReplyStyle.PLAIN.withExpanded(true), "ZRANGE", "z", "0", "-1", "WITHSCORES"))
                .isEqualTo("""
                -[ 1 ]-
                member  "a"
                score   1
                -[ 2 ]-
                member  "b"
                score   2""");
    }

    @Test
    void noMoreLinesThanAreWanted() {
        given("EVAL", "for i = 1, 1000 do redis.call('RPUSH', 'l', i) end", "0");
        List<String> lines = new ArrayList<>();
        three.send("LRANGE", "l", "0", "-1");
        ReplyView.Shown shown =
                ReplyView.show(List.of("LRANGE"), three.parts(100), ReplyStyle.PLAIN.withMaxLines(3), lines::add);
        assertThat(lines).containsExactly("   1) \"1\"", "   2) \"2\"", "   3) \"3\"", "… 997 more");
        assertThat(shown).isEqualTo(new ReplyView.Shown(3, 997, 0));

        lines.clear();
        three.send("LRANGE", "l", "0", "-1");
        ReplyView.show(List.of("LRANGE"), three.parts(100), ReplyStyle.PLAIN, line -> {
            lines.add(line);
            return lines.size() < 2;
        });
        assertThat(lines).hasSize(2);
        assertThat(three.demand("PING").text()).isEqualTo("PONG");
    }

    @Test
    void aMillionElementsPassWithoutBeingHeld() {
        String script = "local t = {} for i = 1, 1000000 do t[i] = i end return t";
        three.send("EVAL", script, "0");
        Parts parts = three.parts(1024);
        assertThat(parts.size()).isEqualTo(1_000_000);
        long[] seen = {0};
        ReplyView.Shown shown = ReplyView.show(List.of("EVAL"), parts, ReplyStyle.PLAIN, line -> ++seen[0] > 0);
        assertThat(shown).isEqualTo(new ReplyView.Shown(1_000_000, 0, 0));
        assertThat(seen[0]).isEqualTo(1_000_000);
    }

    @Test
    void coloursTellNamesFromValues() {
        given("HSET", "h", "name", "Ada");
        ReplyStyle style =
                new ReplyStyle(80, Long.MAX_VALUE, false, false, (ink, text) -> "<" + ink + ":" + text + ">");
        assertThat(show(style, "HGETALL", "h")).isEqualTo("<" + Ink.NAME + ":name>  \"Ada\"");
        assertThat(show(style, "GET", "nothing")).isEqualTo("<FAINT:(nil)>");
    }

    @Test
    void settingsOverBothProtocols() {
        shows("maxmemory-policy  \"noeviction\"", "CONFIG", "GET", "maxmemory-p*");
        Reply flat = two.call("CONFIG", "GET", "maxmemory");
        assertThat(JsonRenderer.compact(Replies.of(List.of("CONFIG", "GET", "maxmemory"), flat)))
                .isEqualTo("{\"maxmemory\":\"0\"}");
    }
}
