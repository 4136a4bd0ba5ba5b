package dev.redkit.format.hdf4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of the HDF4 library itself. */
class Hdf4Test {
    @TempDir
    Path folder;

    @Test
    void readsWhatTheLibraryReads() throws IOException {
        assertThat(Fixtures.found(Fixtures.file("hdf4/sds.hdf"))).isEqualTo(Fixtures.expected("hdf4/sds.hdf"));
        Map<String, String> types = Fixtures.found(Fixtures.file("hdf4/types.hdf"));
        assertThat(types).containsAllEntriesOf(Fixtures.expected("hdf4/types.hdf"));
        // The file has two that are called cube.
        assertThat(types.keySet()).filteredOn(name -> name.startsWith("cube")).hasSize(2);
    }

    @Test
    void tellsTheAttributes() throws IOException {
        Path file = Fixtures.file("hdf4/types.hdf");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.format()).isEqualTo("hdf4");
            assertThat(opened.metadata())
                    .containsEntry("set_f4.units", "kelvin")
                    .containsEntry("set_f4.scale", "[0.25, 4.0]");
        }
    }

    @Test
    void saysWhatToDoAboutCompressedData() {
        assertThatThrownBy(() -> Fixtures.found(Fixtures.file("hdf4/packed.hdf")))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the data of packed")
                .satisfies(e -> assertThat(((BadInput) e).hint())
                        .hasValueSatisfying(hint -> assertThat(hint).contains("hrepack")));
    }

    @Test
    void endsAtADirectoryThatComesBackToItself() throws IOException {
        byte[] bytes = Files.readAllBytes(Fixtures.file("hdf4/sds.hdf"));
        ByteBuffer.wrap(bytes).putInt(6, 4);
        Path file = Files.write(folder.resolve("loop.hdf"), bytes);
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("more than the file can hold");
    }
}
