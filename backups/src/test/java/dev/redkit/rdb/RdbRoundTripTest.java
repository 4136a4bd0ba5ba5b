package dev.redkit.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the writer writes, the reader reads: any values, in any version, small and large. */
final class RdbRoundTripTest {
    private static final Kind[] KINDS = {Kind.STRING, Kind.LIST, Kind.SET, Kind.ZSET, Kind.HASH, Kind.STREAM};

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 12, 13, 14, 15, 80, 81})
    void valuesOfAllKindsComeBack(int version) throws IOException {
        Map<String, String> expected = new TreeMap<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (RdbWriter writer = new RdbWriter(out, new WriteVersion(version), EncodingLimits.DEFAULTS)) {
            writer.header(Instant.ofEpochSecond(1), 1);
            Random random = new Random(version);
            for (int i = 0; i < 72; i++) {
                Value value = new Made(KINDS[i % KINDS.length], random.nextLong());
                byte[] key = Told.ascii("key" + i);
                long expireAt = random.nextBoolean() ? Entry.NEVER : random.nextInt(1 << 30);
                writer.entry(new Entry(i / 36, key, expireAt, value));
                expected.put(i / 36 + ":key" + i, Told.of(value) + (expireAt < 0 ? "" : " until " + expireAt));
            }
            writer.finish();
        }
        assertThat(sorted(Told.all(out.toByteArray()))).isEqualTo(sorted(expected));
        check(out.toByteArray());
    }

    @ParameterizedTest
    @CsvSource({
        "redis7.0-v10-lru, 10",
        "redis7.0-v10-lru, 80",
        "redis8.0-v12-lru, 12",
        "redis8.0-v12-lru, 15",
        "valkey9.1-v80-lru, 80",
        "valkey9.1-v80-lru, 12"
    })
    void aFileCanBeWrittenAgainInAnotherVersion(String name, int version) throws IOException {
        byte[] file = Told.fixture(name + ".rdb");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        try (RdbWriter writer = new RdbWriter(out, new WriteVersion(version), EncodingLimits.DEFAULTS)) {
            writer.header(Instant.ofEpochSecond(1), 1);
            while (reader.next()) {
                writer.entry(reader.entry());
            }
            writer.finish();
        }
        assertThat(sorted(Told.all(out.toByteArray()))).isEqualTo(sorted(Told.all(file)));
        check(out.toByteArray());
    }

    private static void check(byte[] file) throws IOException {
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(file), "a file");
        while (reader.next()) {
            reader.check();
        }
        assertThat(reader.checksum()).isEqualTo(RdbReader.Checksum.RIGHT);
    }

    /** The members of sets may come back in another order. */
    private static Map<String, List<String>> sorted(Map<String, String> told) {
        Map<String, List<String>> sorted = new TreeMap<>();
        told.forEach((key, value) -> {
            List<String> words = List.of(value.split(" ", -1));
            sorted.put(key, value.startsWith("set ") ? words.stream().sorted().toList() : words);
        });
        return sorted;
    }

    /** A value out of a seed, so that it can be told again and again. */
    private record Made(Kind kind, long seed) implements Value {
        @Override
        public long size() {
            return UNKNOWN;
        }

        @Override
        public void walk(ValueWalker walker) throws IOException {
            Random random = new Random(seed);
            int count = 1 + random.nextInt(random.nextInt(4) == 0 ? 600 : 20);
            if (kind == Kind.STRING) {
                walker.text(bytes(random, ""));
                return;
            }
            for (int i = 0; i < count; i++) {
                switch (kind) {
                    case LIST -> walker.item(bytes(random, ""));
                    case SET -> walker.item(random.nextBoolean() ? Told.ascii("" + 7 * i) : bytes(random, "m" + i));
                    case ZSET -> walker.scored(bytes(random, "z" + i), i - 5 + random.nextInt(4) * 0.25);
                    case HASH -> walker.field(bytes(random, "f" + i), bytes(random, ""), Entry.NEVER);
                    default -> walker.message(new StreamId(1000 + i, i % 3), pairs(random));
                }
            }
            if (kind == Kind.STREAM) {
                StreamId last = new StreamId(1000 + count - 1, (count - 1) % 3);
                walker.stream(new StreamState(last, new StreamId(1000, 0), StreamId.ZERO, count, List.of()));
            }
        }

        private static byte[][] pairs(Random random) {
            byte[][] pairs = new byte[2 * (1 + random.nextInt(3))][];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = i % 2 == 0 ? Told.ascii("n" + i) : bytes(random, "");
            }
            return pairs;
        }

        private static byte[] bytes(Random random, String start) {
            if (start.isEmpty() && random.nextInt(3) == 0) {
                return Told.ascii(Long.toString(random.nextLong() >> random.nextInt(64)));
            }
            char[] text = new char[random.nextInt(random.nextInt(30) == 0 ? 20_000 : 70)];
            int letters = 1 + random.nextInt(256);
            for (int i = 0; i < text.length; i++) {
                text[i] = (char) random.nextInt(letters);
            }
            return Told.ascii(start + new String(text));
        }
    }
}
