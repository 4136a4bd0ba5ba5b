package dev.redkit.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import dev.redkit.testkit.Certificates;
import dev.redkit.testkit.FaultProxy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {
    @TempDir
    static Path directory;

    private static EmbeddedServer server;
    private static Certificates certificates;

    @BeforeAll
    static void start() {
        server = EmbeddedServer.start(EmbeddedOptions.PRIVATE);
        certificates = Certificates.in(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static Tls trusting() {
        return new Tls(certificates.ca(), null, null, null, false);
    }

    private static Target at(int port, Tls tls) {
        return server.target()
                .node(Address.of("127.0.0.1", port))
                .but()
                .tls(tls)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private static FaultProxy proxy(Certificates.Identity identity, boolean clientCertificate) {
        return FaultProxy.tlsTo(server.port(), certificates.serverContext(identity), clientCertificate);
    }

    private static Unreachable failure(int port, Tls tls) {
        return catchThrowableOfType(
                Unreachable.class, () -> Wire.open(at(port, tls)).close());
    }

    @Test
    void speaksToATrustedServer() {
        try (FaultProxy proxy = proxy(certificates.server(), false);
                Wire wire = Wire.open(at(proxy.port(), trusting()))) {
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 16_383, 16_384, 16_385, 65_536, 9_000_001})
    void carriesValuesOfEverySize(int size) {
        byte[] value = new byte[size];
        new Random(size).nextBytes(value);
        try (FaultProxy proxy = proxy(certificates.server(), false);
                Wire wire = Wire.open(at(proxy.port(), trusting()))) {
            assertThat(wire.call("SET".getBytes(UTF_8), "k".getBytes(UTF_8), value)
                            .text())
                    .isEqualTo("OK");
            assertThat(wire.call("GET", "k")).isEqualTo(new Reply.Bulk(value));
        }
    }

    @Test
    void readsManySmallRepliesInOrder() {
        try (FaultProxy proxy = proxy(certificates.server(), false);
                Wire wire = Wire.open(at(proxy.port(), trusting()))) {
            for (int i = 0; i < 20_000; i++) {
                wire.send("ECHO", "message " + i);
            }
            for (int i = 0; i < 20_000; i++) {
                assertThat(wire.read().text()).isEqualTo("message " + i);
            }
        }
    }

    @Test
    void nothingSaidIsNotMistakenForSomething() {
        try (FaultProxy proxy = proxy(certificates.server(), false);
                Wire wire = Wire.open(at(proxy.port(), trusting()))) {
            assertThat(wire.next(Duration.ofMillis(30))).isEmpty();
            wire.send("PING");
            assertThat(wire.next(Duration.ofSeconds(30))).hasValue(new Reply.Simple("PONG"));
        }
    }

    @Test
    void showsItsClientCertificate() {
        Certificates.Identity client = certificates.client();
        Tls tls = new Tls(certificates.ca(), client.cert(), client.key(), null, false);
        try (FaultProxy proxy = proxy(certificates.server(), true);
                Wire wire = Wire.open(at(proxy.port(), tls))) {
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
    }

    @Test
    void saysThatAClientCertificateIsDemanded() {
        try (FaultProxy proxy = proxy(certificates.server(), true)) {
            Unreachable failure = failure(proxy.port(), trusting());
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("--cert and --key"));
        }
    }

    @Test
    void saysThatTheCertificateHasExpired() {
        try (FaultProxy proxy = proxy(certificates.expired(), false)) {
            assertThat(failure(proxy.port(), trusting())).hasMessageContaining("has expired");
        }
    }

    @Test
    void saysThatTheAuthorityIsUnknown() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            Unreachable failure = failure(proxy.port(), Tls.DEFAULT);
            assertThat(failure).hasMessageContaining("was not signed by the system's authorities");
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("--cacert"));
        }
    }

    @Test
    void saysThatTheNameIsAnother() {
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false)) {
            Unreachable failure = failure(proxy.port(), trusting());
            assertThat(failure).hasMessageContaining("is not for the name '127.0.0.1'");
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("--sni"));
        }
    }

    @Test
    void checksTheNameThatItIsTold() {
        Tls told = new Tls(certificates.ca(), null, null, "elsewhere.invalid", false);
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false);
                Wire wire = Wire.open(at(proxy.port(), told))) {
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            assertThat(failure(proxy.port(), told)).hasMessageContaining("is not for the name 'elsewhere.invalid'");
        }
    }

    @Test
    void insecureTrustsAnybody() {
        try (FaultProxy proxy = proxy(certificates.expired(), false);
                Wire wire = Wire.open(at(proxy.port(), new Tls(null, null, null, null, true)))) {
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
    }

    @Test
    void saysThatAPortIsPlain() throws IOException {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread rude = new Thread(() -> {
                try (var socket = plain.accept()) {
                    socket.getInputStream().read(new byte[1 << 14]);
                    socket.getOutputStream().write("-ERR unknown command\r\n".getBytes(UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            rude.start();
            Unreachable failure = failure(plain.getLocalPort(), trusting());
            assertThat(failure).hasMessageContaining("does not speak TLS");
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("leave --tls out"));
        }
    }

    @Test
    void saysThatARedisServerDoesNotAnswerTheHandshake() {
        Target target = at(server.port(), trusting())
                .but()
                .timeout(Duration.ofSeconds(2))
                .build();
        Unreachable failure =
                catchThrowableOfType(Unreachable.class, () -> Wire.open(target).close());
        // Whether it answers depends on a line feed among the random bytes of the greeting.
        assertThat(failure.getMessage()).containsPattern("did not answer the TLS handshake|does not speak TLS|closed");
        assertThat(failure.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("leave --tls out"));
    }

    @Test
    void saysThatAPortIsTls() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            Unreachable failure = failure(proxy.port(), null);
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("add --tls"));
        }
    }

    @Test
    void aCutConnectionIsAFailure() {
        try (FaultProxy proxy = proxy(certificates.server(), false);
                Wire wire = Wire.open(at(proxy.port(), trusting()))) {
            proxy.cutAll();
            Unreachable failure = catchThrowableOfType(Unreachable.class, () -> wire.call("PING"));
            assertThat(failure).hasMessageContaining("127.0.0.1:" + proxy.port());
        }
    }
}
