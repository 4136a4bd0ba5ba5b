package dev.redkit.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramTest {
    @Test
    void reportsExitCodeAndBothOutputs() {
        Program.Result result = Program.of("/bin/sh", "-c", "echo données; echo oops >&2; exit 7")
                .run();
        assertThat(result.exit()).isEqualTo(7);
        assertThat(result.out()).isEqualTo("données\n");
        assertThat(result.err()).isEqualTo("oops\n");
    }

    @Test
    void givesStandardInputFromBytesFilesAndAPipe(@TempDir Path directory) throws IOException {
        byte[] bytes = {0, (byte) 0xff, '\n', 13};
        assertThat(Program.of("cat").stdin(bytes).run().outBytes()).isEqualTo(bytes);
        Path file = Files.write(directory.resolve("in"), bytes);
        assertThat(Program.of("cat").stdin(file).run().outBytes()).isEqualTo(bytes);
        assertThat(Program.of("cat").run().outBytes()).isEmpty();
        try (Program.Running cat = Program.of("cat").stdinOpen().start()) {
            cat.stdin().write("piece".getBytes(StandardCharsets.UTF_8));
            cat.stdin().flush();
            cat.awaitOut("piece");
            cat.stdin().close();
            assertThat(cat.await().exit()).isZero();
        }
    }

    @Test
    void keepsTheTestersEnvironmentOut() {
        Program.Result result = Program.of("env").env("REDIS_URL", "redis://x").run();
        assertThat(result.out().lines().map(line -> line.replaceAll("=.*", "")))
                .contains("REDIS_URL", "HOME")
                .doesNotContain("USER", "REDISCLI_AUTH", "REDKIT_PROFILE");
        assertThat(result.out()).doesNotContain("HOME=" + System.getProperty("user.home") + "\n");
    }

    @Test
    void sendsSignals() {
        String line = "trap 'echo interrupted; exit 130' INT; echo ready; while :; do sleep 0.01; done";
        try (Program.Running loop = Program.of("/bin/sh", "-c", line).start()) {
            loop.awaitOut("ready");
            loop.signal("INT");
            assertThat(loop.await().exit()).isEqualTo(130);
            assertThat(loop.out()).endsWith("interrupted\n");
        }
    }

    @Test
    void losesPatience() {
        Program sleeper = Program.of("sleep", "600").patience(Duration.ofMillis(50));
        assertThatThrownBy(sleeper::run).isInstanceOf(AssertionError.class).hasMessageContaining("sleep 600");
    }
}
