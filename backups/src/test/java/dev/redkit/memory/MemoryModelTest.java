package dev.redkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Version;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** What the model says of a file is what a server says that has loaded it. */
@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class MemoryModelTest {
    /** Keys whose names begin with what they are; the lengths vary as in real data. */
    private static final String KEYS = """
            local function text(n) return string.rep(string.char(97 + n % 26), n) end
            local function name(p, i) return p .. ':' .. text(i % 23) .. i end
            for i = 1, 3000 do
              redis.call('SET', name('string-int', i), i * 7919)
              redis.call('SET', name('string-short', i), text(i % 45) .. 'x')
              redis.call('SET', name('string-long', i), text(45 + i % 700))
              redis.call('SET', name('string-expires', i), text(i % 100) .. 'x', 'EX', 100000)
            end
            for i = 1, 300 do
              local h, s, z, l = name('hash-packed', i), name('set-small', i), name('zset-packed', i), name('list-short', i)
              for j = 1, 1 + i % 40 do
                redis.call('HSET', h, 'field' .. j, text((i * j) % 60))
                redis.call('SADD', s, text(j) .. i)
                redis.call('SADD', name('set-int', i), i * j)
                redis.call('ZADD', z, i * j / 7, text(j) .. i)
                redis.call('RPUSH', l, text((i * j) % 90))
              end
            end
            for i = 1, 40 do
              for j = 1, 50 * i do
                redis.call('HSET', name('hash-table', i), 'field' .. text(j % 31) .. j, text(j % 150))
                redis.call('SADD', name('set-table', i), text(j % 77) .. j)
                redis.call('ZADD', name('zset-skiplist', i), j / 3, text(j % 70) .. j)
                redis.call('RPUSH', name('list-long', i), text(j % 300))
              end
              redis.call('HSET', name('hash-table', i), 'long', text(70))
              redis.call('SADD', name('set-table', i), text(70))
              redis.call('ZADD', name('zset-skiplist', i), 1, text(71))
              redis.call('RPUSH', name('list-plain', i), text(9000 + i * 50), 'x', text(12000))
            end
            for i = 1, 120 do
              local s = name('stream', i)
              for j = 1, 10 * (i % 30) + 1 do
                redis.call('XADD', s, (1700000000000 + j * i * 37) .. '-' .. j, 'field', text(j % 90), 'other', j)
              end
              if i % 3 == 0 then
                redis.call('XGROUP', 'CREATE', s, 'group', '0')
                redis.call('XREADGROUP', 'GROUP', 'group', 'alice', 'COUNT', i, 'STREAMS', s, '>')
                redis.call('XREADGROUP', 'GROUP', 'group', 'bob' .. text(i % 20), 'COUNT', 2 * i, 'STREAMS', s, '>')
              end
            end
            """;

    private final TestServer server;

    MemoryModelTest(TestServer server) {
        this.server = server;
    }

    @Test
    void comesWithinFivePercentOfTheServerForEachType() throws IOException {
        assertThat(server.ask("EVAL", KEYS, "0")).isNotNull();
        assertThat(server.ask("DEBUG", "RELOAD").text()).isEqualTo("OK");
        assertThat(server.ask("SAVE").text()).isEqualTo("OK");
        Map<String, long[]> sums =
                estimated(Files.readAllBytes(server.directory().resolve("dump.rdb")));
        SoftAssertions softly = new SoftAssertions();
        sums.forEach((sort, sum) -> {
            double ratio = (double) sum[0] / sum[1];
            softly.assertThat(ratio)
                    .as("%s on %s: %s", sort, server.flavour(), ratio)
                    .isBetween(0.95, 1.05);
        });
        softly.assertAll();
    }

    /** By what the keys' names begin with, and by type: what we say, and what the server says. */
    private Map<String, long[]> estimated(byte[] file) throws IOException {
        boolean libc = server.ask("INFO", "memory").text().contains("mem_allocator:libc");
        MemoryModel model = MemoryModel.of(
                server.flavour() == Flavour.VALKEY9 ? dev.redkit.redis.Flavour.VALKEY : dev.redkit.redis.Flavour.REDIS,
                server.flavour() == Flavour.EMBEDDED ? new Version(7, 0, 15) : new Version(9, 0, 0),
                libc ? Allocator.LIBC : Allocator.SYSTEM_JEMALLOC);
        Map<String, long[]> sums = new TreeMap<>();
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        try (Wire wire = Wire.open(server.target())) {
            while (reader.next()) {
                model.begin(reader.key().length, reader.type(), reader.expireAt() != Entry.NEVER);
                reader.check(model);
                long ours = model.end(reader.valueBytes());
                String key = new String(reader.key(), StandardCharsets.UTF_8);
                long theirs =
                        wire.demand("MEMORY", "USAGE", key, "SAMPLES", "0").number();
                for (String sort : new String[] {key.replaceFirst(":.*", ""), key.replaceFirst("[-:].*", "")}) {
                    long[] sum = sums.computeIfAbsent(sort, any -> new long[2]);
                    sum[0] += ours;
                    sum[1] += theirs;
                }
            }
        }
        return sums;
    }
}
