package dev.redkit.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beside a map that simply holds everything. */
final class GroupingTest {
    private static final long MOST = 10 << 20;

    @TempDir
    private Path folder;

    private final Change change = new Change();
    private final List<String> refused = new ArrayList<>();
    private final Refusals refusals =
            (record, key, reason) -> refused.add(record + " " + text(key, 0, key.length) + ": " + reason);

    private Grouping grouping(int budget) {
        return grouping(budget, MOST);
    }

    private Grouping grouping(int budget, long mostOfKey) {
        return new Grouping(new Grouping.Room(budget, mostOfKey, folder), refusals);
    }

    private void put(Grouping grouping, long record, Structure structure, String key, String... args)
            throws IOException {
        byte[] bytes = ("<" + key + ">").getBytes(StandardCharsets.ISO_8859_1);
        change.begin(structure, bytes, 1, bytes.length - 2);
        for (String arg : args) {
            byte[] array = ("[" + arg + "]").getBytes(StandardCharsets.ISO_8859_1);
            change.arg(array, 1, array.length - 2);
        }
        grouping.accept(record, change);
    }

    private static String text(byte[] array, int offset, int length) {
        return new String(array, offset, length, StandardCharsets.ISO_8859_1);
    }

    private static String told(Gathered gathered) {
        StringBuilder told = new StringBuilder(gathered.structure().word());
        while (gathered.next()) {
            told.append(' ').append(gathered.record()).append(':').append(told(gathered.change()));
        }
        return told.toString();
    }

    private static List<String> told(Change change) {
        List<String> args = new ArrayList<>();
        for (int i = 0; i < change.count(); i++) {
            args.add(text(change.array(i), change.offset(i), change.length(i)));
        }
        return args;
    }

    private static Map<String, String> drained(Grouping grouping) throws IOException {
        Map<String, String> drained = new LinkedHashMap<>();
        grouping.drain(gathered -> {
            String key = text(gathered.keyArray(), gathered.keyOffset(), gathered.keyLength());
            assertThat(drained.put(key, told(gathered)))
                    .as("%s came twice", key)
                    .isNull();
        });
        return drained;
    }

    @Test
    void keysComeWithAllTheirChangesInOrder() throws IOException {
        try (Grouping grouping = grouping(1 << 20)) {
            put(grouping, 1, Structure.SET, "b", "x", "y");
            put(grouping, 2, Structure.LIST, "a", "");
            put(grouping, 3, Structure.SET, "b");
            put(grouping, 3, Structure.SET, "b", "x");
            assertThat(drained(grouping))
                    .containsExactly(Map.entry("b", "set 1:[x, y] 3:[] 3:[x]"), Map.entry("a", "list 2:[]"));
            assertThat(drained(grouping)).isEmpty();
        }
    }

    @Test
    void whateverTheBudgetTheResultIsTheSame() throws IOException {
        for (int budget : new int[] {20_000, 60_000, 1 << 20, 8 << 20}) {
            for (int keys : new int[] {1, 40, 3000}) {
                sameAsOracle(budget, keys, 4000);
            }
        }
        assertThat(refused).isEmpty();
    }

    private void sameAsOracle(int budget, int keys, int records) throws IOException {
        Random random = new Random(budget + keys);
        Map<String, StringBuilder> oracle = new LinkedHashMap<>();
        try (Grouping grouping = grouping(budget)) {
            for (int record = 1; record <= records; record++) {
                int number = random.nextInt(keys);
                String key = "k".repeat(number % 12) + number;
                String[] args = new String[random.nextInt(4)];
                for (int i = 0; i < args.length; i++) {
                    args[i] = "v".repeat(random.nextInt(random.nextInt(50) == 0 ? 5000 : 30)) + i;
                }
                put(grouping, record, Structure.LIST, key, args);
                oracle.computeIfAbsent(key, fresh -> new StringBuilder("list"))
                        .append(' ')
                        .append(record)
                        .append(':')
                        .append(Arrays.asList(args));
            }
            Map<String, String> drained = drained(grouping);
            assertThat(drained.keySet()).isEqualTo(oracle.keySet());
            oracle.forEach((key, told) -> assertThat(drained).containsEntry(key, told.toString()));
        }
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void nothingIsLeftWhenItIsClosedBeforeItsEnd() throws IOException {
        Grouping grouping = grouping(10_000);
        for (int record = 0; record < 3000; record++) {
            put(grouping, record, Structure.STRING, "key " + record, "value");
        }
        grouping.close();
        try (var left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void aKeyHasOneStructure() throws IOException {
        for (int budget : new int[] {1 << 20, 8192}) {
            refused.clear();
            try (Grouping grouping = grouping(budget)) {
                put(grouping, 1, Structure.SET, "k", "x");
                for (int record = 2; record < 500; record++) {
                    put(grouping, record, Structure.STRING, "other " + record, "y");
                }
                put(grouping, 500, Structure.HASH, "k", "f", "v");
                put(grouping, 501, Structure.SET, "k", "z");
                assertThat(drained(grouping))
                        .containsEntry("k", "set 1:[x] 501:[z]")
                        .hasSize(499);
            }
            assertThat(refused).containsExactly("500 k: the key is a set since record 1 and cannot be a hash too");
        }
    }

    @Test
    void aKeyThatIsTooLargeIsRefusedAndTheOthersCome() throws IOException {
        try (Grouping grouping = grouping(20_000, 100_000)) {
            for (int record = 1; record <= 3000; record++) {
                put(grouping, record, Structure.LIST, "large", "x".repeat(40));
                put(grouping, record, Structure.LIST, "small " + record % 500, "y");
            }
            put(grouping, 3001, Structure.STRING, "one", "z".repeat(100_001));
            assertThat(drained(grouping)).hasSize(500).doesNotContainKey("large");
        }
        assertThat(refused).hasSize(3001);
        assertThat(refused.get(0)).startsWith("3001 one: the value takes 1000");
        assertThat(refused.get(1)).startsWith("1 large: the value takes ").contains("more than the 100000");
    }

    @Test
    void oneChangeMayBeLargerThanTheBudget() throws IOException {
        try (Grouping grouping = grouping(10_000)) {
            String large = "x".repeat(50_000);
            put(grouping, 1, Structure.LIST, "a", "before");
            put(grouping, 2, Structure.LIST, "a", large);
            put(grouping, 3, Structure.LIST, "a", "after");
            assertThat(drained(grouping))
                    .containsExactly(Map.entry("a", "list 1:[before] 2:[" + large + "] 3:[after]"));
        }
    }

    @Test
    void recordsAndExpiriesAreTold() throws IOException {
        try (Grouping grouping = grouping(1 << 20)) {
            byte[] key = {'k'};
            long[][] expiries = {{0, 0}, {5000, 0}, {0, 77}, {0, 0}};
            for (int i = 0; i < expiries.length; i++) {
                change.begin(Structure.HASH, key, 0, 1);
                change.ttl(expiries[i][0]);
                change.expireAt(expiries[i][1]);
                change.fieldTtl(i);
                change.arg(key);
                grouping.accept(10 + i / 2, change);
            }
            List<String> seen = new ArrayList<>();
            grouping.drain(gathered -> {
                seen.add(gathered.records() + " " + gathered.changes() + " " + gathered.firstRecord() + " "
                        + gathered.lastRecord());
                while (gathered.next()) {
                    Change one = gathered.change();
                    seen.add(one.ttl() + " " + one.expireAt() + " " + one.fieldTtl() + " " + told(one));
                }
            });
            assertThat(seen).containsExactly("2 4 10 11", "0 0 0 [k]", "5000 0 1 [k]", "0 77 2 [k]", "0 0 3 [k]");
        }
    }
}
