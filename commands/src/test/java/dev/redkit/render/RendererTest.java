package dev.redkit.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.console.RecordedConsole;
import dev.redkit.console.Terminal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RendererTest {
    private static final byte[] BINARY = {(byte) 0xff, 0, 'a', '\n'};

    private final RecordedConsole recorded = new RecordedConsole();

    private String document(Format format, Value value) {
        Renderer.of(format, recorded.console()).document(value);
        return recorded.out();
    }

    private static Value sample() {
        return new Value.Fields()
                .put("name", "Ada \"the\" 漢")
                .put("age", 36)
                .put("nothing", Value.none())
                .put("bytes", new Value.Blob(BINARY))
                .put("tags", Value.list(List.of("a", "b: c")))
                .put("more", new Value.Fields().put("deep", true));
    }

    @Test
    void showsAnObjectAsJson() {
        assertThat(document(Format.JSON, sample())).isEqualTo("""
                        {
                          "name": "Ada \\"the\\" 漢",
                          "age": 36,
                          "nothing": null,
                          "bytes": {
                            "$base64": "/wBhCg=="
                          },
                          "tags": [
                            "a",
                            "b: c"
                          ],
                          "more": {
                            "deep": true
                          }
                        }
                        """);
    }

    @Test
    void showsAnObjectAsYaml() {
        assertThat(document(Format.YAML, sample())).isEqualTo("""
                        name: "Ada \\"the\\" 漢"
                        age: 36
                        nothing: null
                        bytes: !!binary /wBhCg==
                        tags:
                          - a
                          - "b: c"
                        more:
                          deep: true
                        """);
    }

    @Test
    void showsAnObjectAsATable() {
        assertThat(document(Format.TABLE, sample())).isEqualTo("""
                        name     Ada "the" 漢
                        age      36
                        nothing  -
                        bytes    \\xff\\x00a\\n
                        tags     ["a","b: c"]

                        more
                        deep  true
                        """);
    }

    @Test
    void showsAnObjectAsCsv() {
        assertThat(new String(bytes(Format.CSV), StandardCharsets.ISO_8859_1))
                .startsWith("name,value\nname,\"Ada \"\"the\"\" ")
                .contains("nothing,\nbytes,\"\u00ff\0a\n\"\n")
                .endsWith("tags,\"[\"\"a\"\",\"\"b: c\"\"]\"\nmore.deep,true\n");
    }

    @Test
    void showsAnObjectAsTsv() {
        assertThat(new String(bytes(Format.TSV), StandardCharsets.ISO_8859_1)).contains("bytes\t\u00ff\0a\\n\n");
    }

    private byte[] bytes(Format format) {
        Renderer.of(format, recorded.console()).document(sample());
        return recorded.outBytes();
    }

    @Test
    void rawKeepsEveryByte() {
        Renderer.of(Format.RAW, recorded.console()).document(new Value.Items(List.of(new Value.Blob(BINARY))));
        assertThat(recorded.outBytes()).containsExactly(0xff, 0, 'a', '\n', '\n');
    }

    private void rows(Format format, RecordedConsole to, int count) {
        Renderer renderer = Renderer.of(format, to.console());
        renderer.begin(List.of(Column.left("key"), Column.right("size")));
        for (int i = 0; i < count; i++) {
            renderer.row(List.of(Value.of("k" + i), Value.of(i * 50L)));
        }
        renderer.end();
    }

    @Test
    void showsRowsInEveryFormat() {
        Map<Format, String> wanted = Map.of(
                Format.TABLE, "key  size\nk0      0\nk1     50\n",
                Format.JSON,
                        "[\n  {\n    \"key\": \"k0\",\n    \"size\": 0\n  },\n  {\n    \"key\": \"k1\",\n    \"size\": 50\n  }\n]\n",
                Format.NDJSON, "{\"key\":\"k0\",\"size\":0}\n{\"key\":\"k1\",\"size\":50}\n",
                Format.CSV, "key,size\nk0,0\nk1,50\n",
                Format.TSV, "key\tsize\nk0\t0\nk1\t50\n",
                Format.RAW, "k0\t0\nk1\t50\n",
                Format.YAML, "- key: k0\n  size: 0\n- key: k1\n  size: 50\n");
        for (Format format : Format.values()) {
            RecordedConsole fresh = new RecordedConsole();
            rows(format, fresh, 2);
            assertThat(fresh.out()).as(format.name()).isEqualTo(wanted.get(format));
        }
    }

    @ParameterizedTest
    @EnumSource(Format.class)
    void noRowsAreAnEmptyDocument(Format format) {
        rows(format, recorded, 0);
        String wanted = switch (format) {
            case TABLE -> "key  size\n";
            case CSV -> "key,size\n";
            case TSV -> "key\tsize\n";
            case JSON, YAML -> "[]\n";
            case NDJSON, RAW -> "";
        };
        assertThat(recorded.out()).isEqualTo(wanted);
    }

    @Test
    void aLongTableFlowsWithTheWidthsOfItsFirstRows() {
        rows(Format.TABLE, recorded, 2_000);
        assertThat(recorded.out().lines()).hasSize(2_001).allMatch(line -> line.length() >= 4);
    }

    @Test
    void onlyATerminalCutsWhatDoesNotFit() {
        Value wide = new Value.Items(List.of(
                new Value.Fields().put("key", "k").put("text", "漢字".repeat(40)).put("end", "x")));
        assertThat(document(Format.TABLE, wide)).contains("漢字".repeat(40)).doesNotContain("…");
        RecordedConsole terminal =
                new RecordedConsole(new Terminal(true, true, true, false, 40), Map.of("NO_COLOR", "1"), "");
        Renderer.of(Format.TABLE, terminal.console()).document(wide);
        assertThat(terminal.out()).contains("…");
        assertThat(terminal.out().lines()).allMatch(line -> TextWidth.of(line) <= 40);
    }

    @Test
    void dataDoesNotSteerTheTerminal() {
        assertThat(document(Format.TABLE, new Value.Fields().put("evil", "\u001b[2J\u0007\u009b")))
                .isEqualTo("evil  \\x1b[2J\\x07\\x9b\n");
    }

    @Test
    void measuresWideAndCombiningCharacters() {
        assertThat(TextWidth.of("abc")).isEqualTo(3);
        assertThat(TextWidth.of("漢字")).isEqualTo(4);
        assertThat(TextWidth.of("e\u0301")).isEqualTo(1);
        assertThat(TextWidth.of("🚀")).isEqualTo(2);
        assertThat(TextWidth.cut("漢字漢字", 5)).isEqualTo("漢字…");
    }

    @Test
    void keepsEveryDigitOfNumbers() {
        Value numbers = new Value.Items(List.of(
                Value.of(Long.MIN_VALUE), new Value.Num("3.14159265358979323846"), Value.of(1e300), Value.of(0.1)));
        Renderer.of(Format.NDJSON, recorded.console()).document(numbers);
        assertThat(recorded.out()).isEqualTo("-9223372036854775808\n3.14159265358979323846\n1.0E300\n0.1\n");
    }
}
