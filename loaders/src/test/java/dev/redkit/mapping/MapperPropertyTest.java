package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever bytes a record holds, it is mapped, skipped or rejected with a reason, and each time in the same way. */
class MapperPropertyTest {
    private static final String[] WORDS = {
        "",
        "1",
        "-7",
        " 42 ",
        "1.5",
        "inf",
        "nan",
        "1e400",
        "[1,\"a\"]",
        "{\"a\":{\"b\":[1]}}",
        "[",
        "a|b||c",
        "2030-01-01",
        "9999999999999999999",
        "*",
        "5-6",
        "\u00e4",
        "x\ny",
        "true",
        "\"",
        "\\",
        "null"
    };

    private static List<MappingSpec> specs() {
        List<MappingSpec> specs = new ArrayList<>();
        for (String words : List.of(
                "hash:h:{a}",
                "hash:h:{a|lower|sha1}=b,c",
                "string:s:{a}",
                "string:{b|trim}={a.a.b} {c|json}",
                "json:j:{a}",
                "json:j={b}",
                "list:l={a|pad:9}{b|substr:1:-1}",
                "set:{a}={b.a}",
                "zset:z={a} {b}",
                "geo:g={a} {b} {c}",
                "bitmap:m={a} {b}",
                "hll:p={a|replace:1:22}",
                "counter:n:{c}={a}",
                "counter:n={b} {a}",
                "pubsub:c:{a|urlencode}",
                "stream:x:{a}")) {
            Layout layout = Layout.parse(words);
            specs.add(MappingSpec.builder(layout).build());
            specs.add(MappingSpec.builder(layout).nulls(NullPolicy.SKIP).build());
            specs.add(MappingSpec.builder(layout)
                    .nulls(NullPolicy.EMPTY)
                    .expiry(new Expiry(5, "c", 0))
                    .also(Layout.parse("set:also={c}"))
                    .build());
            specs.add(MappingSpec.builder(layout)
                    .types(Map.of("a", "int", "b", "float", "c", "epoch"))
                    .build());
            specs.add(MappingSpec.builder(layout)
                    .types(Map.of("a", "bool", "b", "json", "c", "date:dd.MM.yyyy"))
                    .build());
        }
        for (String separator : List.of("|", "")) {
            specs.add(MappingSpec.builder(Layout.parse("zset:z:{c}={b} {a}"))
                    .split(Map.of("a", separator))
                    .build());
            specs.add(MappingSpec.builder(Layout.parse("hash:h:{a}"))
                    .split(Map.of("a", separator))
                    .build());
        }
        specs.add(MappingSpec.builder(Layout.parse("hash:h:{a}"))
                .where("a != b || int(c) > 0")
                .set(Map.of("d", "row.a", "e", "[a, b, c]", "f", "double(a) / 0.0"))
                .build());
        return specs;
    }

    private static Row row(Random random, Columns columns) {
        Row row = new Row(columns);
        row.clear(random.nextInt(100) + 1, 5, 0);
        FieldType[] types = FieldType.values();
        for (int i = random.nextInt(4) - 1; i >= 0; i--) {
            FieldType type = random.nextInt(3) == 0 ? types[random.nextInt(types.length)] : FieldType.TEXT;
            byte[] bytes = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(4) == 0) {
                bytes = new byte[random.nextInt(6)];
                random.nextBytes(bytes);
            }
            byte[] array = new byte[bytes.length + 5];
            System.arraycopy(bytes, 0, array, 3, bytes.length);
            if (type == FieldType.NULL) {
                row.setNull(i);
            } else {
                row.set(i, type, array, 3, bytes.length);
            }
        }
        return row;
    }

    @Test
    void everyRecordIsMappedSkippedOrRejectedAndAlwaysInTheSameWay() {
        Random random = new Random(6);
        Columns columns = Rows.columns("a", "b", "c");
        int mapped = 0;
        for (MappingSpec spec : specs()) {
            for (Origin origin : List.of(Origin.fixed("f"), Origin.open("f"))) {
                Mapper mapper = Mapping.of(spec).bind(columns, origin);
                for (int i = 0; i < 300; i++) {
                    Row row = row(random, columns);
                    List<String> changes = Rows.map(mapper, row);
                    assertThat(Rows.map(mapper, row)).isEqualTo(changes);
                    assertThat(changes).isNotEmpty().noneMatch(change -> change.contains(": null"));
                    mapped += changes.get(0).matches("(?s)(REJECTED|SKIPPED): .*") ? 0 : 1;
                }
            }
        }
        assertThat(mapped).isGreaterThan(5000);
    }
}
