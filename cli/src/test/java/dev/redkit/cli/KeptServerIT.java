package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Program;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code redkit server} and what talks to the server that it starts. */
final class KeptServerIT {
    @TempDir
    private Path folder;

    @Test
    void staysUntilItIsStoppedAndKeepsItsData() {
        String directory = folder.resolve("kept").toString();
        try {
            assertThat(Outcome.done(server("start", directory))).contains("running         true");
            assertThat(Outcome.done(server("start", directory))).contains("running         true");
            assertThat(Outcome.done(run("--embedded", directory, "call", "SET", "k", "v")))
                    .isEqualTo("OK\n");
            assertThat(Outcome.done(server("status", directory))).contains("keys            1");
        } finally {
            assertThat(server("stop", directory).exit()).isZero();
        }
        assertThat(Outcome.done(server("status", directory))).contains("running    false");
        assertThat(Outcome.done(run("--embedded", directory, "call", "GET", "k")))
                .isEqualTo("v\n");
    }

    private static Program.Result server(String verb, String directory) {
        return run("-q", "server", verb, "--dir", directory);
    }

    private static Program.Result run(String... words) {
        return Program.redkit(words).run();
    }
}
