package dev.redkit.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that Arrow 25 and Spark 3.5 have written, and what can become of them. */
class ParquetInputTest {
    private static final long SEED = 20_261_129;
    private static final int ROUNDS = 400;

    @TempDir
    Path folder;

    private static Path fixture(String name) {
        return Path.of("src/test/resources/fixtures/parquet", name + ".parquet");
    }

    /** All rows in words, as the library's own converter makes them. */
    private static List<String> rows(Path file) {
        List<String> rows = new ArrayList<>();
        try (ParquetInput input = ParquetInput.open(file)) {
            input.forEach(
                    GroupRecordConverter::new,
                    row -> rows.add(row.toString().replaceAll("\\s+", " ").strip()));
            assertThat(rows).hasSize((int) input.rows());
        }
        return rows;
    }

    @Test
    void readsWhatSparkHasWritten() {
        List<String> rows = rows(fixture("spark"));
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0))
                .startsWith(
                        "id: 1 name: a emb list element: 1.0 list element: 2.0 m key_value key: k value: 1 st x: 1 y: z")
                .endsWith("dec: 150 d: 19724");
        assertThat(rows.get(1)).isEqualTo("id: 2 name: é emb list element: 3.0 list element: 4.0 m n: q");
    }

    @Test
    void readsWhatArrowHasWritten() {
        List<String> rows = rows(fixture("none"));
        assertThat(rows).hasSize(3);
        assertThat(rows.get(0))
                .startsWith("id: 1 name: a score: 1.5 f: 1.0 emb list")
                .endsWith("st a: 1 b: q");
        assertThat(rows.get(1))
                .isEqualTo("id: 2 name: é f: 2.0 emb list element: 3.0 list element: 4.0 emb_fixed list element: 3.0"
                        + " list element: 4.0 ts: 1 bin: b: false d: 1 dict: y");
        assertThat(rows.get(2))
                .startsWith("id: 3 score: 3.5 f: 3.0 emb_fixed list")
                .endsWith("st b: z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "gzip", "zstd"})
    void readsTheSameThroughEachCodec(String codec) {
        assertThat(rows(fixture(codec))).isEqualTo(rows(fixture("none"))).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"brotli, BROTLI", "lz4, LZ4_RAW"})
    void refusesOtherCodecsInOneSentence(String name, String codec) {
        Path file = fixture(name);
        assertThatThrownBy(() -> rows(file))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.hint().orElse("")).contains("snappy", "zstd", "gzip"))
                .hasMessage(file + " is packed with " + codec + ", which redkit does not read");
    }

    @Test
    void refusesEncodingsOfVersionTwoInOneSentence() throws IOException {
        byte[] bytes = Files.readAllBytes(fixture("v1"));
        int encoding = encodingOfTheFirstDataPage(bytes);
        bytes[encoding] = 2 * 5;
        Path file = Files.write(folder.resolve("delta.parquet"), bytes);
        assertThatThrownBy(() -> rows(file))
                .isInstanceOfSatisfying(
                        BadInput.class, e -> assertThat(e.hint().orElse("")).contains("parquet.writer.version"))
                .hasMessageMatching(
                        "column \\w+ of \\S+ is encoded as DELTA_BINARY_PACKED, which redkit does not read");
    }

    /** In its header, after {@code 5: struct{1: i32 values}}; levels as runs, which is 3, follow. */
    private static int encodingOfTheFirstDataPage(byte[] bytes) {
        for (int i = 0; i + 8 < bytes.length; i++) {
            if (bytes[i] == 0x2c
                    && bytes[i + 1] == 0x15
                    && bytes[i + 3] == 0x15
                    && bytes[i + 5] == 0x15
                    && bytes[i + 6] == 6) {
                return i + 4;
            }
        }
        throw new AssertionError("no page");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "zstd", "spark"})
    void refusesEveryFileThatIsCutOff(String name) throws IOException {
        byte[] whole = Files.readAllBytes(fixture(name));
        Path file = folder.resolve("cut.parquet");
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> rows(file)).as("of %d bytes", length).isInstanceOf(BadInput.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "v1", "spark"})
    void survivesChangedBytes(String name) throws IOException {
        byte[] whole = Files.readAllBytes(fixture(name));
        Path file = folder.resolve("changed.parquet");
        Random random = new Random(SEED);
        int refused = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] changed = whole.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt();
            }
            Files.write(file, changed);
            try {
                rows(file);
            } catch (BadInput e) {
                refused++;
                assertThat(e.getMessage())
                        .as("round %d", round)
                        .contains("changed.parquet")
                        .doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                fail(name + ", round " + round, e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void refusesWhatIsNoParquetFileAtAll() throws IOException {
        Path text = Files.writeString(folder.resolve("a.parquet"), "name,score\nAda,1\n".repeat(20));
        assertThatThrownBy(() -> ParquetInput.open(text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("does not end as a Parquet file does");
        byte[] bytes = Files.readAllBytes(fixture("none"));
        System.arraycopy("PARE".getBytes(StandardCharsets.US_ASCII), 0, bytes, bytes.length - 4, 4);
        Path secret = Files.write(folder.resolve("b.parquet"), bytes);
        assertThatThrownBy(() -> ParquetInput.open(secret))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is encrypted");
    }
}
