package dev.redkit.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptServerTest {
    @TempDir
    Path folder;

    @AfterEach
    void stopWhatIsLeft() throws IOException {
        KeptState.read(folder)
                .filter(KeptState::processAlive)
                .flatMap(state -> ProcessHandle.of(state.pid()))
                .ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    void staysWhenTheProcessThatStartedItIsKilled() throws Exception {
        try (ChildJvm parent = ChildJvm.start(KeptInAChild.class, folder.toString())) {
            assertThat(parent.line()).isEqualTo("true");
            parent.killNine();
        }
        KeptServer.Status status = KeptServer.in(folder).status();
        assertThat(status.running()).isTrue();
        assertThat(status.version()).isEqualTo("7.0.15");
        assertThat(status.directory()).isEqualTo(folder);
        assertThat(Question.ask(KeptServer.in(folder).target(), "PING")).isEqualTo("PONG");
        assertThat(KeptServer.in(folder).stop()).isTrue();
    }

    @Test
    void startsOnceAndStopsOnce() {
        KeptServer server = KeptServer.in(folder);
        assertThat(server.status().running()).isFalse();
        assertThat(server.start(0, false)).isTrue();
        assertThat(server.start(0, false)).isFalse();
        long pid = server.status().pid();
        assertThat(server.stop()).isTrue();
        assertThat(server.stop()).isFalse();
        assertThat(ProcessHandle.of(pid).flatMap(process -> process.info().command()))
                .isEmpty();
        assertThat(server.status().running()).isFalse();
        assertThatThrownBy(server::target).isInstanceOf(Unreachable.class).hasMessageContaining(folder.toString());
    }

    @Test
    void keepsItsDataAndItsPort() {
        KeptServer server = KeptServer.in(folder);
        int port = TestServer.freePort();
        server.start(port, false);
        Question.ask(server.target(), "MSET a 1 b 2");
        assertThat(server.status().keys()).isEqualTo(2);
        server.stop();

        server.start(0, false);
        assertThat(server.target().address().port()).isEqualTo(port);
        assertThat(Question.ask(server.target(), "GET b")).isEqualTo("2");
        server.stop();
    }

    @Test
    void listensOnAUnixSocket() {
        KeptServer server = KeptServer.in(folder);
        server.start(0, true);
        assertThat(server.status().address().isUnix()).isTrue();
        assertThatThrownBy(() -> server.start(20_001, false))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("already runs");
        server.stop();
    }

    @Test
    void keepsItsFilesForItsOwnerOnly() throws IOException {
        Path directory = folder.resolve("new");
        KeptServer server = KeptServer.in(directory);
        server.start(0, false);
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.toList()) {
                String permissions = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertThat(permissions).as(file.toString()).isIn("rw-------", "rwx------");
            }
        }
        server.stop();
    }

    @Test
    void seesThatAKilledServerIsGone() throws Exception {
        KeptServer server = KeptServer.in(folder);
        server.start(0, false);
        ProcessHandle process = ProcessHandle.of(server.status().pid()).orElseThrow();
        process.destroyForcibly();
        while (process.info().command().isPresent()) {
            Thread.onSpinWait();
        }
        assertThat(server.status().running()).isFalse();
        assertThat(server.start(0, false)).isTrue();
        server.stop();
    }

    @Test
    void isNotFooledByAnotherProcessWithItsProcessId() throws IOException {
        KeptServer server = KeptServer.in(folder);
        server.start(0, false);
        KeptState real = KeptState.read(folder).orElseThrow();
        KeptState reused = new KeptState(
                real.address(), real.password(), ProcessHandle.current().pid(), real.runId(), real.binary());
        reused.write(folder);
        assertThat(server.status().running()).isFalse();

        try (EmbeddedServer other = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            new KeptState(other.target().address(), real.password(), other.pid(), real.runId(), real.binary())
                    .write(folder);
            assertThat(server.status().running()).isFalse();
            new KeptState(
                            other.target().address(),
                            other.target().credentials().password(),
                            other.pid(),
                            real.runId(),
                            real.binary())
                    .write(folder);
            assertThat(server.status().running()).isFalse();
            assertThat(server.stop()).isFalse();
            assertThat(Question.ask(other.target(), "PING")).isEqualTo("PONG");
        }
        real.write(folder);
        assertThat(server.stop()).isTrue();
    }

    @Test
    void startsOneServerWhenTwoProcessesAskAtOnce() throws Exception {
        List<ChildJvm> children = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            children.add(ChildJvm.start(KeptInAChild.class, folder.toString()));
        }
        List<String> answers = new ArrayList<>();
        for (ChildJvm child : children) {
            answers.add(child.line());
            child.close();
        }
        assertThat(answers).containsExactlyInAnyOrder("true", "false");
        assertThat(KeptServer.in(folder).stop()).isTrue();
    }

    @Test
    void waitsForAnotherThatIsAtWorkForAMoment() throws Exception {
        Place other = Place.openForAMoment(folder);
        CompletableFuture<Boolean> started =
                CompletableFuture.supplyAsync(() -> KeptServer.in(folder).start(0, false));
        try {
            assertThatThrownBy(() -> started.get(2, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
        } finally {
            other.leave();
        }
        assertThat(started.get()).isTrue();
        assertThat(KeptServer.in(folder).stop()).isTrue();
    }

    @Test
    void letsNoEmbeddedServerIntoItsDirectory() {
        KeptServer server = KeptServer.in(folder);
        server.start(0, false);
        assertThatThrownBy(() -> EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(folder)))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining(folder.toString());
        server.stop();
        try (EmbeddedServer embedded = EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(folder))) {
            assertThat(embedded.directory()).isEqualTo(folder);
            assertThatThrownBy(() -> server.start(0, false)).isInstanceOf(UsageError.class);
        }
    }

    @Test
    void givesTheServersOwnWordsWhenItDoesNotStart() {
        try (EmbeddedServer other = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            assertThatThrownBy(() -> KeptServer.in(folder).start(other.port(), false))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("Failed listening on port");
        }
        assertThat(KeptServer.in(folder).status().running()).isFalse();
    }

    @Test
    void namesAStateFileThatIsNotItsOwn() throws IOException {
        Files.writeString(folder.resolve("server.properties"), "pid=many\n");
        assertThatThrownBy(() -> KeptServer.in(folder).status())
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("server.properties");
        Files.delete(folder.resolve("server.properties"));
    }
}
