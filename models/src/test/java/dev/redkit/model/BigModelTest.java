package dev.redkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Memory does not depend on the size of the model. */
@RedisServer
class BigModelTest {
    private final TestServer server;

    BigModelTest(TestServer server) {
        this.server = server;
    }

    @Test
    void passesAModelOfTenTimesTheHeap() throws Exception {
        server.ask("FLUSHALL");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx48m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BigModel.class.getName(),
                        "redis://127.0.0.1:" + server.port(),
                        Long.toString(500_000_003))
                .inheritIO()
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).isZero();
        } finally {
            process.destroyForcibly();
            server.ask("FLUSHALL");
        }
    }
}
