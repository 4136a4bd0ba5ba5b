package dev.redkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class InspectionTest {
    private static final long NOW = 4102444800123L - 3_600_000;

    private static final Inspection.Options OPTIONS =
            new Inspection.Options(3, ':', 3, NOW, true, null, KeyFilter.ALL, Inspection.Sample.ALL);

    @Test
    void namesTheKeysThatStandOut() throws IOException {
        Inspection inspection = inspected(OPTIONS);
        assertThat(names(inspection.largest())).containsExactly("list:plain", "st:a", "z:sl");
        assertThat(names(inspection.longest())).containsExactly("str:lzf", "hll", "hfe:ht");
        assertThat(inspection.longest().get(0).elements()).isEqualTo(600);
        assertThat(inspection.summary().verdict()).isEqualTo(Verdict.OK);
    }

    @Test
    void countsByPrefixTimeToLiveAndSlot() throws IOException {
        Inspection inspection = inspected(OPTIONS);
        Prefix all = inspection.prefixes();
        assertThat(all.tally().keys()).isEqualTo(26);
        Prefix strings = child(all, "str");
        assertThat(strings.tally().keys()).isEqualTo(8);
        assertThat(strings.tally().staying()).isEqualTo(8);
        assertThat(child(all, "ttl").tally().staying()).isZero();
        assertThat(inspection.timesToLive().keys(3)).isEqualTo(1);
        assertThat(inspection.timesToLive().below(3)).isEqualTo(86_400_000);
        long slotted = 0;
        for (int slot = 0; slot < 16_384; slot++) {
            slotted += inspection.slot(slot).keys();
        }
        assertThat(slotted).isEqualTo(26);
        long sized = 0;
        for (int bucket = 0; bucket < inspection.sizes().buckets(); bucket++) {
            sized += inspection.sizes().keys(bucket);
        }
        assertThat(sized).isEqualTo(26);
    }

    @Test
    void saysWhatItFoundBeforeTheDamage() throws IOException {
        byte[] file = Arrays.copyOf(FileSummaryTest.fixture("redis7.0-v10-lru.rdb"), 1000);
        Inspection inspection = Inspection.of(new ByteArrayInputStream(file), "a file", Inspection.Options.at(NOW));
        assertThat(inspection.summary().verdict()).isEqualTo(Verdict.TRUNCATED);
        assertThat(inspection.prefixes().tally().keys()).isEqualTo(10);
    }

    @Test
    void putsIdsTogether() {
        PrefixTree tree = new PrefixTree((byte) ':', 3);
        for (int i = 0; i < 1000; i++) {
            tree.add(ascii("user:" + i + ":name"), Tally.of(10, 1, false, 0));
            tree.add(ascii("item:x" + i + "x:price"), Tally.of(5, 1, true, 0));
        }
        tree.add(ascii("user:anonymous:name"), Tally.of(1, 1, false, 0));
        Prefix all = tree.tree();
        assertThat(all.children()).hasSize(2);
        assertThat(child(child(all, "user"), "*").tally().keys()).isEqualTo(1000);
        assertThat(child(child(all, "user"), "anonymous").tally().keys()).isEqualTo(1);
        assertThat(child(child(all, "item"), "*").tally().keys()).isEqualTo(1000);
        assertThat(child(all, "item").tally().staying()).isZero();
    }

    @Test
    void staysSmallWhateverTheKeysAreCalled() {
        PrefixTree tree = new PrefixTree((byte) ':', 8);
        Random random = new Random(8);
        long keys = 300_000;
        for (int i = 0; i < keys; i++) {
            StringBuilder key = new StringBuilder();
            for (int part = 0; part < 6; part++) {
                key.append((char) ('g' + random.nextInt(18)))
                        .append((char) ('g' + random.nextInt(18)))
                        .append(':');
            }
            tree.add(ascii(key.toString()), Tally.of(1, 1, false, 0));
        }
        Prefix all = tree.tree();
        assertThat(all.tally().keys()).isEqualTo(keys);
        assertThat(count(all)).isLessThan(21_000);
        assertConsistent(all);
    }

    private static long count(Prefix prefix) {
        return 1 + prefix.children().stream().mapToLong(InspectionTest::count).sum();
    }

    /** No key is counted twice or lost on the way down. */
    private static void assertConsistent(Prefix prefix) {
        if (!prefix.children().isEmpty()) {
            assertThat(prefix.children().stream()
                            .mapToLong(child -> child.tally().keys())
                            .sum())
                    .isEqualTo(prefix.tally().keys());
            prefix.children().forEach(InspectionTest::assertConsistent);
        }
    }

    private static Inspection inspected(Inspection.Options options) throws IOException {
        return Inspection.of(
                new ByteArrayInputStream(FileSummaryTest.fixture("redis7.0-v10-lru.rdb")), "a file", options);
    }

    private static Prefix child(Prefix prefix, String name) {
        return prefix.children().stream()
                .filter(child -> new String(child.name(), StandardCharsets.UTF_8).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> names(List<BigKey> keys) {
        return keys.stream()
                .map(key -> new String(key.key(), StandardCharsets.UTF_8))
                .toList();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
