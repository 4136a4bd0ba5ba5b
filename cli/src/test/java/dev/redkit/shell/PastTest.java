package dev.redkit.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastTest {
    @TempDir
    private Path state;

    private Past past() {
        Past past = new Past(Map.of("XDG_STATE_HOME", state.toString()));
        try {
            Terminal terminal = new DumbTerminal(InputStream.nullInputStream(), OutputStream.nullOutputStream());
            past.attach(new LineEditor(terminal, past));
            return past;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return state.resolve("redkit/history");
    }

    @Test
    void remembersLinesInAFileThatOnlyItsOwnerReads() throws IOException {
        Past past = past();
        past.add(Instant.now(), "GET a");
        past.add(Instant.now(), "SET a \"x\ny\\n\"");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.readAllLines(file())).hasSize(2);
        assertThat(past().lines()).containsExactly("GET a", "SET a \"x\ny\\n\"");
        assertThat(past().rest("GE")).isEqualTo("T a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AUTH opensesame",
                "auth ann opensesame",
                "ACL SETUSER ann on >opensesame ~* +@all",
                "CONFIG SET requirepass opensesame",
                "config set maxmemory 1gb masterauth opensesame",
                "HELLO 3 AUTH ann opensesame",
                "MIGRATE h 1 k 0 5 AUTH opensesame",
                "SENTINEL SET m auth-pass opensesame",
                "2 AUTH opensesame",
                "\\watch 1 AUTH opensesame",
                "redkit call AUTH opensesame",
                "redkit ping -a opensesame",
                "redkit ping --pass=opensesame",
                "\\connect redis://ann:opensesame@host:1"
            })
    void keepsSecretsOutOfTheFileAndInMind(String line) throws IOException {
        Past past = past();
        past.add(Instant.now(), "PING");
        past.add(Instant.now(), line);
        past.add(Instant.now(), "GET b");
        assertThat(past.lines()).contains(line);
        assertThat(past.rest(line.substring(0, line.length() - 1))).isEmpty();
        assertThat(Files.readString(file())).isEqualTo("PING\nGET b\n");
    }

    @Test
    void tightensAFileThatOthersCouldRead() throws IOException {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "GET a\n");
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(past().lines()).containsExactly("GET a");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void doesNotGrowForEver() throws IOException {
        Files.createDirectories(file().getParent());
        Files.write(
                file(),
                Collections.nCopies(30_000, "GET aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
        assertThat(past().lines()).hasSize(Past.MOST);
        assertThat(Files.readAllLines(file())).hasSizeLessThanOrEqualTo(Past.MOST);
    }

    @Test
    void worksWhereNothingCanBeWritten() throws IOException {
        Files.writeString(state.resolve("redkit"), "a file where the folder should be");
        Past past = past();
        past.add(Instant.now(), "GET a");
        assertThat(past.lines()).isEqualTo(List.of("GET a"));
    }
}
