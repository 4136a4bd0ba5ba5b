package dev.redkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"user shy on >secret ~* +@all -command"})
final class KeySpecsTest {
    private static final List<String> COMMANDS = List.of(
            "GET k",
            "set k v",
            "MSET a 1 b 2",
            "Del a b c",
            "PING",
            "INFO server",
            "FLUSHALL",
            "EVAL return 1 k1 k2".replace("return 1", "x 2"),
            "EVAL x 0",
            "EVAL x 0 notakey",
            "FCALL f 1 k",
            "ZUNIONSTORE dest 2 a b",
            "ZUNION 2 a b",
            "SINTERCARD 2 a b LIMIT 1",
            "LMPOP 2 a b LEFT",
            "BLMPOP 0 2 a b LEFT",
            "XREAD COUNT 1 STREAMS s1 s2 0 0",
            "XREADGROUP GROUP g c STREAMS s >",
            "XADD s * f v",
            "XGROUP CREATE s g $",
            "XINFO STREAM s",
            "OBJECT ENCODING k",
            "OBJECT HELP",
            "MEMORY USAGE k",
            "MEMORY DOCTOR",
            "BITOP AND dest a b",
            "SORT k STORE d",
            "GEORADIUS k 1 1 1 m STORE d",
            "PUBLISH ch m",
            "CONFIG GET maxmemory",
            "CLUSTER KEYSLOT k",
            "COPY a b",
            "MIGRATE 127.0.0.1 1 k 0 1",
            "WAIT 0 0",
            "NOSUCHCOMMAND a");

    private final TestServer server;
    private final AtomicInteger opened = new AtomicInteger();
    private final KeySpecs specs;

    KeySpecsTest(TestServer server) {
        this.server = server;
        this.specs = new KeySpecs(() -> {
            opened.incrementAndGet();
            return Wire.open(server.target());
        });
    }

    @AfterEach
    void close() {
        specs.close();
    }

    private static byte[][] words(String command) {
        return Arrays.stream(command.split(" "))
                .map(word -> word.getBytes(UTF_8))
                .toArray(byte[][]::new);
    }

    private static String word(String command, int index) {
        return new String(words(command)[index], UTF_8);
    }

    private String firstKeyAsTheServerSays(String command) {
        List<String> question = new ArrayList<>(List.of("COMMAND", "GETKEYS"));
        question.addAll(Arrays.asList(command.split(" ")));
        Reply reply;
        try (Wire wire = Wire.open(server.target())) {
            reply = wire.call(question.toArray(String[]::new));
        }
        return reply instanceof Reply.Err || reply.items().isEmpty()
                ? null
                : reply.items().get(0).text();
    }

    @Test
    void agreesWithTheServer() {
        for (String command : COMMANDS) {
            int key = specs.firstKey(words(command));
            assertThat(key < 0 ? null : word(command, key)).as(command).isEqualTo(firstKeyAsTheServerSays(command));
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void findsTheSameInResp() {
        RespArgs args = new RespArgs();
        for (String command : COMMANDS) {
            CommandBuffer buffer = new CommandBuffer(16).raw(new byte[3], 0, 3).command(words(command));
            args.reset(buffer.array(), 3, buffer.length());
            int key = specs.firstKey(args);
            assertThat(key).as(command).isEqualTo(specs.firstKey(words(command)));
            if (key >= 0) {
                assertThat(args.has(key)).isTrue();
                assertThat(new String(buffer.array(), args.offset(key), args.length(key), UTF_8))
                        .isEqualTo(word(command, key));
            }
        }
    }

    @Test
    void findsTheKeyOfACommandWhoseValueIsStillToCome() {
        byte[] start = "*3\r\n$3\r\nSET\r\n$3\r\nkey\r\n$1000000\r\nxxxx".getBytes(UTF_8);
        RespArgs args = new RespArgs().reset(start, 0, start.length);
        assertThat(specs.firstKey(args)).isEqualTo(1);
        assertThat(args.has(1)).isTrue();
        assertThat(args.has(2)).isFalse();
    }

    @Test
    void survivesRespThatIsCutOrWrong() {
        byte[] whole = new CommandBuffer(16).command("EVAL", "x", "2", "a", "b").array();
        for (int end = 0; end <= whole.length; end++) {
            RespArgs args = new RespArgs().reset(whole, 0, end);
            assertThat(specs.firstKey(args)).isBetween(-1, 3);
        }
        for (String odd :
                List.of("PING\r\n", "*1\r\n$-1\r\n", "*x\r\n", "*2\r\n$3\r\nGET\r\n:1\r\n", "*99999999999\r\n")) {
            byte[] bytes = odd.getBytes(UTF_8);
            RespArgs args = new RespArgs().reset(bytes, 0, bytes.length);
            int key = specs.firstKey(args);
            assertThat(key >= 0 && args.has(key)).as(odd).isFalse();
        }
    }

    @Test
    void takesAShardedChannelForAKey() {
        // The server says it is none, but it has a slot, and the message must go to its node.
        assertThat(specs.firstKey(words("SPUBLISH ch m"))).isEqualTo(1);
    }

    @Test
    void asksOncePerCommand() {
        specs.firstKey(words("GET a"));
        long before = calls();
        for (String command : List.of("GET b", "get c", "gEt d", "GET e f")) {
            assertThat(specs.firstKey(words(command))).isEqualTo(1);
        }
        assertThat(calls()).isEqualTo(before);
    }

    private long calls() {
        String stats = server.ask("INFO", "commandstats").text();
        int at = stats.indexOf("cmdstat_command|info:calls=");
        return Long.parseLong(stats.substring(at + 27, stats.indexOf(',', at)));
    }

    @Test
    void guessesTheFirstArgumentWhenItMayNotAsk() {
        try (KeySpecs shy = new KeySpecs(() -> Wire.open(server.as("shy", "secret")))) {
            assertThat(shy.firstKey(words("GET k"))).isEqualTo(1);
            assertThat(shy.firstKey(words("PING"))).isEqualTo(-1);
        }
    }

    @Test
    void asksOverAnotherWireWhenOneHasBroken() {
        specs.firstKey(words("GET a"));
        server.ask("CLIENT", "KILL", "TYPE", "NORMAL", "SKIPME", "YES");
        assertThat(specs.firstKey(words("SET a b"))).isEqualTo(1);
        assertThat(opened).hasValue(2);
    }
}
