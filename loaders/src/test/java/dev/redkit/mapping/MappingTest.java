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
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTest {
    private final Columns columns = Rows.columns("id", "name", "city");
    private final Row ada = Rows.text(columns, "1", "Ada", null);

    private static MappingSpec.Builder spec(Structure structure, String key) {
        return MappingSpec.builder(structure, key);
    }

    private static List<String> map(MappingSpec.Builder spec, Row row) {
        return Rows.map(spec.build(), row);
    }

    @Test
    void hashTakesAllColumnsThatHaveAValue() {
        assertThat(map(spec(Structure.HASH, "user:{id}"), ada)).containsExactly("HASH user:1 [id, 1, name, Ada]");
    }

    @Test
    void hashTakesChosenFieldsUnderOtherNames() {
        assertThat(map(
                        spec(Structure.HASH, "u:{id}")
                                .fields(List.of("name", "id"))
                                .rename(Map.of("id", "nr")),
                        ada))
                .containsExactly("HASH u:1 [name, Ada, nr, 1]");
        assertThat(map(spec(Structure.HASH, "u:{id}").drop(List.of("id")), ada))
                .containsExactly("HASH u:1 [name, Ada]");
    }

    @Test
    void nullsBecomeWhatThePolicySays() {
        assertThat(map(spec(Structure.HASH, "u:{id}").nulls(NullPolicy.EMPTY), ada))
                .containsExactly("HASH u:1 [id, 1, name, Ada, city, ]");
        assertThat(map(spec(Structure.HASH, "u:{id}").nulls(NullPolicy.parse("\"n/a\"")), ada))
                .containsExactly("HASH u:1 [id, 1, name, Ada, city, n/a]");
        assertThat(map(spec(Structure.SET, "u").part(Part.MEMBER, "city"), ada))
                .containsExactly("REJECTED: the member cannot be made: 'city' is null");
        assertThat(map(spec(Structure.SET, "u").part(Part.MEMBER, "city").nulls(NullPolicy.SKIP), ada))
                .containsExactly("SKIPPED: the member cannot be made: 'city' is null");
        assertThat(map(
                        spec(Structure.SET, "u")
                                .part(Part.MEMBER, "{name} {city}")
                                .nulls(NullPolicy.EMPTY),
                        ada))
                .containsExactly("SET u [Ada ]");
    }

    @Test
    void keysAreNeverMadeOfNulls() {
        assertThat(map(spec(Structure.HASH, "c:{city}").nulls(NullPolicy.EMPTY), ada))
                .containsExactly("REJECTED: the key cannot be made: 'city' is null");
        assertThat(map(spec(Structure.HASH, "c:{city|default:none}"), ada))
                .containsExactly("HASH c:none [id, 1, name, Ada]");
        assertThat(map(spec(Structure.HASH, "{name}"), Rows.text(columns, "1", "", "x")))
                .containsExactly("REJECTED: the key is empty");
    }

    @Test
    void listsAndSetsTakeTheOnlyColumnLeft() {
        assertThat(map(
                        spec(Structure.SET, "city:{city}").drop(List.of()),
                        Rows.text(Rows.columns("city", "id"), "Rome", "3")))
                .containsExactly("SET city:Rome [3]");
        assertThatThrownBy(() -> map(spec(Structure.LIST, "all"), ada))
                .isInstanceOf(UsageError.class)
                .hasMessage("list needs --member");
    }

    @Test
    void scoresAreNumbers() {
        Columns scored = Rows.columns("player", "points");
        MappingSpec.Builder rank = spec(Structure.ZSET, "rank").part(Part.SCORE, "points");
        for (String good : List.of("1", "-1.5", "+2", ".5", "5.", "1e3", "inf", "-Infinity", "0")) {
            assertThat(map(rank, Rows.text(scored, "ada", good))).containsExactly("ZSET rank [" + good + ", ada]");
        }
        assertThat(map(rank, Rows.text(scored, "ada", " 7 "))).containsExactly("ZSET rank [7, ada]");
        for (String bad : List.of("abc", "nan", "", "1e999", "1,5", "0x10", "e5", ".", "--1", "1e")) {
            assertThat(map(rank, Rows.text(scored, "ada", bad)))
                    .containsExactly("REJECTED: the score is not a number: \"" + bad + "\"");
        }
    }

    @Test
    void stringTakesAColumnATemplateOrTheWholeRecord() {
        assertThat(map(spec(Structure.STRING, "n:{id}").part(Part.VALUE, "name"), ada))
                .containsExactly("STRING n:1 [Ada]");
        assertThat(map(spec(Structure.STRING, "n:{id}").part(Part.VALUE, "<{name}>"), ada))
                .containsExactly("STRING n:1 [<Ada>]");
        assertThat(map(spec(Structure.STRING, "n:{id}").part(Part.VALUE, "\"yes\""), ada))
                .containsExactly("STRING n:1 [yes]");
        assertThat(map(spec(Structure.STRING, "n:{id}"), ada))
                .containsExactly("STRING n:1 [{\"id\":\"1\",\"name\":\"Ada\",\"city\":null}]");
    }

    @Test
    void documentsKeepTypesAndNestDottedColumns() {
        Columns dotted = Rows.columns("id", "address.city", "address.zip", "tags", "ok");
        Row row = Rows.text(dotted, "x", "Ro\"me", null, null, null);
        Rows.set(row, 0, FieldType.INTEGER, "123456789012345678901");
        Rows.set(row, 3, FieldType.JSON, "[1, 2]");
        Rows.set(row, 4, FieldType.BOOLEAN, "true");
        assertThat(map(spec(Structure.JSON, "d:{id}"), row))
                .containsExactly("JSON d:123456789012345678901 [$, {\"id\":123456789012345678901,"
                        + "\"address\":{\"city\":\"Ro\\\"me\",\"zip\":null},\"tags\":[1, 2],\"ok\":true}]");
        assertThat(map(spec(Structure.JSON, "d").part(Part.PATH, "$.x").part(Part.VALUE, "tags"), row))
                .containsExactly("JSON d [$.x, [1, 2]]");
        assertThat(map(spec(Structure.JSON, "d").part(Part.VALUE, "address.city"), row))
                .containsExactly("REJECTED: the value is not JSON: \"Ro\"me\"");
    }

    @Test
    void streamsTakeAllColumnsAndAnId() {
        assertThat(map(spec(Structure.STREAM, "s"), ada)).containsExactly("STREAM s [*, id, 1, name, Ada]");
        assertThat(map(spec(Structure.STREAM, "s").part(Part.ID, "{id}-1"), ada))
                .containsExactly("STREAM s [1-1, id, 1, name, Ada]");
        assertThat(map(spec(Structure.STREAM, "s").part(Part.ID, "name"), ada))
                .containsExactly("REJECTED: the id is not one of a stream (*, 123 or 123-4): \"Ada\"");
    }

    @Test
    void theOtherStructuresCheckTheirNumbers() {
        Columns numbers = Rows.columns("a", "b", "c");
        MappingSpec.Builder geo = spec(Structure.GEO, "g").part(Part.LON, "a").part(Part.LAT, "b");
        assertThat(map(geo, Rows.text(numbers, "13.4", "52.5", "Berlin")))
                .containsExactly("GEO g [13.4, 52.5, Berlin]");
        assertThat(map(geo, Rows.text(numbers, "13.4", "91", "Berlin")))
                .containsExactly("REJECTED: the latitude is not a latitude from -85.05112878 to 85.05112878: \"91\"");
        MappingSpec.Builder bitmap = spec(Structure.BITMAP, "b").part(Part.OFFSET, "a");
        assertThat(map(bitmap, Rows.text(numbers, "4294967295", "", ""))).containsExactly("BITMAP b [4294967295, 1]");
        assertThat(map(bitmap, Rows.text(numbers, "4294967296", "", "")))
                .containsExactly("REJECTED: the offset is not a whole number from 0 to 4294967295: \"4294967296\"");
        assertThat(map(spec(Structure.COUNTER, "n:{a}"), Rows.text(numbers, "x", "", "")))
                .containsExactly("COUNTER n:x [1]");
        assertThat(map(
                        spec(Structure.COUNTER, "n").part(Part.FIELD, "a").part(Part.AMOUNT, "b"),
                        Rows.text(numbers, "x", "-5", "")))
                .containsExactly("COUNTER n [x, -5]");
        assertThat(map(spec(Structure.HLL, "h").part(Part.ELEMENT, "a"), Rows.text(numbers, "x", "", "")))
                .containsExactly("HLL h [x]");
        assertThat(map(spec(Structure.PUBSUB, "ch").part(Part.MESSAGE, "{a}!"), Rows.text(numbers, "x", "", "")))
                .containsExactly("PUBSUB ch [x!]");
    }

    @Test
    void keysExpire() {
        assertThat(map(spec(Structure.SET, "s").part(Part.MEMBER, "id").expiry(Expiry.ttl(5000)), ada))
                .containsExactly("SET s [1] ttl 5000");
        Expiry at = new Expiry(5000, "city", 0);
        MappingSpec.Builder hash =
                spec(Structure.HASH, "u:{id}").fields(List.of("id")).expiry(at);
        assertThat(map(hash, Rows.text(columns, "1", "", "1700000000")))
                .containsExactly("HASH u:1 [id, 1] at 1700000000000");
        assertThat(map(hash, Rows.text(columns, "1", "", "2030-01-01")))
                .containsExactly("HASH u:1 [id, 1] at 1893456000000");
        assertThat(map(hash, Rows.text(columns, "1", "", "2030-01-01T00:00:00+01:00")))
                .containsExactly("HASH u:1 [id, 1] at 1893452400000");
        assertThat(map(hash, ada)).containsExactly("HASH u:1 [id, 1] ttl 5000");
        assertThat(map(hash, Rows.text(columns, "1", "", "soon")))
                .containsExactly("REJECTED: --expire-at is no time after 1970: \"soon\"");
    }

    @Test
    void oneRecordFeedsSeveralStructuresOrNone() {
        MappingSpec.Builder both = spec(Structure.HASH, "u:{id}")
                .also(Layout.of(Structure.SET, "city:{city}").with(Part.MEMBER, "id"));
        assertThat(map(both, Rows.text(columns, "1", "Ada", "Rome")))
                .containsExactly("HASH u:1 [id, 1, name, Ada, city, Rome]", "SET city:Rome [1]");
        assertThat(map(both, ada)).containsExactly("REJECTED: the key cannot be made: 'city' is null");
        assertThat(map(both.nulls(NullPolicy.SKIP), ada)).containsExactly("HASH u:1 [id, 1, name, Ada]");
    }

    @Test
    void bytesStayBytes() {
        Row row = Rows.text(columns, "1", "x", "y");
        row.set(0, FieldType.TEXT, new byte[] {(byte) 0xff, 0, (byte) 0xfe}, 0, 3);
        Mapper mapper = Mapping.of(
                        spec(Structure.SET, "k:{id}").part(Part.MEMBER, "{id}!").build())
                .bind(columns, Origin.fixed("f"));
        mapper.map(row, change -> {
            assertThat(change.copy(0)).containsExactly(0xff, 0, 0xfe, '!');
        });
        assertThat(mapper.key()).containsExactly('k', ':', 0xff, 0, 0xfe);
    }

    @Test
    void unknownColumnsAreNamedWithWhatThereIs() {
        assertThatThrownBy(() -> map(spec(Structure.HASH, "u:{idd}"), ada))
                .isInstanceOfSatisfying(UsageError.class, e -> {
                    assertThat(e).hasMessage("--key: there is no column 'idd'");
                    assertThat(e.hint()).contains("did you mean 'id'? the columns are: id, name, city");
                });
    }

    @Test
    void openColumnsAreLookedForInEachRecord() {
        Columns open = new Columns();
        Mapper mapper = Mapping.of(spec(Structure.HASH, "u:{id}").build()).bind(open, Origin.open("f"));
        open.add("name");
        assertThat(Rows.map(mapper, Rows.text(open, "Ada")))
                .containsExactly("REJECTED: the key cannot be made: this record has no 'id'");
        open.add("id");
        assertThat(Rows.map(mapper, Rows.text(open, "Ada", "5"))).containsExactly("HASH u:5 [name, Ada, id, 5]");
        assertThat(Rows.map(mapper, Rows.text(open, null, "6"))).containsExactly("HASH u:6 [id, 6]");
    }

    @Test
    void valuesInsideOfJsonAreFoundWhenItsColumnIs() {
        Columns open = Rows.columns("a");
        Mapper mapper = Mapping.of(spec(Structure.HASH, "{a.b}")
                        .fields(List.of("a.b", "x.y"))
                        .build())
                .bind(open, Origin.open("f"));
        Row row = Rows.text(open, "{\"b\":5}");
        assertThat(Rows.map(mapper, row)).containsExactly("HASH 5 [a.b, 5]");
        assertThat(Rows.map(mapper, Rows.text(open, "{\"c\":5}")))
                .containsExactly("REJECTED: the key cannot be made: there is no 'a.b' in 'a'");
        open.add("x.y");
        open.add("a.b");
        assertThat(Rows.map(mapper, Rows.text(open, "{}", "7", "8"))).containsExactly("HASH 8 [a.b, 8, x.y, 7]");
    }

    @Test
    void optionsThatMeanNothingAreRefused() {
        assertThatThrownBy(() -> Mapping.of(
                        spec(Structure.HASH, "k").part(Part.SCORE, "id").build()))
                .hasMessage("--score means nothing for hash");
        assertThatThrownBy(() -> Mapping.of(spec(Structure.SET, "k")
                        .part(Part.MEMBER, "id")
                        .fields(List.of("id"))
                        .build()))
                .hasMessage("--fields means nothing for set as it is asked for here");
        assertThatThrownBy(() -> Mapping.of(spec(Structure.ZSET, "k").build())).hasMessage("zset needs --score");
        assertThatThrownBy(() -> map(spec(Structure.HASH, "k").rename(Map.of("id", "name")), ada))
                .hasMessage("two fields would be called 'name'");
    }

    @Test
    void spoiledRecordsAreRejectedWithTheirFault() {
        Row row = Rows.text(columns, "1");
        row.spoiled("too few fields");
        Mapper mapper = Mapping.of(spec(Structure.HASH, "u:{id}").build()).bind(columns, Origin.fixed("f"));
        assertThat(Rows.map(mapper, row)).containsExactly("REJECTED: too few fields");
        assertThat(mapper.key()).isNull();
    }

    @Test
    void mapsTheSameAfterATrip() throws Exception {
        Mapping mapping = Mapping.of(spec(Structure.HASH, "{#file}:{id|pad:4}:{#row}")
                .also(Layout.of(Structure.SET, "s").with(Part.MEMBER, "name"))
                .build());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(mapping);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            Mapping arrived = (Mapping) in.readObject();
            Origin origin = Origin.fixed("users.csv");
            assertThat(Rows.map(arrived.bind(columns, origin), ada))
                    .isEqualTo(Rows.map(mapping.bind(columns, origin), ada))
                    .containsExactly("HASH users.csv:0001:7 [id, 1, name, Ada]", "SET s [Ada]");
        }
        assertThat(new String(bytes.toByteArray(), StandardCharsets.ISO_8859_1)).contains("MappingSpec");
    }
}
