package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonLinesSourceTest {
    @Test
    void turnsMembersIntoColumnsAndKeepsNumbersAsWritten() throws IOException {
        Reading read = Reading.of(
                "jsonl",
                "{\"a\": 1.50e0, \"b\":\"x\\ny\", \"c\":true}\r\n\n{\"b\":null,\"d\":{\"e\": [1, 2]},\"a\":12345678901234567890}\n");
        assertThat(read.columns).containsExactly("a", "b", "c", "d");
        assertThat(read.records)
                .containsExactly(
                        List.of("1.50e0", "x\ny", "true"),
                        Arrays.asList("12345678901234567890", null, null, "{\"e\": [1, 2]}"));
        assertThat(read.types).containsExactly("DECIMAL TEXT BOOLEAN", "INTEGER NULL NULL JSON");
        assertThat(read.lines).containsExactly(1L, 3L);
    }

    @Test
    void flattensWhenAsked() throws IOException {
        SourceOptions flat =
                SourceOptions.DEFAULTS.withFormat("jsonl").withNested(new SourceOptions.Nested(null, true, null));
        Reading read = Reading.of("{\"a\":{\"b\":{\"c\":1},\"d\":[2]},\"e\":3}\n", flat);
        assertThat(read.columns).containsExactly("a.b.c", "a.d", "e");
        assertThat(read.records).containsExactly(List.of("1", "[2]", "3"));
    }

    @Test
    void spoilsOnlyTheLineThatIsBroken() throws IOException {
        Reading read =
                Reading.of("jsonl", "{\"a\":1}\n{\"a\":\n{\"a\":2} {}\n{\"a\":tru}\n{\"a\":\"x\n[3,\"y\"]\n4\n\"z\"");
        assertThat(read.faults).hasSize(8);
        assertThat(read.faults.stream().filter(fault -> fault == null)).hasSize(4);
        assertThat(read.faults.get(2)).contains("more than one value");
        assertThat(read.raws.get(1)).isEqualTo("{\"a\":");
        assertThat(read.columns).containsExactly("a", "c1", "c2", "value");
        assertThat(read.records)
                .containsExactly(
                        List.of("1"),
                        Arrays.asList(null, "3", "y"),
                        Arrays.asList(null, null, null, "4"),
                        Arrays.asList(null, null, null, "z"));
    }

    @Test
    void refusesALineBeyondTheLimit() {
        String text = "{}\n{\"a\":\"" + "x".repeat(3_000_000) + "\"}\n{}\n";
        assertThatThrownBy(() -> Reading.of(
                        text, SourceOptions.DEFAULTS.withFormat("jsonl").withRecordLimit(1 << 20)))
                .isInstanceOf(BadInput.class)
                .hasMessage("the record on line 2 of input has 3000008 bytes, at most 1048576 are taken");
    }
}
