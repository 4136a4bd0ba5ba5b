package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plain lines, fixed width, RESP and XML. */
class OtherTextsTest {
    private static final SourceOptions FIXED = SourceOptions.DEFAULTS.withFormat("fixed");

    private static SourceOptions widths(String widths) {
        return FIXED.withDelimited(FIXED.delimited().withWidths(widths));
    }

    private static SourceOptions xml(String path) {
        return SourceOptions.DEFAULTS.withFormat("xml").withNested(new SourceOptions.Nested(null, false, path));
    }

    @Test
    void everyLineIsARecord() throws IOException {
        Reading read = Reading.of("lines", "a,b\r\n\n\u00ff\0");
        assertThat(read.columns).containsExactly("line");
        assertThat(read.records).containsExactly(List.of("a,b"), List.of(""), List.of("\u00ff\0"));
        assertThat(read.lines).containsExactly(1L, 2L, 3L);
    }

    @Test
    void cutsLinesAtFixedWidths() throws IOException {
        Reading read = Reading.of(
                "id   name      note\n1    Zo\u00c3\u00ab       x y\n\n22   \n3    abcdefghijrest\n", widths("5,10,*"));
        assertThat(read.columns).containsExactly("id", "name", "note");
        assertThat(read.faults).containsExactly(null, "1 field instead of 3", null);
        assertThat(read.records)
                .containsExactly(List.of("1", "Zo\u00c3\u00ab", "x y"), List.of("3", "abcdefghij", "rest"));
        assertThat(Reading.of("12345678\n", widths("1-2,5-5,7-")).records).containsExactly(List.of("12", "5", "78"));
        assertThat(Reading.of("12345\n", widths("2,2")).faults).containsExactly("3 fields instead of 2");
        assertThat(Reading.of("1    2\n", widths("2,2,2")).records).containsExactly(Arrays.asList("1", null, "2"));
    }

    @Test
    void goesOnBehindTheFirstLineOfFixedWidth() throws IOException {
        RowSource rest = Reading.open("11\n22\n33\n".getBytes(StandardCharsets.US_ASCII), widths("1,1"));
        rest.skip(1, 3, 2);
        Row row = new Row(rest.columns());
        assertThat(rest.next(row)).isTrue();
        assertThat(row.copy(0)).containsExactly('2');
        assertThat(row.line()).isEqualTo(2);
    }

    @Test
    void refusesWidthsThatAreNone() {
        for (String bad : List.of("", "0", "a", "5,,3", "*,5", "5-3", "0-3", "99999999999")) {
            assertThatThrownBy(() -> Reading.of("x\n", widths(bad))).isInstanceOf(UsageError.class);
        }
        assertThatThrownBy(() -> Reading.of("x\n", FIXED)).isInstanceOf(UsageError.class);
    }

    @Test
    void readsCommandsOfResp() throws IOException {
        Reading read = Reading.of(
                "resp", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\n\r\n\r\n*4\r\n:12\r\n$-1\r\n+OK\r\n$0\r\n\r\n*0\r\n");
        assertThat(read.columns).containsExactly("c1", "c2", "c3", "c4");
        assertThat(read.records)
                .containsExactly(List.of("SET", "k", "\r\n"), Arrays.asList("12", null, "OK", ""), List.of());
        assertThat(read.ends).containsExactly(28L, 53L, 57L);
    }

    @Test
    void namesTheByteWhereRespIsBroken() {
        assertThatThrownBy(() -> Reading.of("resp", "*1\r\n$2\r\nabc\r\n"))
                .hasMessage("no CRLF behind an item of 2 bytes: its length is wrong at byte 10 of input");
        assertThatThrownBy(() -> Reading.of("resp", "*1\r\n$2\r\nab"))
                .hasMessage("input ends within the array that begins at byte 0");
        for (String bad :
                List.of("SET a b\r\n", "*1\r\n$9999999999\r\n", "*-2\r\n", "*99999999\r\n", "*1\r\n?", "*1\n")) {
            assertThatThrownBy(() -> Reading.of("resp", bad)).isInstanceOf(BadInput.class);
        }
    }

    @Test
    void readsChildrenOfTheRootOrThoseAtAPath() throws IOException {
        String text = "<?xml version='1.0' encoding='ISO-8859-1'?>\n<items>\n"
                + "<item id='1'><name>Zo\u00eb &amp; x</name><tag>a</tag><tag>b</tag><at><lon>1.5</lon></at></item>\n"
                + "<item id='2'><![CDATA[<raw>]]></item><item/></items>";
        Reading read = Reading.of(text, xml(null));
        assertThat(read.columns).containsExactly("@id", "name", "tag", "at.lon", "#text");
        assertThat(read.records.get(0)).containsExactly("1", "Zo\u00c3\u00ab & x", "a\nb", "1.5");
        assertThat(read.records.get(1)).containsExactly("2", null, null, null, "<raw>");
        assertThat(read.records).hasSize(3);
        assertThat(read.lines).containsExactly(3L, 4L, 4L);
        assertThat(read.ends).containsOnly(0L);
        assertThat(Reading.of(text, xml("/items/item/tag")).records).containsExactly(List.of("a"), List.of("b"));
        assertThat(Reading.of("xml", "\u00ef\u00bb\u00bf<a/>").records).isEmpty();
    }

    @Test
    void readsNoDocumentTypesAndNoFilesOfOthers() {
        String bomb =
                "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b SYSTEM 'file:///etc/passwd'>]><x><y>&a;</y><y>&b;</y></x>";
        assertThatThrownBy(() -> Reading.of("xml", bomb)).isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Reading.of("xml", "<a>\n<b></a>"))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith("input:2:");
        assertThatThrownBy(() -> Reading.of("xml", "<a>" + "<b>".repeat(100_000)))
                .isInstanceOf(BadInput.class);
        assertThatThrownBy(() -> Reading.of("", xml("items"))).isInstanceOf(UsageError.class);
    }

    @Test
    void endsWellOnAnyBytes() throws IOException {
        Random random = new Random(3);
        String[] pieces = {
            "{\"a\":",
            "\"",
            "1}",
            "*1\r\n",
            "$1\r\n",
            "a\r\n",
            "\r\n",
            "<a>",
            "</a>",
            "<b c='1'/>",
            "x",
            "&",
            "$",
            "*",
            ":1\r\n",
            "\u00ff"
        };
        for (int round = 0; round < 1000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            for (String format : List.of("resp", "xml", "jsonl", "lines", "fixed", "csv", "tsv")) {
                try {
                    Reading.of(text.toString(), widths("1,2,*").withFormat(format));
                } catch (Failure e) {
                    assertThat(e.getMessage()).contains("input");
                }
            }
        }
    }
}
