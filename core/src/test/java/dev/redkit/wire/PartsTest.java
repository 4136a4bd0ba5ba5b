package dev.redkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class PartsTest {
    private final Wire wire;

    PartsTest(TestServer server) {
        wire = Wire.open(server.target());
    }

    @AfterEach
    void close() {
        wire.close();
    }

    private Parts parts(int longest, String... command) {
        wire.send(command);
        return wire.parts(longest);
    }

    @Test
    void areTheSameAsTheWholeReply() {
        wire.demand("DEL", "h", "z", "s", "x");
        wire.demand("HSET", "h", "a", "1", "b", "2");
        wire.demand("ZADD", "z", "1.5", "m", "2", "n");
        wire.demand("SADD", "s", "one");
        wire.demand("XADD", "x", "1-1", "f", "v");
        List<List<String>> commands = List.of(
                List.of("PING"),
                List.of("GET", "nothing"),
                List.of("HGETALL", "h"),
                List.of("SMEMBERS", "s"),
                List.of("ZRANGE", "z", "0", "-1", "WITHSCORES"),
                List.of("XINFO", "STREAM", "x", "FULL"),
                List.of("COMMAND", "DOCS", "set", "config"),
                List.of("EVAL", "return {1,{2,{3}},'x',false}", "0"),
                List.of("NOSUCH"),
                List.of("INFO", "server"));
        for (List<String> command : commands) {
            String[] words = command.toArray(String[]::new);
            Reply whole = wire.call(words);
            if (!command.get(0).equals("INFO")) {
                assertThat(parts(1 << 20, words).whole()).as("%s", command).isEqualTo(whole);
            } else {
                assertThat(parts(1 << 20, words).whole()).hasSameClassAs(whole);
            }
        }
    }

    @Test
    void cutLongStringsAndSayHowLongTheyAre() {
        wire.demand("SET", "long", "ab" + "c".repeat(300_000));
        Parts parts = parts(10, "GET", "long");
        assertThat(parts.length()).isEqualTo(300_002);
        assertThat(((Reply.Bulk) parts.scalar()).bytes()).isEqualTo("abcccccccc".getBytes(UTF_8));
        assertThat(wire.demand("PING").text()).isEqualTo("PONG");
    }

    @Test
    void passOverWhatIsNotWanted() {
        String script = "local t = {} for i = 1, 1000 do t[i] = {i, string.rep('x', i), {'deep', {i}}} end return t";
        Parts parts = parts(100, "EVAL", script, "0");
        assertThat(parts.size()).isEqualTo(1000);
        Parts first = parts.next();
        assertThat(first.next().scalar().number()).isEqualTo(1);
        assertThat(parts.next().next().scalar().number()).isEqualTo(2);
        assertThatThrownBy(() -> wire.call("PING")).isInstanceOf(IllegalStateException.class);
        parts.skip();
        assertThat(parts.hasNext()).isFalse();
        assertThat(wire.demand("PING").text()).isEqualTo("PONG");
    }

    @Test
    void ofAReplyInMemoryAreTheSame() {
        Reply reply = wire.call("COMMAND", "DOCS", "set");
        Parts parts = Parts.of(reply);
        assertThat(parts.size()).isEqualTo(reply.items().size());
        assertThat(parts.whole()).isEqualTo(reply);
        assertThat(parts.hasNext()).isFalse();
    }
}
