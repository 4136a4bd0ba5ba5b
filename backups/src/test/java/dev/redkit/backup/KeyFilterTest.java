package dev.redkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.backup.KeyFilter.Life;
import dev.redkit.backup.KeyFilter.Range;
import dev.redkit.keyspace.Glob;
import dev.redkit.rdb.RdbReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class KeyFilterTest {
    private static final KeyFilter ALL = KeyFilter.ALL;

    @Test
    void decidesByNameDatabaseTypeAndExpiry() throws IOException {
        assertThat(names(ALL)).hasSize(26);
        assertThat(names(named(List.of(Glob.of("str:*"), Glob.of("hll")), null)))
                .hasSize(9);
        assertThat(names(named(List.of(), Pattern.compile("^z.*l$"))))
                .isNotEmpty()
                .allMatch(name -> name.startsWith("z"));
        assertThat(names(typed(Set.of("stream"), Set.of()))).isNotEmpty().allMatch(name -> name.startsWith("st"));
        assertThat(names(typed(Set.of("zset"), Set.of("skiplist")))).containsExactly("z:sl");
        assertThat(names(living(Life.Which.EXPIRING, Long.MAX_VALUE))).hasSize(1);
        assertThat(names(living(Life.Which.EXPIRING, 1000))).isEmpty();
        assertThat(names(living(Life.Which.STAYING, Long.MAX_VALUE))).hasSize(25);
    }

    @Test
    void decidesByDatabaseAndSlotAndSize() {
        BitSet slots = new BitSet();
        slots.set(12182); // of "foo", as CLUSTER KEYSLOT says
        KeyFilter filter =
                new KeyFilter(List.of(), null, Set.of(), Set.of(), Set.of(5), slots, new Range(10, 20), Life.ANY);
        assertThat(filter.wantsName(5, bytes("foo"))).isTrue();
        assertThat(filter.wantsName(0, bytes("foo"))).isFalse();
        assertThat(filter.wantsName(5, bytes("bar"))).isFalse();
        assertThat(filter.wantsSize(20)).isTrue();
        assertThat(filter.wantsSize(9)).isFalse();
        assertThat(filter.onlyNames()).isFalse();
    }

    private static KeyFilter named(List<Glob> globs, Pattern regex) {
        return new KeyFilter(globs, regex, Set.of(), Set.of(), Set.of(), null, Range.ANY, Life.ANY);
    }

    private static KeyFilter typed(Set<String> types, Set<String> encodings) {
        return new KeyFilter(List.of(), null, types, encodings, Set.of(), null, Range.ANY, Life.ANY);
    }

    private static KeyFilter living(Life.Which which, long most) {
        Life life = new Life(which, new Range(Long.MIN_VALUE, most), 1_700_000_000_000L);
        return new KeyFilter(List.of(), null, Set.of(), Set.of(), Set.of(), null, Range.ANY, life);
    }

    private static List<String> names(KeyFilter filter) throws IOException {
        RdbReader reader =
                RdbReader.open(new ByteArrayInputStream(FileSummaryTest.fixture("redis7.0-v10-lru.rdb")), "a file");
        List<String> names = new ArrayList<>();
        while (reader.next()) {
            if (filter.wants(reader)) {
                names.add(new String(reader.key(), StandardCharsets.UTF_8));
            }
        }
        return names;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
