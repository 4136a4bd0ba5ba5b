package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The password is in nothing that others can see; and no server of ours stays behind. */
@RedisServer(config = "requirepass " + SecretsIT.PASSWORD)
final class SecretsIT {
    static final String PASSWORD = "hush-Pa55w0rd";

    @TempDir
    private Path directory;

    private final TestServer server;

    SecretsIT(TestServer server) {
        this.server = server;
    }

    private Path secret(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), text);
        file.toFile().setReadable(false, false);
        file.toFile().setReadable(true, true);
        return file;
    }

    private String uri(String password) {
        return "redis://:" + password + "@127.0.0.1:" + server.port();
    }

    @Test
    void saysNoPasswordWhateverGoesWrong() throws IOException {
        secret(PASSWORD + "x");
        String dead = "redis://:" + PASSWORD + "@127.0.0.1:1";
        List<Program> runs = List.of(
                Program.redkit("--debug", "-v", "ping").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("--debug", "-v", "info").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("--debug", "-v", "-c", "ping").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("--debug", "-v", "-c", "info").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("--debug", "-v", "pipe")
                        .env("REDIS_URL", uri(PASSWORD))
                        .stdin("NOSUCH\n"),
                Program.redkit("--debug", "call", "NOSUCH").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("--debug", "-v", "ping").env("REDIS_URL", dead),
                Program.redkit("--debug", "-c", "pipe").env("REDIS_URL", dead),
                Program.redkit("--debug", "ping").env("REDIS_URL", uri(PASSWORD) + "x/%zz"),
                Program.redkit("--debug", "ping").env("REDIS_URL", uri(PASSWORD) + "/none"),
                Program.redkit("--debug", "ping").env("REDIS_URL", "redsi://:" + PASSWORD + "@127.0.0.1"),
                Program.redkit("--debug", "ping").env("REDIS_URL", ":" + PASSWORD + "@127.0.0.1"),
                Program.redkit("--debug", "ping").env("REDIS_URL", uri(PASSWORD + "%")),
                Program.redkit("--debug", "ping").env("REDIS_URL", uri(PASSWORD + "wrong")),
                Program.redkit("--debug", "pipe").env("REDIS_URL", uri(PASSWORD + "wrong")),
                Program.redkit("--debug", "-c", "pipe").env("REDIS_URL", uri(PASSWORD + "wrong")),
                Program.redkit(
                        "--debug", "--pass-file", directory + "/secret", "-p", Integer.toString(server.port()), "ping"),
                Program.redkit("--debug", "-u", uri(PASSWORD), "--timeout", "x", "ping"),
                Program.redkit("--debug", "-u", uri(PASSWORD), "pnig"),
                Program.redkit("--debug", "-u", uri(PASSWORD), "ping", "--nosuch"),
                Program.redkit("--debug", "--dry-run", "-u", uri(PASSWORD), "call", "GET", "a"),
                Program.redkit("--debug", "-a", PASSWORD, "-p", Integer.toString(server.port()), "call", "NOSUCH"));
        for (Program program : runs) {
            Program.Result result = program.run();
            assertThat(result.out() + result.err()).as("%s", result).doesNotContain(PASSWORD);
        }
    }

    @Test
    void keepsThePasswordOutOfTheListOfProcesses() throws IOException {
        Path file = secret(PASSWORD + "\n");
        String port = Integer.toString(server.port());
        List<Program> runs = List.of(
                Program.redkit("-p", port, "--pass-file", file.toString(), "pipe"),
                Program.redkit("pipe").env("REDIS_URL", uri(PASSWORD)),
                Program.redkit("-p", port, "pipe").env("REDISCLI_AUTH", PASSWORD));
        for (Program program : runs) {
            long before = clients();
            try (Program.Running running = program.stdinOpen().start()) {
                Eventually.holds(() -> clients() > before, running::err);
                assertThat(arguments(running.pid())).isNotEmpty().noneMatch(line -> line.contains(PASSWORD));
            }
            Eventually.holds(() -> clients() <= before, () -> "the connection to be gone");
        }
    }

    private long clients() {
        return server.ask("CLIENT", "LIST")
                .text()
                .lines()
                .filter(line -> line.contains("name=redkit"))
                .count();
    }

    /** The command lines of a process and of all it has started. */
    private static List<String> arguments(long pid) {
        ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
        return Stream.concat(Stream.of(process), process.descendants())
                .map(one -> commandLine(one.pid()))
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<String> commandLine(long pid) {
        try {
            return Optional.of(Files.readString(Path.of("/proc/" + pid + "/cmdline"), StandardCharsets.ISO_8859_1)
                            .replace('\0', ' '))
                    .filter(line -> !line.isBlank());
        } catch (IOException e) {
            // It has ended meanwhile.
            return Optional.empty();
        }
    }

    @Test
    void givesTheEmbeddedServerItsPasswordInPrivate() {
        try (Program.Running running = Program.redkit("--embedded", "--debug", "-v", "pipe")
                .stdinOpen()
                .start()) {
            Eventually.holds(() -> serverOf(running.pid()).isPresent(), running::err);
            assertThat(arguments(running.pid())).noneMatch(line -> line.contains("pass"));
            assertThat(running.err()).doesNotContain("requirepass");
        }
    }

    private static Optional<Long> serverOf(long pid) {
        return ProcessHandle.of(pid).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(one -> commandLine(one.pid())
                        .filter(line -> line.matches("\\S*redis-server.*"))
                        .isPresent())
                .map(ProcessHandle::pid)
                .findFirst();
    }

    @Test
    void leavesNoServerBehindWhenKilled() {
        try (Program.Running running =
                Program.redkit("--embedded", "pipe").stdinOpen().start()) {
            Eventually.holds(() -> serverOf(running.pid()).isPresent(), running::err);
            ProcessHandle embedded =
                    ProcessHandle.of(serverOf(running.pid()).orElseThrow()).orElseThrow();
            running.signal("KILL");
            Eventually.holds(() -> !embedded.isAlive(), () -> "an end of the embedded server " + embedded.pid());
        }
    }
}
