package dev.redkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.grammar.Grammar;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Names to complete: looked for within bounds, found at once among many. */
@RedisServer
class CompletionTest {
    private final TestServer server;

    CompletionTest(TestServer server) {
        this.server = server;
    }

    @Test
    void findsKeysByTheirBeginningWithoutReadingThemAll() {
        server.ask("EVAL", "for i = 1, 30000 do redis.call('SET', 'user:' .. i, 1) end", "0");
        server.ask("MSET", "odd[1]*", "1", "odd[1]x", "1", "oddy", "1");
        try (Wire wire = Wire.open(server.target())) {
            Names names = new Names();
            long before = scans();
            names.seekKeys(wire, "user:29");
            assertThat(scans() - before).isLessThanOrEqualTo(8);
            assertThat(names.keys("user:29")).isNotEmpty().allMatch(key -> key.startsWith("user:29"));
            names.seekKeys(wire, "odd[1]");
        }
        server.ask("FLUSHALL");
        server.ask("MSET", "odd[1]*", "1", "odd[1]x", "1", "odd1y", "1");
        server.ask("SET", "h", "1");
        try (Wire wire = Wire.open(server.target())) {
            Names names = new Names();
            names.seekKeys(wire, "odd[1]");
            assertThat(names.keys("odd[1]")).containsExactly("odd[1]*", "odd[1]x");
            assertThat(names.keys("odd1")).isEmpty();
        }
    }

    private long scans() {
        String info = server.ask("INFO", "commandstats").text();
        int at = info.indexOf("cmdstat_scan:calls=");
        if (at < 0) {
            return 0;
        }
        int from = at + "cmdstat_scan:calls=".length();
        return Long.parseLong(info.substring(from, info.indexOf(',', from)));
    }

    @Test
    void asksAgainForWhatNobodyHasAskedForLately() {
        AtomicLong now = new AtomicLong();
        Names names = new Names(now::get);
        assertThat(names.isNews("key a")).isTrue();
        for (int second = 1; second <= 10; second++) {
            now.addAndGet(1_000_000_000);
            assertThat(names.isNews("key a")).as("after %s s", second).isFalse();
        }
        now.addAndGet(1_000_000_000);
        assertThat(names.isNews("key a")).isTrue();
        assertThat(names.isNews("key a")).isFalse();
        names.wasNotAsked("key a");
        assertThat(names.isNews("key a")).isTrue();
    }

    @Test
    void knowsTheFieldsOfHashesAndTheMembersOfSets() {
        server.ask("HSET", "h:1", "name", "Ada", "age", "36");
        server.ask("SADD", "s:1", "x", "y");
        try (Wire wire = Wire.open(server.target())) {
            Names names = new Names();
            names.seekFields(wire, "h:1");
            names.seekFields(wire, "s:1");
            names.seekFields(wire, "nosuch");
            assertThat(names.fields("h:1")).containsExactlyInAnyOrder("name", "age");
            assertThat(names.fields("s:1")).containsExactlyInAnyOrder("x", "y");
            assertThat(names.fields("nosuch")).isEmpty();
        }
    }

    @Test
    void offersFirstWhatWasTypedLast() {
        Names names = new Names();
        names.add(keys("user:", 1000));
        names.used(Grammar.bundled().find(List.of("GET")).orElseThrow(), List.of("GET", "user:77"));
        assertThat(names.keys("user:")).hasSize(200).startsWith("user:77");
    }

    static List<Reply> keys(String prefix, int count) {
        List<Reply> keys = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add(new Reply.Bulk((prefix + i).getBytes(StandardCharsets.UTF_8)));
        }
        return keys;
    }
}
