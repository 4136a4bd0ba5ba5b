package dev.redkit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.aof.AofReader;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BackupFileTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"redis7.0-v10-lru.rdb", "redis8.0-v12-lru.rdb", "valkey9.1-v80-lru.rdb"})
    void knowsAnRdbFileWhateverItIsCalledAndCompressed(String name) throws IOException {
        byte[] rdb = FileSummaryTest.fixture(name);
        for (byte[] stored : new byte[][] {rdb, zipped(rdb)}) {
            Path file = Files.write(folder.resolve("backup.txt"), stored);
            BackupFile backup = BackupFile.of(file);
            assertThat(backup.form()).isEqualTo(BackupFile.Form.RDB);
            assertThat(backup.hasCommands()).isFalse();
            try (Input input = backup.parts().get(0).open()) {
                assertThat(input.stream().readAllBytes()).isEqualTo(rdb);
            }
            BackupFile piped = BackupFile.of("-", new ByteArrayInputStream(stored));
            assertThat(piped.form()).isEqualTo(BackupFile.Form.RDB);
            assertThat(piped.parts().get(0).open().stream().readAllBytes()).isEqualTo(rdb);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"aof-redis7.0", "aof-redis8.0", "aof-valkey9.1"})
    void knowsTheFolderOfAnAppendOnlyFileAndItsManifest(String name) throws IOException {
        String[] files = {"appendonly.aof.2.base.rdb", "appendonly.aof.2.incr.aof", "appendonly.aof.manifest"};
        for (String file : files) {
            Files.write(folder.resolve(file), resource("/dev/redkit/aof/" + name + "/" + file));
        }
        for (Path place : new Path[] {folder, folder.resolve("appendonly.aof.manifest")}) {
            BackupFile backup = BackupFile.of(place);
            assertThat(backup.form()).isEqualTo(BackupFile.Form.MULTI_PART_AOF);
            assertThat(backup.parts())
                    .extracting(BackupPart::content)
                    .containsExactly(BackupPart.Content.RDB, BackupPart.Content.COMMANDS);
            try (AofReader reader = backup.aof()) {
                assertThat(reader.next()).isTrue();
                assertThat(reader.kind()).isEqualTo(AofReader.Kind.ENTRY);
            }
        }
        BackupFile increment = BackupFile.of(folder.resolve(files[1]));
        assertThat(increment.form()).isEqualTo(BackupFile.Form.AOF);
        try (AofReader reader = increment.aof()) {
            assertThat(reader.next()).isTrue();
            assertThat(reader.name()).isEqualTo("SELECT");
        }
    }

    @Test
    void tellsAnAppendOnlyFileThatBeginsWithRdbFromAnRdbFile() {
        String file = "REDIS0009\u00fa\u0009redis-ver\u00055.0.9\u00fa\u000caof-preamble\u00c0\u0001\u00ff12345678"
                + "*1\r\n$4\r\nPING\r\n";
        BackupFile backup = BackupFile.of("-", new ByteArrayInputStream(file.getBytes(StandardCharsets.ISO_8859_1)));
        assertThat(backup.form()).isEqualTo(BackupFile.Form.AOF);
        assertThat(backup.parts().get(0).content()).isEqualTo(BackupPart.Content.RDB_AND_COMMANDS);
    }

    @Test
    void aFolderOfRdbFilesHasAPartForEach() throws IOException {
        Files.write(folder.resolve("b.rdb"), FileSummaryTest.fixture("redis7.0-v10-lru.rdb"));
        Files.write(folder.resolve("a.rdb.gz"), zipped(FileSummaryTest.fixture("redis8.0-v12-lru.rdb")));
        Files.writeString(folder.resolve("nodes.json"), "{}");
        BackupFile backup = BackupFile.of(folder);
        assertThat(backup.form()).isEqualTo(BackupFile.Form.FOLDER);
        assertThat(backup.parts())
                .extracting(part -> Path.of(part.name()).getFileName().toString())
                .containsExactly("a.rdb.gz", "b.rdb");
    }

    @Test
    void saysWhatAFileIsNot() throws IOException {
        assertThatThrownBy(() -> BackupFile.of(folder))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("neither an RDB file nor an append-only manifest");
        Path text = Files.writeString(folder.resolve("dump.rdb"), "\0hello");
        assertThatThrownBy(() -> BackupFile.of(text))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("it begins with '\\x00hello'");
        Path empty = Files.createFile(folder.resolve("empty.rdb"));
        assertThatThrownBy(() -> BackupFile.of(empty))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("is empty");
        assertThatThrownBy(() -> BackupFile.of(folder.resolve("none"))).isInstanceOf(UsageError.class);
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BackupFileTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
