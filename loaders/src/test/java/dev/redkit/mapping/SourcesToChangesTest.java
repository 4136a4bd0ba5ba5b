package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import dev.redkit.source.Formats;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The mapping with what real sources hand it: slices of shared buffers, columns that grow, raw records. */
class SourcesToChangesTest {
    private static List<String> map(String name, String text, MappingSpec.Builder spec) throws IOException {
        return map(name, text, SourceOptions.DEFAULTS, spec);
    }

    private static List<String> map(String name, String text, SourceOptions options, MappingSpec.Builder spec)
            throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
        try (RowSource rows = new RowSources(Formats.builtIn()).open(name, in, options)) {
            Origin origin = new Origin(name, name.endsWith(".jsonl"));
            Mapper mapper = Mapping.of(spec.build()).bind(rows.columns(), origin);
            Row row = new Row(rows.columns());
            List<String> all = new ArrayList<>();
            while (rows.next(row)) {
                all.addAll(Rows.map(mapper, row));
            }
            return all;
        }
    }

    @Test
    void csvBecomesHashes() throws IOException {
        assertThat(map(
                        "u.csv",
                        "id,name,age\n1,\"Ada \"\"L\"\"\",36\n2,Bob,\n",
                        MappingSpec.builder(Structure.HASH, "user:{id}:{#row}").types(Map.of("age", "int"))))
                .containsExactly("HASH user:1:1 [id, 1, name, Ada \"L\", age, 36]", "HASH user:2:2 [id, 2, name, Bob]");
    }

    private static final String LINES =
            "{\"id\":1,\"a\":{\"b\":1.50,\"c\":null},\"t\":[\"x\",\"y\\n\"]}\n" + "{\"id\":2,\"new\":true}\n";

    @Test
    void jsonLinesBecomeDocumentsAsTheyWereWritten() throws IOException {
        assertThat(map("d.jsonl", LINES, MappingSpec.builder(Structure.JSON, "d:{id}")))
                .containsExactly(
                        "JSON d:1 [$, {\"id\":1,\"a\":{\"b\":1.50,\"c\":null},\"t\":[\"x\",\"y\\n\"]}]",
                        "JSON d:2 [$, {\"id\":2,\"new\":true}]");
        assertThat(map(
                        "d.jsonl",
                        LINES,
                        MappingSpec.builder(Structure.JSON, "d:{id}").drop(List.of("t"))))
                .containsExactly(
                        "JSON d:1 [$, {\"id\":1,\"a\":{\"b\":1.50,\"c\":null}}]",
                        "JSON d:2 [$, {\"id\":2,\"new\":true}]");
    }

    @Test
    void jsonLinesBecomeHashesAndMembersAndAreAskedFor() throws IOException {
        assertThat(map("d.jsonl", LINES, MappingSpec.builder(Structure.HASH, "d:{id}")))
                .containsExactly(
                        "HASH d:1 [id, 1, a, {\"b\":1.50,\"c\":null}, t, [\"x\",\"y\\n\"]]",
                        "HASH d:2 [id, 2, new, true]");
        MappingSpec.Builder tags = MappingSpec.builder(Layout.parse("set:t:{id}={t}:{a.b}"))
                .split(Map.of("t", ""))
                .where("a != null && a.b == 1.5 && t.exists(x, x == \"x\")");
        assertThat(map("d.jsonl", LINES, tags))
                .containsExactly("SET t:1 [x:1.50, y\n:1.50]", "SKIPPED: --where is false");
    }

    @Test
    void flattenedJsonNestsAgainInDocuments() throws IOException {
        SourceOptions flat = SourceOptions.DEFAULTS.withNested(new SourceOptions.Nested(null, true, null));
        MappingSpec.Builder document = MappingSpec.builder(Structure.JSON, "d:{id}")
                .set(Map.of("a.twice", "a.b * 2.0"))
                .drop(List.of("t"));
        assertThat(map("d.jsonl", LINES, flat, document).get(0))
                .isEqualTo("JSON d:1 [$, {\"a\":{\"twice\":3,\"b\":1.50},\"id\":1}]");
    }
}
