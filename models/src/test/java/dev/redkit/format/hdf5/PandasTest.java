package dev.redkit.format.hdf5;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames of pandas in HDFStore, against what pandas itself reads. */
class PandasTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"pandas_fixed", "pandas_table", "pandas_object", "pandas_values"})
    void readsWhatPandasReads(String name) throws IOException {
        String file = "pandas/" + name + ".h5";
        assertThat(Fixtures.found(Fixtures.file(file))).isEqualTo(Fixtures.expected(file));
    }

    @Test
    void tellsWhatPandasKnowsBesides() throws IOException {
        Path file = Fixtures.file("pandas/pandas_object.h5");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata())
                    .containsEntry("df.columns", "[id, x, y, s, m]")
                    .containsEntry("df/s.missing", "1 of its values are missing, and stand as empty texts");
        }
        Path table = Fixtures.file("pandas/pandas_values.h5");
        try (ModelFile opened = ModelFormats.byContent(table).open(table, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata()).containsEntry("t/w.dtype", "datetime64[us]");
        }
        Path indexed = Fixtures.file("pandas/pandas_table.h5");
        try (ModelFile opened = ModelFormats.byContent(indexed).open(indexed, ReadOptions.DEFAULT)) {
            assertThat(opened.metadata()).containsEntry("df/_i_table", "indexes for searching, which are not kept");
        }
    }

    @Test
    void executesNothingInAColumnOfObjects() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("pandas/pandas_object.h5"));
        // Another name of the same length, in each of its pickles.
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("_reconstruct", "_xeconstruct");
        Path file = Files.write(folder.resolve("evil.h5"), text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the global numpy._core.multiarray._xeconstruct");
    }

    @Test
    void saysWhatToDoAboutBlosc() {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file("pandas/pandas_blosc.h5")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("blosc")
                .satisfies(e -> assertThat(((BadInput) e).hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("h5repack")));
    }
}
