package dev.redkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.backup.BackupDiff.Change;
import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.rdb.RdbReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class BackupDiffTest {
    /** The same keys, written by servers with other encodings. */
    @Test
    void encodingsDoNotCount() throws IOException {
        try (BackupDiff diff = new BackupDiff(':', 2, 0)) {
            each("redis7.0-v10-lru.rdb", diff::before);
            each("valkey9.1-v80-lru.rdb", diff::after);
            List<String> differences = new ArrayList<>();
            BackupDiff.Counts counts = diff.compare(
                    one -> differences.add(one.change() + " " + new String(one.key(), StandardCharsets.UTF_8)));
            // What only one of them can hold: fields that expire; ids that a server made by its clock.
            assertThat(counts.same()).isGreaterThan(20);
            assertThat(differences).allMatch(one -> one.contains("hfe") || one.contains("st:") || one.contains("TTL"));
        }
    }

    @Test
    void aFileDoesNotDifferFromItself() throws IOException {
        try (BackupDiff diff = new BackupDiff(':', 2, 0)) {
            each("redis8.0-v12-lru.rdb", diff::before);
            each("redis8.0-v12-lru.rdb", diff::after);
            BackupDiff.Counts counts = diff.compare(one -> {
                throw new AssertionError(one);
            });
            assertThat(counts.none()).isTrue();
            assertThat(counts.same()).isEqualTo(28);
            assertThat(diff.growth()).isEmpty();
        }
    }

    @Test
    void findsEveryChangeAmongMoreKeysThanAreHeldAtOnce() throws IOException {
        int keys = 40_000;
        Random random = new Random(4);
        // By their fate: added, removed, changed, of another expiry.
        Change[] changes = {Change.ADDED, Change.REMOVED, Change.CHANGED, Change.TTL_CHANGED};
        long[] expected = new long[changes.length];
        try (BackupDiff diff = new BackupDiff(':', 2, 0, 20)) {
            for (int i = 0; i < keys; i++) {
                String name = "user:" + i;
                int fate = random.nextInt(100);
                if (fate != 0) {
                    diff.before(entry(name, "value " + i, Entry.NEVER));
                }
                if (fate != 1) {
                    String value = fate == 2 ? "another" : "value " + i;
                    diff.after(entry(name, value, fate == 3 ? 4_102_444_800_000L : Entry.NEVER));
                }
                if (fate < 4) {
                    expected[fate]++;
                }
            }
            BackupDiff.Counts counts = diff.compare(one -> {});
            for (int fate = 0; fate < changes.length; fate++) {
                assertThat(counts.of(changes[fate])).as("%s", changes[fate]).isEqualTo(expected[fate]);
            }
            assertThat(counts.same()).isEqualTo(keys - expected[0] - expected[1] - expected[2] - expected[3]);
            BackupDiff.Growth growth = diff.growth().get(0);
            assertThat(new String(growth.prefix(), StandardCharsets.UTF_8)).isEqualTo("user:");
            assertThat(growth.after().keys() - growth.before().keys()).isEqualTo(expected[0] - expected[1]);
        }
    }

    @Test
    void setsHaveNoOrderAndListsHave() throws IOException {
        assertThat(same(Kind.SET, "a b c", "c a b")).isTrue();
        assertThat(same(Kind.SET, "a b c", "a b b")).isFalse();
        assertThat(same(Kind.LIST, "a b c", "a b c")).isTrue();
        assertThat(same(Kind.LIST, "a b c", "b a c")).isFalse();
        assertThat(same(Kind.LIST, "ab c", "a bc")).isFalse();
    }

    private static boolean same(Kind kind, String one, String other) throws IOException {
        try (BackupDiff diff = new BackupDiff(':', 2, 0)) {
            diff.before(new Entry(0, bytes("k"), Entry.NEVER, items(kind, one.split(" "))));
            diff.after(new Entry(0, bytes("k"), Entry.NEVER, items(kind, other.split(" "))));
            return diff.compare(difference -> {}).none();
        }
    }

    private static Entry entry(String name, String text, long expireAt) {
        return new Entry(0, bytes(name), expireAt, value(Kind.STRING, walker -> walker.text(bytes(text))));
    }

    private static Value items(Kind kind, String... items) {
        return value(kind, walker -> {
            for (String item : items) {
                walker.item(bytes(item));
            }
        });
    }

    private interface Walk {
        void tell(ValueWalker walker) throws IOException;
    }

    private static Value value(Kind kind, Walk walk) {
        return new Value() {
            @Override
            public Kind kind() {
                return kind;
            }

            @Override
            public long size() {
                return UNKNOWN;
            }

            @Override
            public void walk(ValueWalker walker) throws IOException {
                walk.tell(walker);
            }
        };
    }

    private interface Taker {
        void take(Entry entry) throws IOException;
    }

    private static void each(String fixture, Taker taker) throws IOException {
        RdbReader reader = RdbReader.open(new ByteArrayInputStream(FileSummaryTest.fixture(fixture)), fixture);
        while (reader.next()) {
            taker.take(reader.entry());
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
