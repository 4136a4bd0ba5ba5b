package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvSourceTest {
    private static final SourceOptions CSV = SourceOptions.DEFAULTS.withFormat("csv");

    private static SourceOptions with(SourceOptions.Delimited delimited) {
        return CSV.withDelimited(delimited);
    }

    @Test
    void readsFieldsQuotesAndNulls() throws IOException {
        Reading read = Reading.of("csv", "id,name,note\r\n1,\"a \"\"b\"\", c\",\n2,\"\",\"x\r\ny\"\n\n3,d\"e,\"f\" ");
        assertThat(read.columns).containsExactly("id", "name", "note");
        assertThat(read.records)
                .containsExactly(
                        Arrays.asList("1", "a \"b\", c", null), List.of("2", "", "x\r\ny"), List.of("3", "d\"e", "f"));
        assertThat(read.types).first().isEqualTo("TEXT TEXT NULL");
        assertThat(read.lines).containsExactly(2L, 3L, 6L);
        assertThat(read.nextLines).containsExactly(3L, 5L, 7L);
        assertThat(read.raws).element(1).isEqualTo("2,\"\",\"x\r\ny\"");
    }

    @Test
    void takesEveryLineEndAndByteOrderMark() throws IOException {
        Reading read = Reading.of("csv", "\u00ef\u00bb\u00bfa,b\r1,2\r\n3,4\n5,6\r");
        assertThat(read.columns).containsExactly("a", "b");
        assertThat(read.records).containsExactly(List.of("1", "2"), List.of("3", "4"), List.of("5", "6"));
        assertThat(read.ends).containsExactly(12L, 16L, 20L);
    }

    @Test
    void namesColumnsWhereThereIsNoHeader() throws IOException {
        assertThat(Reading.of("csv", "1,2\n3,4\n").columns).containsExactly("c1", "c2");
        assertThat(Reading.of("csv", "1,2\n3,4\n").records).hasSize(2);
        assertThat(Reading.of("csv", "a,,a\n1,2,3\n").columns).containsExactly("c1", "c2", "c3");
        Reading forced = Reading.of("a,,a\n1,2,3\n", with(CSV.delimited().withHeader(Header.YES)));
        assertThat(forced.columns).containsExactly("a", "c2", "a_2");
        Reading named = Reading.of(
                "x,y\n1,2\n", with(CSV.delimited().withHeader(Header.NO).withNames(List.of("p", "q"))));
        assertThat(named.columns).containsExactly("p", "q");
        assertThat(named.records).hasSize(2);
        SourceOptions given = with(CSV.delimited().withNames(List.of("p", "q")));
        assertThat(Reading.of("x,y\n1,2\n", given).records).hasSize(2);
        assertThat(Reading.of("p,q\n1,2\n", given).records).hasSize(1);
    }

    @Test
    void spoilsOnlyTheRecordThatIsRagged() throws IOException {
        String text = "a,b\n1\n1,2\n1,2,3\n";
        Reading strict = Reading.of("csv", text);
        assertThat(strict.faults).containsExactly("1 field instead of 2", null, "3 fields instead of 2");
        assertThat(strict.raws).containsExactly("1", "1,2", "1,2,3");
        assertThat(Reading.of(text, with(CSV.delimited().withRagged(Ragged.FIT))).records)
                .containsExactly(Arrays.asList("1", null), List.of("1", "2"), List.of("1", "2"));
        assertThat(Reading.of(text, with(CSV.delimited().withRagged(Ragged.PAD))).faults)
                .containsExactly(null, null, "3 fields instead of 2");
        assertThat(Reading.of(text, with(CSV.delimited().withRagged(Ragged.CUT))).faults)
                .containsExactly("1 field instead of 2", null, null);
    }

    @Test
    void spoilsTextBehindAClosingQuote() throws IOException {
        Reading read = Reading.of("csv", "a,b\n\"1\"x,2\n3,4\n");
        assertThat(read.faults).containsExactly("text after a closing quote", null);
        assertThat(read.records).containsExactly(List.of("3", "4"));
    }

    @Test
    void saysWhereAQuoteOpensThatIsNeverClosed() {
        String text = "a,b\n" + "1,2\n".repeat(100_000) + "3,\"4\n" + "5,6\n".repeat(100_000);
        assertThatThrownBy(() -> Reading.of("csv", text))
                .isInstanceOf(BadInput.class)
                .hasMessage("the quote that opens on line 100002 of input is never closed");
    }

    @Test
    void refusesARecordBeyondTheLimitWithLineAndSize() {
        String text = "a,b\n1,2\n" + "x".repeat(3_000_000) + ",2\n3,4\n";
        assertThatThrownBy(() -> Reading.of(text, CSV.withRecordLimit(1 << 20)))
                .isInstanceOf(BadInput.class)
                .hasMessage("the record on line 3 of input has 3000002 bytes, at most 1048576 are taken");
        assertThatThrownBy(() -> Reading.of("a\n\"" + "\n".repeat(3_000_000), CSV.withRecordLimit(1 << 20)))
                .hasMessage("the quote that opens on line 2 of input is never closed");
    }

    @Test
    void takesARecordUpToTheLimit() throws IOException {
        String big = "x".repeat((1 << 20) - 2);
        Reading read = Reading.of("a,b\n" + big + ",2\n3,4\n", CSV.withRecordLimit(1 << 20));
        assertThat(read.records).containsExactly(List.of(big, "2"), List.of("3", "4"));
    }

    @Test
    void passesBytesAsTheyAre() throws IOException {
        Reading read = Reading.of("csv", "a,b\n\0\u00ff\u00fe,\"\u00c3\0\"\n");
        assertThat(read.records).containsExactly(List.of("\0\u00ff\u00fe", "\u00c3\0"));
    }

    @Test
    void takesQuotesAsPlainWhenThereAreNone() throws IOException {
        Dialect plain = Dialect.of("\t").withQuote(Dialect.NONE);
        Reading read = Reading.of("a\tb\n\"1\t2\"\n", with(CSV.delimited().withDialect(plain)));
        assertThat(read.records).containsExactly(List.of("\"1", "2\""));
    }

    @Test
    void holdsNothingForAnEmptyFile() throws IOException {
        assertThat(Reading.of("csv", "").records).isEmpty();
        assertThat(Reading.of("csv", "\n\n").records).isEmpty();
        assertThat(Reading.of("csv", "a,b\n").records).isEmpty();
    }

    @Test
    void readsTheSameInWhateverPiecesItComes() throws IOException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = anyText(random, 1 + random.nextInt(400)).getBytes(StandardCharsets.ISO_8859_1);
            String whole = outcome(Reading.slow(bytes, bytes.length));
            for (int atOnce : new int[] {1, 2, 7}) {
                assertThat(outcome(Reading.slow(bytes, atOnce))).isEqualTo(whole);
            }
        }
    }

    private static String outcome(InputStream in) {
        try {
            Reading read = Reading.of(new RowSources(Formats.builtIn()).open("input", in, CSV));
            return read.columns + " " + read.records + read.faults + read.lines + read.ends + read.raws + read.types;
        } catch (BadInput | IOException e) {
            return e.getMessage();
        }
    }

    private static String anyText(Random random, int length) {
        String pieces = "ab,,\"\"\n\r1 ";
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(pieces.charAt(random.nextInt(pieces.length())));
        }
        return text.toString();
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        StringBuilder text = new StringBuilder("\u00ef\u00bb\u00bfid,note\r\n");
        for (int i = 0; i < 500; i++) {
            text.append(i).append(i % 7 == 0 ? ",\"a\nb\"\"\"\r\n" : i % 5 == 0 ? ",x\n\n" : ",y\r");
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        Reading whole = Reading.of(Reading.open(bytes, CSV));
        assertThat(whole.records).hasSize(500);
        for (int done : new int[] {1, 7, 8, 250, 499, 500}) {
            RowSource rest = Reading.open(bytes, CSV);
            long nextLine = done == 500 ? 1_000_000 : whole.lines.get(done);
            rest.skip(done, whole.ends.get(done - 1), nextLine);
            Row row = new Row(rest.columns());
            if (done < 500) {
                assertThat(rest.next(row)).isTrue();
                assertThat(row.number()).isEqualTo(done + 1);
                assertThat(new String(row.copy(0), StandardCharsets.US_ASCII)).isEqualTo(Integer.toString(done));
            } else {
                assertThat(rest.next(row)).isFalse();
            }
        }
        assertThatThrownBy(() -> Reading.open(bytes, CSV).skip(9, bytes.length + 1, 9))
                .isInstanceOf(BadInput.class);
    }
}
