package dev.redkit.describe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.io.Progress;
import dev.redkit.source.Datasets;
import dev.redkit.source.Dialect;
import dev.redkit.source.Formats;
import dev.redkit.source.JdbcOptions;
import dev.redkit.source.SourceOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DescribeTest {
    @TempDir
    private Path folder;

    private Description describe(String name, String text, long most) throws IOException {
        return describe(name, text, most, SourceOptions.DEFAULTS);
    }

    private Description describe(String name, String text, long most, SourceOptions options) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text, StandardCharsets.ISO_8859_1);
        Datasets datasets = new Datasets(Formats.builtIn(), new ByteArrayInputStream(new byte[0]), JdbcOptions.NONE);
        return Describe.of(datasets.of(List.of(file.toString())).get(0), options, most, new Progress());
    }

    @Test
    void tellsTypesNullsLengthsAndExamples() throws IOException {
        Description seen = describe("users.csv", """
                id,price,ok,day,at,clock,uid,doc,mixed,raw,none
                1,1,true,2026-11-21,2026-11-21T10:00:00Z,10:30,6f1e0c1e-8f0a-4b60-9d4b-0f2b8f1c7a11,"{""a"":1}",1,\u00ff,
                2,1.5e3,FALSE,2026-11-22,2026-11-21 10:00:00.5,10:30:01,6f1e0c1e-8f0a-4b60-9d4b-0f2b8f1c7a12,[],x,abc,
                3,,true,2026-11-23,2026-11-22,23:59,6f1e0c1e-8f0a-4b60-9d4b-0f2b8f1c7a13,[1],,d,
                4,5
                """, Describe.WHOLE);
        assertThat(seen.columns().stream().map(ColumnProfile::type))
                .containsExactly(
                        ValueType.INTEGER,
                        ValueType.DECIMAL,
                        ValueType.BOOLEAN,
                        ValueType.DATE,
                        ValueType.DATE_TIME,
                        ValueType.TIME,
                        ValueType.UUID,
                        ValueType.JSON,
                        ValueType.TEXT,
                        ValueType.BYTES,
                        ValueType.NOTHING);
        assertThat(seen.records()).isEqualTo(3);
        assertThat(seen.spoiled()).isEqualTo(1);
        assertThat(seen.firstFault()).isEqualTo("2 fields instead of 11 on line 5");
        ColumnProfile price = seen.column("price").orElseThrow();
        assertThat(price.nulls()).isEqualTo(1);
        assertThat(price.shortest()).isEqualTo(1);
        assertThat(price.longest()).isEqualTo(5);
        assertThat(price.averageLength()).isEqualTo(3);
        assertThat(price.examples()).containsExactly("1", "1.5e3");
        assertThat(seen.suggestion().command())
                .isEqualTo("redkit load " + folder.resolve("users.csv") + " --as json --key 'user:{id}'");
    }

    @Test
    void readsNoMoreThanAsked() throws IOException {
        Description seen = describe("a.csv", "a,b\n1,2\n3,4\n5,6\n", 2);
        assertThat(seen.records()).isEqualTo(2);
        assertThat(seen.whole()).isFalse();
        assertThat(describe("a.csv", "a,b\n1,2\n3,4\n", 2).whole()).isTrue();
    }

    @Test
    void estimatesManyDifferentValues() throws IOException {
        StringBuilder text = new StringBuilder("n,few\n");
        for (int i = 0; i < 50_000; i++) {
            text.append(i).append(',').append(i % 100).append('\n');
        }
        Description seen = describe("a.csv", text.toString(), Describe.WHOLE);
        assertThat(seen.column("n").orElseThrow().distinct()).isBetween(47_500L, 50_000L);
        assertThat(seen.column("n").orElseThrow().exact()).isFalse();
        assertThat(seen.column("few").orElseThrow().distinct()).isEqualTo(100);
        assertThat(seen.suggestion().key()).isEqualTo("a:{n}");
    }

    @Test
    void suggestsWhatFitsTheColumns() throws IOException {
        assertThat(suggestion("places.csv", "id,lat,lon\na,1.5,2.5\nb,3,4\n"))
                .isEqualTo("--as geo --key place --lon lon --lat lat --member '{id}'");
        assertThat(suggestion("ranks.csv", "player,score\na,1\nb,1\n"))
                .isEqualTo("--as zset --key rank --member '{player}' --score '{score}'");
        assertThat(suggestion("events.csv", "at,what\n2026-01-01T00:00,x\n2026-01-01T00:00,x\n"))
                .isEqualTo("--as stream --key event");
        assertThat(suggestion("log.csv", "a,b\n1,x\n1,x\n")).isEqualTo("--as hash --key 'log:{#row}'");
        assertThat(suggestion("words.txt", "a\nb\n")).isEqualTo("--as set --key word --member '{line}'");
        assertThat(suggestion("words.txt", "a\na\n")).isEqualTo("--as list --key word --value '{line}'");
        assertThat(describe("none.csv", "a,b\n", 9).suggestion()).isNull();
    }

    private String suggestion(String name, String text) throws IOException {
        String command = describe(name, text, Describe.WHOLE).suggestion().command();
        return command.substring(command.indexOf("--as"));
    }

    @Test
    void seesThatRecordsAreInsideADocument() throws IOException {
        assertThat(describe("a.json", "{\"n\":2,\"items\":[{\"a\":1},{\"a\":2}]}", 9)
                        .warning())
                .isEqualTo("the document is one record; if the records are in its 'items', say --json-path /items");
        assertThat(describe("a.json", "[{\"n\":2,\"items\":[]},{}]", 9).warning())
                .isNull();
    }

    @Test
    void seesAWrongDelimiter() throws IOException {
        SourceOptions commas =
                SourceOptions.DEFAULTS.withDelimited(SourceOptions.Delimited.DEFAULTS.withDialect(Dialect.of(",")));
        Description seen = describe("a.csv", "id;name\n1;x\n", 9, commas);
        assertThat(seen.warning()).isEqualTo("the only column is 'id;name': is the delimiter ';'?");
        assertThat(describe("a.csv", "id;name\n1;x\n", 9).warning()).isNull();
    }
}
