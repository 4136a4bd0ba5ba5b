package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private final Columns columns = Rows.columns("id", "age", "tags", "country");
    private final Row ada = Rows.text(columns, "1", "042", "a|b||c", "DE");

    private static MappingSpec.Builder spec(Structure structure, String key) {
        return MappingSpec.builder(structure, key);
    }

    private static List<String> map(MappingSpec.Builder spec, Row row) {
        return Rows.map(spec.build(), row);
    }

    @Test
    void typesAreWrittenInOneWay() {
        MappingSpec.Builder typed = spec(Structure.HASH, "u:{age}").types(Map.of("age", "int"));
        assertThat(map(typed, ada)).containsExactly("HASH u:42 [id, 1, age, 42, tags, a|b||c, country, DE]");
        assertThat(map(typed, Rows.text(columns, "1", "old", null, null)))
                .containsExactly("REJECTED: 'age' is not a whole number of 64 bits: \"old\"");
        assertThat(map(
                        spec(Structure.JSON, "d")
                                .types(Map.of("age", "int", "id", "bool"))
                                .drop(List.of("tags")),
                        ada))
                .containsExactly("JSON d [$, {\"id\":true,\"age\":42,\"country\":\"DE\"}]");
    }

    @Test
    void whereTakesOnlyWhatIsTrue() {
        MappingSpec.Builder germans =
                spec(Structure.SET, "s").part(Part.MEMBER, "id").where("int(age) >= 18 && country == \"DE\"");
        assertThat(map(germans, ada)).containsExactly("SET s [1]");
        assertThat(map(germans, Rows.text(columns, "1", "17", "", "DE"))).containsExactly("SKIPPED: --where is false");
        assertThat(map(germans, Rows.text(columns, "1", "x", "", "DE")))
                .containsExactly("REJECTED: --where: it cannot be converted: For input string: \"x\" (at character 4)");
        assertThat(map(germans.where("age > 18").types(Map.of("age", "int")), ada))
                .containsExactly("SET s [1]");
        assertThat(map(germans.where("row[\"tags\"] != null && has(row.id) && !has(row.zip)"), ada))
                .containsExactly("SET s [1]");
    }

    @Test
    void setComputesColumnsThatAreLikeTheOthers() {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("next", "int(age) + 1");
        set.put("country", "country.lowerAscii()");
        set.put("both", "country + string(next)");
        set.put("nothing", "null");
        MappingSpec.Builder computed =
                spec(Structure.HASH, "{both}").set(set).drop(List.of("tags")).types(Map.of("next", "int"));
        assertThat(map(computed, ada))
                .containsExactly("HASH de43 [id, 1, age, 042, country, de, next, 43, both, de43]");
        Mapper mapper = Mapping.of(computed.build()).bind(columns, Origin.fixed("f"));
        assertThat(Rows.map(mapper, ada)).isEqualTo(Rows.map(mapper, ada));
        assertThat(columns.count()).isEqualTo(4);
    }

    @Test
    void mistakesInExpressionsAreToldBeforeAnyRecord() {
        Mapping mapping = Mapping.of(spec(Structure.HASH, "u").where("agee > 1").build());
        assertThatThrownBy(() -> mapping.bind(columns, Origin.fixed("f")))
                .isInstanceOf(UsageError.class)
                .hasMessage("--where 'agee > 1': there is no 'agee' (at character 1)");
        assertThatThrownBy(() -> Mapping.of(
                        spec(Structure.HASH, "u").types(Map.of("age", "itn")).build()))
                .hasMessage("--type age: there is no type 'itn'");
        assertThatThrownBy(() -> map(spec(Structure.HASH, "u").types(Map.of("agee", "int")), ada))
                .hasMessage("--type: there is no column 'agee'");
    }

    @Test
    void splitGivesManyMembers() {
        MappingSpec.Builder tags =
                spec(Structure.SET, "tags:{id}").part(Part.MEMBER, "t:{tags}").split(Map.of("tags", "|"));
        assertThat(map(tags, ada)).containsExactly("SET tags:1 [t:a, t:b, t:c]");
        assertThat(map(tags, Rows.text(columns, "1", "", null, "")))
                .containsExactly("REJECTED: 'tags' holds no values");
        assertThat(map(tags.nulls(NullPolicy.SKIP), Rows.text(columns, "1", "", "|", "")))
                .containsExactly("SKIPPED: 'tags' holds no values");
        MappingSpec.Builder scored = spec(Structure.ZSET, "z")
                .part(Part.SCORE, "age")
                .part(Part.MEMBER, "tags")
                .split(Map.of("tags", "|"));
        assertThat(map(scored, ada)).containsExactly("ZSET z [042, a, 042, b, 042, c]");
    }

    @Test
    void splitTakesJsonArrays() {
        Row row = Rows.text(columns, "1", "", "", "");
        Rows.set(row, 2, FieldType.JSON, "[\"a\\n\", 2.50, {\"x\": [1]}, null, true]");
        MappingSpec.Builder tags =
                spec(Structure.LIST, "l").part(Part.MEMBER, "tags").split(Map.of("tags", ""));
        assertThat(map(tags, row)).containsExactly("LIST l [a\n, 2.50, {\"x\": [1]}, true]");
        Rows.set(row, 2, FieldType.TEXT, "7");
        assertThat(map(tags, row)).containsExactly("LIST l [7]");
        for (String bad : List.of("[1, 2", "[1] 2", "a b", "[1,]")) {
            Rows.set(row, 2, FieldType.TEXT, bad);
            assertThat(map(tags, row)).containsExactly("REJECTED: 'tags' is no JSON: \"" + bad + "\"");
        }
    }

    @Test
    void splitKeysGiveManyChangesOrNone() {
        MappingSpec.Builder index =
                spec(Structure.SET, "tag:{tags}").part(Part.MEMBER, "id").split(Map.of("tags", "|"));
        assertThat(map(index, ada)).containsExactly("SET tag:a [1]", "SET tag:b [1]", "SET tag:c [1]");
        MappingSpec.Builder scored = spec(Structure.ZSET, "tag:{tags}")
                .part(Part.SCORE, "tags")
                .part(Part.MEMBER, "id")
                .split(Map.of("tags", "|"));
        assertThat(map(scored, Rows.text(columns, "1", "", "5|x", "")))
                .containsExactly("REJECTED: the score is not a number: \"x\"");
        MappingSpec.Builder also = spec(Structure.HASH, "u:{id}")
                .fields(List.of("tags"))
                .also(Layout.parse("set:tag:{tags}={id}"))
                .split(Map.of("tags", "|"));
        assertThat(map(also, ada))
                .containsExactly("HASH u:1 [tags, a|b||c]", "SET tag:a [1]", "SET tag:b [1]", "SET tag:c [1]");
    }

    @Test
    void splitsThatCannotBeAreRefused() {
        assertThatThrownBy(() -> map(spec(Structure.HASH, "u:{id}").split(Map.of("tags", "|")), ada))
                .hasMessage("--split tags is of no use: no key and no member is made of it");
        assertThatThrownBy(() -> map(
                        spec(Structure.STRING, "u:{id}")
                                .part(Part.VALUE, "tags")
                                .split(Map.of("tags", "|")),
                        ada))
                .hasMessage("--split tags: one key of a string cannot take many values");
        assertThatThrownBy(() -> map(
                        spec(Structure.SET, "u:{id}").part(Part.MEMBER, "tags").split(Map.of("tags", "|", "id", ",")),
                        ada))
                .hasMessageContaining("one split column only");
    }

    @Test
    void openColumnsMeetTypesAndExpressionsAsTheyTurnUp() {
        Columns open = new Columns();
        Mapper mapper = Mapping.of(spec(Structure.HASH, "u:{id}")
                        .types(Map.of("n", "int"))
                        .where("user.age > 1")
                        .set(Map.of("m", "n == null ? 0 : n * 2"))
                        .build())
                .bind(open, Origin.open("f"));
        open.add("id");
        open.add("user");
        Row row = Rows.text(open, "1", null);
        Rows.set(row, 1, FieldType.JSON, "{\"age\": 2}");
        assertThat(Rows.map(mapper, row)).containsExactly("HASH u:1 [m, 0, id, 1, user, {\"age\": 2}]");
        open.add("n");
        Rows.set(row, 2, FieldType.TEXT, "007");
        assertThat(Rows.map(mapper, row)).containsExactly("HASH u:1 [m, 14, id, 1, user, {\"age\": 2}, n, 7]");
        Rows.set(row, 1, FieldType.JSON, "{\"age\": ");
        assertThat(Rows.map(mapper, row).get(0))
                .startsWith("REJECTED: --where: ")
                .contains("not JSON");
        open.add("user.age");
        row.setNull(1);
        Rows.set(row, 3, FieldType.INTEGER, "5");
        assertThat(Rows.map(mapper, row).get(0)).startsWith("HASH u:1 [m, 14, id, 1, n, 7, user.age, 5]");
    }

    @Test
    void documentsOfFormatsWithoutAHeaderGoAsTheyAre() {
        Columns open = Rows.columns("a", "b");
        Row row = Rows.text(open, "1", null);
        Rows.set(row, 0, FieldType.INTEGER, "1");
        byte[] raw = "{\"a\":1.0,\"c\":null}".getBytes(StandardCharsets.UTF_8);
        row.made(9, raw, 0, raw.length);
        Mapper whole = Mapping.of(spec(Structure.JSON, "d").build()).bind(open, Origin.open("f"));
        assertThat(Rows.map(whole, row)).containsExactly("JSON d [$, {\"a\":1.0,\"c\":null}]");
        Mapper part =
                Mapping.of(spec(Structure.JSON, "d").drop(List.of("c")).build()).bind(open, Origin.open("f"));
        assertThat(Rows.map(part, row)).containsExactly("JSON d [$, {\"a\":1}]");
    }

    @Test
    void mapsTheSameAfterATripWithAllItsOptions() throws Exception {
        Mapping mapping = Mapping.of(spec(Structure.HASH, "u:{id|pad:3}:{#row}")
                .types(Map.of("age", "int"))
                .rename(Map.of("age", "years"))
                .drop(List.of("country"))
                .nulls(NullPolicy.parse("\"-\""))
                .split(Map.of("tags", "|"))
                .where("country != \"\"")
                .set(Map.of("next", "age + 1"))
                .expiry(new Expiry(1000, null, 500))
                .also(Layout.parse("zset:by:{country}={next} {tags}"))
                .build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(mapping);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Mapping arrived = (Mapping) in.readObject();
            assertThat(arrived.spec()).isEqualTo(mapping.spec());
            assertThat(Rows.map(arrived.bind(columns, Origin.fixed("f")), ada))
                    .isEqualTo(Rows.map(mapping.bind(columns, Origin.fixed("f")), ada))
                    .containsExactly(
                            "HASH u:001:7 [id, 1, years, 42, tags, a|b||c, next, 43] ttl 1000 field ttl 500",
                            "ZSET by:DE [43, a, 43, b, 43, c] ttl 1000");
        }
    }
}
