package dev.redkit.format.pickled;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Fixtures;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PickleFormatTest {
    @TempDir
    Path folder;

    @Test
    void executesNothing() throws IOException {
        Path canary = folder.resolve("canary");
        Path file =
                Files.writeString(folder.resolve("evil.pkl"), "(dS'W'\ncposix\nsystem\n(S'touch " + canary + "'\ntRs.");
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("the global posix.system at byte 7")
                .hasMessageContaining("evil.pkl");
        assertThat(canary).doesNotExist();
    }

    @Test
    void tellsWhatIsNoArray() throws IOException {
        Path file = Fixtures.file("theano/numpy_p2.pkl");
        try (ModelFile opened = ModelFormats.byContent(file).open(file, ReadOptions.DEFAULT)) {
            assertThat(opened.format()).isEqualTo("pickle");
            assertThat(opened.metadata())
                    .containsEntry("t.0", "true")
                    .containsEntry("t.1", "word")
                    .containsEntry("t.2", "7");
        }
    }

    @Test
    void refusesArraysThatTheArchiveDoesNotHave() throws IOException {
        Path file = Files.write(
                folder.resolve("alone.pkl"),
                new byte[] {(byte) 0x80, 4, (byte) 0x8c, 9, 'n', 'd', 'a', 'r', 'r', 'a', 'y', '.', 'W', 'Q', '.'});
        assertThatThrownBy(() -> Fixtures.found(file))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("leaves ndarray.W to its file, which does not have it");
    }
}
