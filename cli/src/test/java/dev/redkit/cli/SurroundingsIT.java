package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that lack what others have. */
@RedisServer
final class SurroundingsIT {
    @TempDir
    private Path directory;

    private final TestServer server;

    SurroundingsIT(TestServer server) {
        this.server = server;
    }

    private String ping() {
        return "redkit -p " + server.port() + " ping";
    }

    @Test
    void worksWithoutAHome() {
        String bare = "unset HOME XDG_CONFIG_HOME XDG_STATE_HOME XDG_CACHE_HOME; ";
        assertThat(Outcome.done(Program.shell(bare + ping()).run())).isEqualTo("PONG\n");
        assertThat(Outcome.done(Program.shell("HOME= ; " + ping()).run())).isEqualTo("PONG\n");
        assertThat(Outcome.done(Program.shell(
                                "HOME=/proc/nowhere; unset XDG_CACHE_HOME XDG_CONFIG_HOME XDG_STATE_HOME; " + ping())
                        .run()))
                .isEqualTo("PONG\n");
    }

    @Test
    void worksWithACacheThatCannotBeWritten() {
        for (String cache : new String[] {"/proc/nothing", "/dev/null"}) {
            Program.Result result =
                    Program.shell(ping()).env("XDG_CACHE_HOME", cache).run();
            assertThat(Outcome.done(result)).as(cache).isEqualTo("PONG\n");
        }
    }

    @Test
    void saysThatTheEmbeddedServerHasNoPlaceToBeUnpacked() {
        Program.Result result = Program.redkit("--embedded", "ping")
                .env("XDG_CACHE_HOME", "/proc/nothing")
                .run();
        Outcome.failed(result, 6, "/proc/nothing");
    }

    @Test
    void takesAClosedStreamForAnEmptyOne() {
        String pipe = "redkit -p " + server.port() + " pipe";
        assertThat(Outcome.done(Program.shell(pipe + " <&-").run())).contains("commands             0");
        assertThat(Outcome.done(Program.shell(ping() + " 2>&-").run())).isEqualTo("PONG\n");
        Outcome.failed(Program.shell(ping() + " >&-").run(), 1, "cannot write to standard output");
    }

    @Test
    void runsFromAFolderWithAnyNameAndThroughALink() throws IOException {
        Path folder = Files.createDirectories(directory.resolve("a größe 数 'x"));
        Path link = Files.createSymbolicLink(folder.resolve("rk"), Program.launcher());
        assertThat(Outcome.done(Program.of(link.toString(), "-p", Integer.toString(server.port()), "ping")
                        .in(folder)
                        .env("LC_ALL", "C")
                        .run()))
                .isEqualTo("PONG\n");
    }

    @Test
    void saysWhatIsWrongWithItsConfiguration() throws IOException {
        Path file = directory.resolve("redkit/config.toml");
        Files.createDirectories(file);
        Program asked = Program.redkit("--profile", "x", "ping").env("XDG_CONFIG_HOME", directory.toString());
        Program.Result folder = asked.run();
        Outcome.failed(folder, folder.exit(), file.toString());
        Files.delete(file);
        Outcome.failed(asked.run(), 2, "x");
        Files.writeString(file, "[profiles.x]\nuri = \"redis://127.0.0.1\nport = \n");
        Outcome.failed(asked.run(), 8, file.toString(), "line 2");
        Files.writeString(file, "[profiles.x]\nurl = \"redis://:hush@127.0.0.1:1\"\n");
        Program.Result unknown = asked.run();
        Outcome.failed(unknown, 2, "url");
        assertThat(unknown.err()).contains("uri").doesNotContain("hush");
    }
}
