package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.Certificates;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Program;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a TLS connection is said in its sentence; the proxy speaks TLS for the server. */
@RedisServer
final class EncryptionIT {
    @TempDir
    static Path directory;

    private final TestServer server;
    private final Certificates certificates;

    EncryptionIT(TestServer server) {
        this.server = server;
        this.certificates = Certificates.in(directory);
    }

    private FaultProxy proxy(Certificates.Identity identity, boolean mutual) {
        return FaultProxy.tlsTo(server.port(), certificates.serverContext(identity), mutual);
    }

    private Program.Result redkit(FaultProxy proxy, String... words) {
        List<String> all = new ArrayList<>(List.of("-u", "rediss://localhost:" + proxy.port()));
        all.addAll(List.of(words));
        return Program.redkit(all.toArray(String[]::new)).stdin("SET a 1\n").run();
    }

    private String ca() {
        return certificates.ca().toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "pipe", "-c pipe", "-c info"})
    void suspectsTlsBehindAPortThatHangsUp(String command) {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            String port = Integer.toString(proxy.port());
            Program.Result result = Program.redkit(("-p " + port + " --timeout 2s " + command).split(" ", -1))
                    .run();
            Outcome.failed(result, 6, "127.0.0.1:" + port);
            assertThat(result.err()).contains("hint: if the port is TLS, add --tls");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "pipe", "info"})
    void suspectsAPlainPortBehindSilence(String command) {
        Program.Result result = Program.redkit(
                        ("--tls -p " + server.port() + " --timeout 300ms " + command).split(" ", -1))
                .run();
        Outcome.failed(result, 6, "127.0.0.1:" + server.port(), "TLS");
        assertThat(result.err()).contains("leave --tls out");
    }

    @Test
    void refusesAnExpiredCertificate() {
        try (FaultProxy proxy = proxy(certificates.expired(), false)) {
            Outcome.failed(redkit(proxy, "--cacert", ca(), "ping"), 6, "localhost:" + proxy.port(), "expired");
            Outcome.failed(redkit(proxy, "--cacert", ca(), "pipe"), 6, "expired");
        }
    }

    @Test
    void refusesTheCertificateOfAnotherHost() {
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false)) {
            Outcome.failed(redkit(proxy, "--cacert", ca(), "ping"), 6, "not for the name 'localhost'");
            Outcome.failed(redkit(proxy, "--cacert", ca(), "pipe"), 6, "not for the name 'localhost'");
            assertThat(Outcome.done(redkit(proxy, "--cacert", ca(), "--sni", "elsewhere.invalid", "ping")))
                    .isEqualTo("PONG\n");
        }
    }

    @Test
    void refusesAnUnknownAuthority() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            Outcome.failed(redkit(proxy, "ping"), 6, "not signed by the system's authorities");
            Outcome.failed(redkit(proxy, "pipe"), 6, "not signed by the system's authorities");
            Program.Result insecure = redkit(proxy, "--insecure", "ping");
            assertThat(insecure.out()).isEqualTo("PONG\n");
            assertThat(insecure.err()).startsWith("warning: --insecure").hasLineCount(1);
        }
    }

    @Test
    void saysThatTheServerDemandsACertificate() {
        Certificates.Identity client = certificates.client();
        String cert = client.cert().toString();
        String key = client.key().toString();
        try (FaultProxy proxy = proxy(certificates.server(), true)) {
            for (String command : List.of("ping", "pipe")) {
                Program.Result without = redkit(proxy, "--cacert", ca(), command);
                Outcome.failed(without, 6, "localhost:" + proxy.port());
                assertThat(without.err()).contains("a client certificate", "--cert and --key");
            }
            assertThat(Outcome.done(redkit(proxy, "--cacert", ca(), "--cert", cert, "--key", key, "ping")))
                    .isEqualTo("PONG\n");
            Outcome.failed(redkit(proxy, "--cacert", ca(), "--cert", cert, "ping"), 2, "--cert", "--key");
        }
    }

    @Test
    void namesTheFileThatHoldsNoCertificate() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            Outcome.failed(redkit(proxy, "--cacert", directory + "/none.pem", "ping"), 2, "none.pem");
            Outcome.failed(redkit(proxy, "--cacert", directory.toString(), "ping"), 2, "is a directory");
            Path noPem = server.directory().resolve("redis.conf");
            Outcome.failed(redkit(proxy, "--cacert", noPem.toString(), "ping"), 8, "redis.conf");
        }
    }

    @Test
    void pipesThroughTls() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            Program.Result result = redkit(proxy, "--cacert", ca(), "-o", "csv", "pipe");
            Outcome.done(result);
            assertThat(Outcome.number(result, "accepted")).isEqualTo(1);
        }
    }
}
