package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialectSourceTest {
    private static final Path NASTY = Path.of("src/test/resources/dev/redkit/source/nasty");
    private static final SourceOptions CSV = SourceOptions.DEFAULTS.withFormat("csv");

    private static SourceOptions with(Dialect dialect) {
        return CSV.withDelimited(CSV.delimited().withDialect(dialect));
    }

    static Stream<Path> nasty() throws IOException {
        try (Stream<Path> files = Files.list(NASTY)) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("nasty")
    void givesTheSameRecordsAsTheByteScanner(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        for (Ragged ragged : Ragged.values()) {
            SourceOptions options = CSV.withDelimited(CSV.delimited().withRagged(ragged));
            assertThat(outcome(bytes, options, true)).isEqualTo(outcome(bytes, options, false));
        }
    }

    @Test
    void givesTheSameRecordsAsTheByteScannerForAnyText() {
        Random random = new Random(11);
        String pieces = "ab,,,\"\"\"\n\n\r1 \t\0\u00ff";
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(60); length > 0; length--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            assertThat(outcome(bytes, CSV, true)).as(text.toString()).isEqualTo(outcome(bytes, CSV, false));
        }
    }

    private static String outcome(byte[] bytes, SourceOptions options, boolean fast) {
        Opening opening = new Opening("input", new ByteArrayInputStream(bytes), bytes, false, options);
        try {
            Reading read = Reading.of(
                    fast ? CsvSource.open(opening, Dialect.of(",")) : DialectSource.open(opening, Dialect.of(",")));
            return read.columns + " " + read.records + read.faults + read.lines + read.nextLines + read.ends + read.raws
                    + read.types;
        } catch (BadInput | IOException e) {
            return e.getMessage();
        }
    }

    @Test
    void takesEscapesCommentsAndNullTexts() throws IOException {
        Dialect mysql = new Dialect("\t", Dialect.NONE, '\\', '#', false, "\\N");
        Reading read = Reading.of("# made by\na\tb\n1\t\\N\n# no\nx\\\ty\t\n", with(mysql));
        assertThat(read.columns).containsExactly("a", "b");
        assertThat(read.records).containsExactly(Arrays.asList("1", null), List.of("x\ty", ""));
        assertThat(read.lines).containsExactly(3L, 5L);
        assertThat(read.raws).containsExactly("1\t\\N", "x\\\ty\t");
    }

    @Test
    void takesLongDelimitersOtherQuotesAndTrims() throws IOException {
        Dialect odd = new Dialect("||", '\'', Dialect.NONE, Dialect.NONE, true, null);
        Reading read = Reading.of("a || b\n 'x||y' || z \n '' || \n", with(odd));
        assertThat(read.columns).containsExactly("a", "b");
        assertThat(read.records).containsExactly(List.of("x||y", "z"), Arrays.asList("", null));
        Dialect section = Dialect.of("\u00a7");
        SourceOptions latin = with(section).withEncoding(StandardCharsets.ISO_8859_1);
        assertThat(Reading.of("a\u00a7b\n1\u00a72\n", latin).records).containsExactly(List.of("1", "2"));
    }

    @Test
    void readsOtherEncodings() throws IOException {
        String text = "id,name\n1,\"Zo\u00eb\"\n";
        for (String encoding : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252", "ISO-8859-15", "UTF-32")) {
            byte[] bytes = text.getBytes(Charset.forName(encoding));
            Reading read = Reading.of(Reading.open(bytes, CSV.withEncoding(Charset.forName(encoding))));
            assertThat(read.records).containsExactly(List.of("1", "Zo\u00c3\u00ab"));
        }
        byte[] marked = text.getBytes(StandardCharsets.UTF_16);
        assertThat(Reading.of(Reading.open(marked, CSV)).columns).containsExactly("id", "name");
    }

    @Test
    void saysWhichByteIsNoTextOfTheEncoding() {
        byte[] bytes = {'a', ',', 'b', '\n', (byte) 0x81, ',', '1'};
        assertThatThrownBy(() -> Reading.of(Reading.open(bytes, CSV.withEncoding(Charset.forName("windows-1252")))))
                .isInstanceOf(BadInput.class)
                .hasMessage("byte 4 of input is no windows-1252 text");
    }

    @Test
    void saysWhereAQuoteOpensThatIsNeverClosed() {
        Dialect comments = new Dialect(",", '"', Dialect.NONE, '#', false, null);
        String text = "a,b\n#\n\n1,2\n\"x\ny\",\"4\n5,6\n";
        assertThatThrownBy(() -> Reading.of(text, with(comments)))
                .isInstanceOf(BadInput.class)
                .hasMessage("the quote that opens on line 6 of input is never closed");
        SourceOptions small = with(comments).withRecordLimit(4 << 16);
        assertThatThrownBy(() -> Reading.of("a,b\n1,\"" + "\n".repeat(1 << 17), small))
                .isInstanceOf(BadInput.class)
                .hasMessage("the record on line 2 of input has more than 65536 bytes");
    }

    @Test
    void goesOnWhereItStopped() throws IOException {
        Dialect comments = new Dialect(";", '"', Dialect.NONE, '#', false, null);
        byte[] bytes = "#\nid;b\n1;\"x\ny\"\n#c\n2;z\r\n\n3;\n".getBytes(StandardCharsets.ISO_8859_1);
        Reading whole = Reading.of(Reading.open(bytes, with(comments)));
        assertThat(whole.lines).containsExactly(3L, 6L, 8L);
        for (int done = 1; done < 3; done++) {
            RowSource rest = Reading.open(bytes, with(comments));
            rest.skip(done, whole.ends.get(done - 1), whole.lines.get(done));
            Row row = new Row(rest.columns());
            assertThat(rest.next(row)).isTrue();
            assertThat(row.number()).isEqualTo(done + 1);
            assertThat(new String(row.copy(0), StandardCharsets.US_ASCII)).isEqualTo(Integer.toString(done + 1));
        }
    }

    @Test
    void readsNoFurtherThanTheRecord() throws IOException {
        InputStream in = new ByteArrayInputStream("a;b\n1;2\n3;4\n".getBytes(StandardCharsets.US_ASCII)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                if (pos >= 8) {
                    throw new IllegalStateException("read ahead");
                }
                return super.read(into, offset, Math.min(4, length));
            }
        };
        Opening opening = new Opening("input", in, new byte[0], false, CSV);
        RowSource source = DialectSource.open(opening, Dialect.of(";"));
        assertThat(source.next(new Row(source.columns()))).isTrue();
    }
}
