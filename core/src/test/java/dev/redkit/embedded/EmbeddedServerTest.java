package dev.redkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.UserFolders;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
    @TempDir
    Path folder;

    @Test
    void answersOnceItIsStartedAndIsGoneOnceItIsClosed() throws IOException {
        EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        try (server) {
            assertThat(Question.ask(server.target(), "PING")).isEqualTo("PONG");
            assertThat(Question.ask(server.target(), "INFO server"))
                    .contains("redis_version:7.0.15")
                    .contains("process_id:" + server.pid());
        }
        assertThat(process.isAlive()).isFalse();
        assertThat(server.directory()).doesNotExist();
    }

    @Test
    void asksForThePasswordAndTellsItToNobody() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            Target stranger =
                    server.target().but().credentials(Credentials.NONE).build();
            assertThat(Question.ask(stranger, "PING")).contains("NOAUTH");

            String password = server.target().credentials().password();
            assertThat(password).hasSize(48);
            assertThat(server + server.target().toString()).doesNotContain(password);
            assertThat(processTable()).contains("redis-server").doesNotContain(password);
        }
    }

    private static String processTable() throws IOException {
        Process ps = new ProcessBuilder("ps", "-eo", "pid,args").start();
        try (var output = ps.inputReader()) {
            return String.join("\n", output.lines().toList());
        }
    }

    @Test
    void keepsItsFilesForItsOwnerOnly() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            assertThat(permissions(server.directory())).isEqualTo("rwx------");
            assertThat(permissions(server.directory().resolve("redkit.conf"))).isEqualTo("rw-------");
            assertThat(permissions(server.directory().resolve("redis.log"))).isEqualTo("rw-------");
        }
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    @Test
    void listensOnAUnixSocketOnly() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE.onUnixSocket())) {
            assertThat(server.target().address().isUnix()).isTrue();
            assertThat(server.port()).isZero();
            assertThat(Question.ask(server.target(), "PING")).isEqualTo("PONG");
            assertThat(Question.ask(server.target(), "INFO server")).contains("tcp_port:0");
        }
    }

    @Test
    void keepsItsDataInADirectoryOfItsOwn() throws IOException {
        Path directory = folder.resolve("a b\"c-ü");
        EmbeddedOptions options = EmbeddedOptions.PRIVATE.directory(directory);
        try (EmbeddedServer server = EmbeddedServer.start(options)) {
            Question.ask(server.target(), "SET colour green");
        }
        assertThat(directory.resolve("dump.rdb")).exists();
        try (EmbeddedServer server = EmbeddedServer.start(options)) {
            assertThat(Question.ask(server.target(), "GET colour")).isEqualTo("green");
        }
    }

    @Test
    void refusesADirectoryThatAnotherServerWorksIn() {
        EmbeddedOptions options = EmbeddedOptions.PRIVATE.directory(folder);
        try (EmbeddedServer server = EmbeddedServer.start(options)) {
            assertThat(server.directory()).isEqualTo(folder);
            assertThatThrownBy(() -> EmbeddedServer.start(options))
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining(folder.toString());
        }
    }

    @Test
    void saysSoWhenItsDataCouldNotBeSaved() throws Exception {
        EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(folder));
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().get(1, TimeUnit.MINUTES);
        assertThatThrownBy(server::close)
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("may be lost")
                .hasMessageContaining("Ready to accept connections");
    }

    @Test
    void refusesAFileForADirectory() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(file)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("is not a directory");
    }

    @Test
    void givesTheServersOwnWordsWhenItDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedServer.start(EmbeddedOptions.PRIVATE.config("no-such-directive yes")))
                .isInstanceOf(Unreachable.class)
                .hasMessageContaining("no-such-directive")
                .hasMessageContaining("Bad directive");
    }

    @Test
    void doesNotTakeAPortThatIsInUse() {
        try (EmbeddedServer first = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            assertThatThrownBy(() -> EmbeddedServer.start(EmbeddedOptions.PRIVATE.port(first.port())))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("Failed listening on port");
        }
    }

    @Test
    void takesFurtherLinesOfConfiguration() throws IOException {
        try (EmbeddedServer server =
                EmbeddedServer.start(EmbeddedOptions.PRIVATE.config("maxmemory 3mb", "cluster-enabled yes"))) {
            assertThat(Question.ask(server.target(), "INFO memory")).contains("maxmemory:3145728");
            assertThat(Question.ask(server.target(), "CLUSTER INFO")).contains("cluster_state:fail");
        }
    }

    @Test
    void followsAMaster() throws Exception {
        try (EmbeddedServer master = EmbeddedServer.start(EmbeddedOptions.PRIVATE);
                EmbeddedServer replica = EmbeddedServer.start(EmbeddedOptions.PRIVATE.replicaOf(master.target()))) {
            Question.ask(master.target(), "SET colour green");
            String value = "";
            while (!"green".equals(value)) {
                value = Question.ask(replica.target(), "GET colour");
                TimeUnit.MILLISECONDS.sleep(2);
            }
            assertThat(Question.ask(replica.target(), "INFO replication")).contains("role:slave");
        }
    }

    @Test
    void isCountedAsReadyWithUsersOfItsOwn() throws IOException {
        Path acl = Files.writeString(folder.resolve("users.acl"), "user default off\nuser ann on >secret ~* +@all\n");
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE.config("aclfile " + acl))) {
            assertThat(Question.ask(server.target(), "PING")).contains("WRONGPASS");
        }
    }

    @Test
    void endsWithItsParentEvenAfterKillNine() throws Exception {
        try (ChildJvm parent = ChildJvm.start(ServerInAChild.class)) {
            String[] words = parent.line().split(" ", 2);
            ProcessHandle server = ProcessHandle.of(Long.parseLong(words[0])).orElseThrow();
            Path directory = Path.of(words[1]);
            ProcessHandle watchdog = server.parent().orElseThrow();
            assertThat(directory).exists();

            parent.killNine();
            CompletableFuture.allOf(server.onExit(), watchdog.onExit()).get(1, TimeUnit.MINUTES);
            assertThat(directory).doesNotExist();
        }
    }

    @Test
    void savesWhatShouldStayWhenItsParentIsKilled() throws Exception {
        try (ChildJvm parent = ChildJvm.start(ServerInAChild.class, folder.toString())) {
            ProcessHandle server = ProcessHandle.of(Long.parseLong(parent.line().split(" ", 2)[0]))
                    .orElseThrow();
            parent.killNine();
            server.onExit().get(1, TimeUnit.MINUTES);
        }
        try (EmbeddedServer again = EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(folder))) {
            assertThat(Question.ask(again.target(), "GET colour")).isEqualTo("green");
        }
    }

    @Test
    void survivesSignalsToTheProcessGroupOfItsParent() throws Exception {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            ProcessHandle watchdog =
                    ProcessHandle.of(server.pid()).orElseThrow().parent().orElseThrow();
            assertThat(session(server.pid())).isEqualTo(session(watchdog.pid()));
            assertThat(session(server.pid()))
                    .isNotEqualTo(session(ProcessHandle.current().pid()));
        }
    }

    private static String session(long pid) throws IOException {
        Process ps = new ProcessBuilder("ps", "-o", "sess=", "-p", Long.toString(pid)).start();
        try (var output = ps.inputReader()) {
            return output.readLine().strip();
        }
    }

    @Test
    void endsWhenItsWatchdogWasKilledFirst() throws Exception {
        EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE);
        ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
        ProcessHandle watchdog = process.parent().orElseThrow();
        watchdog.destroyForcibly();
        watchdog.onExit().get(1, TimeUnit.MINUTES);
        server.close();
        process.onExit().get(1, TimeUnit.MINUTES);
        assertThat(server.directory()).doesNotExist();
    }

    @Test
    void takesNoSecretOfTheEnvironmentAlong() throws IOException {
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            Path environment = Path.of("/proc/" + server.pid() + "/environ");
            if (Files.exists(environment)) {
                assertThat(Files.readString(environment).split("\0"))
                        .allMatch(entry -> entry.matches("(?s)(PATH|TMPDIR|HOME|PWD|OLDPWD|SHLVL|_)=.*"));
            }
        }
    }

    @Test
    void findsItsCacheAsTheEnvironmentSays() {
        assertThat(UserFolders.cache(Map.of("REDKIT_CACHE", "/a", "XDG_CACHE_HOME", "/b")))
                .isEqualTo(Path.of("/a"));
        assertThat(UserFolders.cache(Map.of("XDG_CACHE_HOME", "/b"))).isEqualTo(Path.of("/b/redkit"));
        assertThat(UserFolders.cache(Map.of("XDG_CACHE_HOME", "relative", "HOME", "/home/ann")))
                .isEqualTo(Path.of("/home/ann/.cache/redkit"));
        assertThat(UserFolders.state(Map.of("HOME", "/home/ann"))).isEqualTo(Path.of("/home/ann/.local/state/redkit"));
    }
}
