package dev.redkit.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class AuditTest {
    @TempDir
    private Path folder;

    private Audit audit(Path state) {
        return Audit.of(Map.of("XDG_STATE_HOME", state.toString()), () -> Instant.ofEpochMilli(1_700_000_000_123L));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void addsALineForEachWorkThatOnlyItsOwnerReads() throws IOException {
        Audit audit = audit(folder);
        assertThat(audit.add("127.0.0.1:6379", "keys delete 'a\n\"*'", 12)).isEmpty();
        assertThat(audit.add("127.0.0.1:6379", "keys unlink 'b:*'", 0)).isEmpty();
        assertThat(audit.file()).isEqualTo(folder.resolve("redkit/audit.log"));
        assertThat(Files.readAllLines(audit.file()))
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("{\"time\":\"2023-11-14T22:13:20.123Z\",\"who\":\"" + System.getProperty("user.name")
                        + "\",\"where\":\"127.0.0.1:6379\",\"what\":\"keys delete 'a\\n\\\"*'\",\"count\":12}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(audit.file())))
                .isEqualTo("rw-------");
    }

    @Test
    void saysWhyItCannot() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThat(audit(file).add("there", "something", 1)).get().asString().contains("audit.log");
    }
}
