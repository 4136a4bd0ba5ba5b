package dev.redkit.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AtomicOutputTest {
    @TempDir
    Path folder;

    @Test
    void appearsOnlyWhenItIsWhole() throws IOException {
        Path file = folder.resolve("out.csv");
        try (AtomicOutput output = AtomicOutput.open(file)) {
            output.stream().write(InputTest.text(600_000));
            assertThat(file).doesNotExist();
            output.commit();
        }
        assertThat(file).hasBinaryContent(InputTest.text(600_000));
        assertThat(names()).containsExactly("out.csv");
    }

    @Test
    void leavesNothingWithoutACommit() throws IOException {
        try (AtomicOutput output = AtomicOutput.open(folder.resolve("out.csv.zst"))) {
            output.stream().write(InputTest.text(600_000));
        }
        assertThat(names()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "o.gz,GZIP",
        "o.zst,ZSTD",
        "o.BZ2,BZIP2",
        "o.xz,XZ",
        "o.lz4,LZ4",
        "o.sz,SNAPPY",
        "gz,NONE",
        "o.gz.csv,NONE"
    })
    void compressesAsTheNameSays(String name, Compression compression) throws IOException {
        Path file = folder.resolve(name);
        try (AtomicOutput output = AtomicOutput.open(file)) {
            output.stream().write(InputTest.text(300_000));
            output.commit();
        }
        try (Input input = Input.open(file)) {
            assertThat(input.compression()).isEqualTo(compression);
            assertThat(input.stream().readAllBytes()).isEqualTo(InputTest.text(300_000));
        }
    }

    @Test
    void doesNotReplaceAFileUnasked() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "old");
        assertThatThrownBy(() -> AtomicOutput.open(file))
                .isInstanceOf(UsageError.class)
                .hasMessage(file + " is already there");
        assertThat(file).hasContent("old");
    }

    @Test
    void doesNotReplaceAFileThatCameMeanwhile() throws IOException {
        Path file = folder.resolve("out");
        try (AtomicOutput output = AtomicOutput.open(file)) {
            Files.writeString(file, "theirs");
            assertThatThrownBy(output::commit).isInstanceOf(UsageError.class);
        }
        assertThat(file).hasContent("theirs");
        assertThat(names()).containsExactly("out");
    }

    @Test
    void replacesAFileWhenAskedAndKeepsItsPermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
        try (AtomicOutput output = AtomicOutput.open(file, Rule.OVERWRITE)) {
            output.stream().write('n');
            assertThat(file).hasContent("old");
            output.commit();
        }
        assertThat(file).hasContent("n");
        assertThat(permissions(file)).isEqualTo("rw-rw----");
    }

    @Test
    void isForItsOwnerOnlyWhenAsked() throws IOException {
        Path file = folder.resolve("secret");
        try (AtomicOutput output = AtomicOutput.open(file, Rule.OWNER_ONLY)) {
            try (Stream<Path> parts = Files.list(folder)) {
                assertThat(permissions(parts.findFirst().orElseThrow())).isEqualTo("rw-------");
            }
            output.commit();
        }
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void writesThroughALink() throws IOException {
        Path file = Files.writeString(folder.resolve("out"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        try (AtomicOutput output = AtomicOutput.open(link, Rule.OVERWRITE)) {
            output.stream().write('n');
            output.commit();
        }
        assertThat(link).isSymbolicLink();
        assertThat(file).hasContent("n");
    }

    @Test
    void saysWhatIsWrongWithAName() {
        assertThatThrownBy(() -> AtomicOutput.open(folder))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is a directory");
        assertThatThrownBy(() -> AtomicOutput.open(folder.resolve("none/out")))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("there is no directory for");
    }

    @Test
    void saysThatTheDiskIsFull() {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "this system has no /dev/full");
        try (AtomicOutput output = AtomicOutput.open(full)) {
            assertThatThrownBy(() -> {
                        output.stream().write(1);
                        output.commit();
                    })
                    .isInstanceOf(CannotWrite.class)
                    .hasMessageContaining("/dev/full")
                    .hasMessageContaining("No space left");
        }
    }

    @Test
    void writesToStandardOutputAndLeavesItOpen() throws IOException {
        ByteArrayOutputStream stdout = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("closed");
            }
        };
        try (AtomicOutput output = AtomicOutput.open("-", stdout)) {
            output.stream().write('n');
            output.commit();
        }
        assertThat(stdout.toString(StandardCharsets.UTF_8)).isEqualTo("n");
    }

    @Test
    void letsAClosedPipeBeWhatItIs() throws IOException {
        OutputStream pipe = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };
        try (AtomicOutput output = AtomicOutput.open("-", pipe)) {
            output.stream().write('n');
            assertThatThrownBy(output::commit).isInstanceOf(IOException.class).hasMessage("Broken pipe");
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
