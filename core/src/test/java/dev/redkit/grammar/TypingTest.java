package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.grammar.Typing.Kind;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** With the words of each server: they name arguments in different ways, but the same is typed. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class TypingTest {
    private final TestServer server;
    private final Grammar grammar;

    TypingTest(TestServer server) {
        this.server = server;
        try (Wire wire = Wire.open(server.target())) {
            grammar = Grammar.ask(wire);
        }
    }

    /** The line up to the cursor; the last word is being typed, unless a blank follows it. */
    private Typing typing(String line) {
        List<String> words = Words.of(line).texts();
        boolean between = line.isEmpty() || line.endsWith(" ");
        return between
                ? Typing.of(grammar, words, "")
                : Typing.of(grammar, words.subList(0, words.size() - 1), words.get(words.size() - 1));
    }

    private List<String> proposed(String line) {
        return typing(line).suggestions().stream().map(Proposal::text).toList();
    }

    private String hint(String line) {
        return typing(line).hint().stream().map(HintPiece::text).collect(Collectors.joining(" "));
    }

    /** What in the hint may be the word that is being typed. */
    private String current(String line) {
        return typing(line).hint().stream()
                .filter(HintPiece::current)
                .map(HintPiece::text)
                .collect(Collectors.joining(" "));
    }

    private void kind(String line, Kind kind) {
        assertThat(typing(line).kind()).as("kind at the end of '%s'", line).isEqualTo(kind);
    }

    @Test
    void commands() {
        kind("", Kind.COMMAND);
        assertThat(proposed("")).contains("GET", "CONFIG").doesNotContain("CONFIG|GET");
        assertThat(proposed("HGETA")).containsExactly("HGETALL");
        assertThat(proposed("hgeta")).containsExactly("hgetall");
        assertThat(typing("HGETA").suggestions().get(0).summary()).isNotEmpty();
        assertThat(proposed("NOSUCHTHING")).isEmpty();
        assertThat(typing("NOSUCHTHING a").misfit()).isZero();
        assertThat(hint("NOSUCHTHING a")).isEmpty();
    }

    @Test
    void subcommands() {
        kind("CONFIG ", Kind.SUBCOMMAND);
        assertThat(proposed("CONFIG ")).contains("GET", "SET", "REWRITE", "RESETSTAT");
        assertThat(proposed("config re")).containsExactlyInAnyOrder("rewrite", "resetstat");
        assertThat(typing("CONFIG NOPE a").misfit()).isEqualTo(1);
        assertThat(hint("CONFIG NOPE a")).isEmpty();
    }

    @Test
    void settings() {
        kind("CONFIG SET ", Kind.SETTING);
        assertThat(hint("CONFIG SET ")).isEqualTo("parameter value [parameter value ...]");
        kind("CONFIG SET maxmemory ", Kind.STRING);
        assertThat(hint("CONFIG SET maxmemory ")).isEqualTo("value [parameter value ...]");
        kind("CONFIG SET maxmemory 1gb ", Kind.SETTING);
        kind("CONFIG GET ", Kind.SETTING);
    }

    @Test
    void setWithOptionsInAnyOrder() {
        kind("SET ", Kind.KEY);
        kind("SET k ", Kind.STRING);
        assertThat(hint("SET k ")).startsWith("value [");
        assertThat(current("SET k ")).isEqualTo("value");
        assertThat(current("SET k va")).isEqualTo("value");
        kind("SET k v ", Kind.TOKEN);
        assertThat(proposed("SET k v ")).contains("NX", "XX", "GET", "EX", "PX", "EXAT", "PXAT", "KEEPTTL");
        assertThat(proposed("SET k v ex")).contains("ex", "exat").doesNotContain("px");
        kind("SET k v EX ", Kind.INTEGER);
        assertThat(hint("SET k v EX ")).startsWith("seconds [");
        assertThat(current("SET k v EX 1")).isEqualTo("seconds");
        assertThat(proposed("SET k v EX 10 ")).contains("NX", "GET").doesNotContain("EX", "PX", "KEEPTTL");
        assertThat(proposed("SET k v GET KEEPTTL XX ")).doesNotContain("NX", "XX", "GET", "EX", "KEEPTTL");
    }

    @Test
    void whatFitsNowhereHasNoHint() {
        assertThat(hint("SET k v EX ten")).isEmpty();
        assertThat(hint("SET k v EX 10 FOO ")).isEmpty();
        assertThat(typing("SET k v EX ten NX ").misfit()).isEqualTo(4);
        assertThat(hint("SET k v NX XX ")).isEmpty();
        assertThat(hint("GET a b ")).isEmpty();
        kind("GET a ", Kind.NOTHING);
        assertThat(typing("GET a ").isComplete()).isTrue();
        assertThat(typing("GET ").isComplete()).isFalse();
        assertThat(hint("EXPIRE k x")).isEmpty();
    }

    @Test
    void scoresAndMembers() {
        kind("ZADD z ", Kind.DOUBLE);
        assertThat(proposed("ZADD z ")).contains("NX", "XX", "GT", "LT", "CH", "INCR");
        assertThat(current("ZADD z ")).contains("[CH]").contains("score member");
        assertThat(proposed("ZADD z NX ")).doesNotContain("NX", "XX").contains("CH");
        kind("ZADD z NX CH 1.5 ", Kind.FIELD_OF);
        assertThat(typing("ZADD z NX CH 1.5 ").key()).contains("z");
        assertThat(hint("ZADD z NX CH 1.5 ")).isEqualTo("member [score member ...]");
        kind("ZADD z 1 a ", Kind.DOUBLE);
        assertThat(proposed("ZADD z 1 a ")).isEmpty();
        assertThat(hint("ZADD z one")).isEmpty();
        assertThat(hint("ZADD z -in")).isNotEmpty();
        assertThat(hint("ZADD z -inf ")).startsWith("member");
    }

    @Test
    void ranges() {
        kind("ZRANGE z ", Kind.STRING);
        assertThat(proposed("ZRANGE z 0 -1 ")).contains("BYSCORE", "BYLEX", "REV", "LIMIT", "WITHSCORES");
        assertThat(proposed("ZRANGE z 0 -1 REV BYSCORE "))
                .contains("LIMIT", "WITHSCORES")
                .doesNotContain("BYLEX", "REV");
        assertThat(hint("ZRANGE z 0 -1 LIMIT 0 ")).startsWith("count [");
    }

    @Test
    void streams() {
        assertThat(proposed("XADD s ")).contains("NOMKSTREAM", "MAXLEN", "MINID", "*");
        assertThat(proposed("XADD s MAXLEN ")).contains("=", "~");
        assertThat(hint("XADD s MAXLEN ~ 1000 ")).contains("LIMIT");
        assertThat(hint("XADD s * ")).isEqualTo("field value [field value ...]");
        assertThat(hint("XADD s 1-1 f ")).isEqualTo("value [field value ...]");
        kind("XREADGROUP GROUP g c STREAMS ", Kind.KEY);
        kind("XREADGROUP GROUP g c COUNT 5 STREAMS a b ", Kind.KEY);
        assertThat(proposed("XREADGROUP GROUP g c COUNT 5 ")).contains("BLOCK", "NOACK", "STREAMS");
        kind("XREAD STREAMS a b 0 ", Kind.STRING);
        assertThat(hint("XREAD STREAMS a b 0-0 ")).isEqualToIgnoringCase("[id ...]");
        kind("XREADGROUP GROUP g c STREAMS a > ", Kind.STRING);
    }

    @Test
    void places() {
        assertThat(proposed("GEOSEARCH g ")).contains("FROMMEMBER", "FROMLONLAT");
        kind("GEOSEARCH g FROMLONLAT ", Kind.DOUBLE);
        kind("GEOSEARCH g FROMMEMBER ", Kind.FIELD_OF);
        assertThat(proposed("GEOSEARCH g FROMLONLAT 2.3 48.8 ")).contains("BYRADIUS", "BYBOX");
        assertThat(proposed("GEOSEARCH g FROMLONLAT 2.3 48.8 BYRADIUS 10 ")).contains("KM", "M", "FT", "MI");
        assertThat(proposed("GEOSEARCH g FROMLONLAT 2.3 48.8 BYRADIUS 10 km "))
                .contains("ASC", "DESC", "COUNT", "WITHDIST");
        assertThat(proposed("GEOSEARCH g FROMLONLAT 2.3 48.8 BYRADIUS 10 km COUNT 3 "))
                .contains("ANY", "WITHCOORD");
    }

    @Test
    void asManyKeysAsWereAnnounced() {
        kind("EVAL x ", Kind.INTEGER);
        kind("EVAL x 2 ", Kind.KEY);
        assertThat(hint("EVAL x 2 ")).isEqualTo("key key [arg [arg ...]]");
        kind("EVAL x 2 a ", Kind.KEY);
        kind("EVAL x 2 a b ", Kind.STRING);
        assertThat(hint("EVAL x 2 a b ")).isEqualTo("[arg [arg ...]]");
        kind("EVAL x 0 ", Kind.STRING);
        assertThat(hint("EVAL x two")).isEmpty();
        kind("ZUNIONSTORE d 2 a ", Kind.KEY);
        assertThat(proposed("ZUNIONSTORE d 2 a ")).isEmpty();
        assertThat(proposed("ZUNIONSTORE d 2 a b ")).contains("WEIGHTS", "AGGREGATE");
        assertThat(proposed("ZUNIONSTORE d 1 a AGGREGATE ")).containsExactlyInAnyOrder("SUM", "MIN", "MAX");
        assertThat(proposed("LMPOP 2 a b ")).containsExactlyInAnyOrder("LEFT", "RIGHT");
    }

    @Test
    void clients() {
        assertThat(proposed("CLIENT LIST ")).contains("TYPE", "ID");
        assertThat(proposed("CLIENT LIST TYPE ")).contains("NORMAL", "PUBSUB");
        kind("CLIENT LIST ID ", Kind.INTEGER);
        kind("CLIENT LIST ID 1 ", Kind.INTEGER);
    }

    @Test
    void sortWithARepeatedToken() {
        assertThat(proposed("SORT l ")).contains("BY", "LIMIT", "GET", "ASC", "DESC", "ALPHA", "STORE");
        kind("SORT l BY ", Kind.PATTERN);
        assertThat(proposed("SORT l GET # ")).contains("GET", "ALPHA");
        kind("SORT l GET # GET ", Kind.PATTERN);
        kind("SORT l LIMIT 0 ", Kind.INTEGER);
        kind("SORT l STORE ", Kind.KEY);
    }

    @Test
    void fieldsOfTheHash() {
        kind("HSET h ", Kind.FIELD_OF);
        assertThat(typing("HSET h ").key()).contains("h");
        kind("HSET h a ", Kind.STRING);
        kind("HSET h a 1 ", Kind.FIELD_OF);
        assertThat(hint("HSET h a 1 b ")).isEqualTo("value [field value ...]");
        kind("HGET h ", Kind.FIELD_OF);
        kind("HMGET \"my hash\" a ", Kind.FIELD_OF);
        assertThat(typing("HMGET \"my hash\" a ").key()).contains("my hash");
    }

    @Test
    void channelsAndPatterns() {
        kind("SUBSCRIBE ", Kind.CHANNEL);
        kind("SUBSCRIBE a ", Kind.CHANNEL);
        kind("PUBLISH ", Kind.CHANNEL);
        kind("PUBLISH ch ", Kind.STRING);
        kind("PSUBSCRIBE ", Kind.PATTERN);
        kind("KEYS ", Kind.PATTERN);
        kind("SCAN 0 MATCH ", Kind.PATTERN);
    }

    @Test
    void manyKeys() {
        kind("DEL a b c ", Kind.KEY);
        assertThat(hint("DEL a ")).isEqualTo("[key ...]");
        assertThat(hint("DEL ")).isEqualTo("key [key ...]");
        kind("MSET a 1 ", Kind.KEY);
        kind("BITOP AND d ", Kind.KEY);
    }

    @Test
    void bitfieldsRepeatOperations() {
        assertThat(proposed("BITFIELD b ")).contains("GET", "SET", "INCRBY", "OVERFLOW");
        assertThat(proposed("BITFIELD b GET u8 0 ")).contains("GET", "SET", "INCRBY", "OVERFLOW");
        assertThat(proposed("BITFIELD b OVERFLOW SAT "))
                .contains("SET", "INCRBY")
                .doesNotContain("GET");
        kind("BITFIELD b GET u8 #1 SET i5 ", Kind.INTEGER);
    }

    @Test
    void commandsOfModules() {
        if (server.flavour() == Flavour.REDIS8) {
            assertThat(proposed("VAD")).contains("VADD");
            kind("VADD ", Kind.KEY);
        }
    }

    @Test
    void aLineOfTenThousandWordsIsReadAtOnce() {
        String line = "DEL" + " k".repeat(10_000) + " ";
        kind(line, Kind.KEY);
        assertThat(hint(line)).isEqualTo("[key ...]");
        assertThat(hint("XREAD STREAMS" + " k 0".repeat(5_000) + " ")).isNotEmpty();
    }

    @Test
    void everyShortestFormOfEveryCommandFits() {
        for (CommandDoc doc : grammar.all().values()) {
            for (String example : Examples.of(doc)) {
                List<String> words = Words.of(example).texts();
                Typing typing = Typing.of(grammar, words, "");
                assertThat(typing.misfit()).as(example).isEqualTo(-1);
                assertThat(typing.isComplete()).as(example).isTrue();
            }
        }
    }
}
