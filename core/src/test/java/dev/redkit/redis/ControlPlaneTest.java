package dev.redkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import dev.redkit.testkit.Certificates;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both planes reach the same servers in the same way, and fail in the same words. */
@RedisServer(config = {"cluster-enabled yes", "requirepass secret"})
final class ControlPlaneTest {
    @TempDir
    private static Path directory;

    private final TestServer server;
    private final Certificates certificates = Certificates.in(directory);

    ControlPlaneTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void coverAllSlots() {
        if (server.ask("CLUSTER", "NODES").text().endsWith("connected\n")) {
            server.ask("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
        }
    }

    private FaultProxy proxy(Certificates.Identity identity, boolean clientCertificate) {
        return FaultProxy.tlsTo(server.port(), certificates.serverContext(identity), clientCertificate);
    }

    private Target at(String host, int port, Tls tls) {
        return Target.cluster(List.of(Address.of(host, port)))
                .credentials(server.plainTarget().credentials())
                .tls(tls)
                .timeout(Duration.ofSeconds(30))
                .build();
    }

    private Tls trusting() {
        return new Tls(certificates.ca(), null, null, null, false);
    }

    private static List<Node> nodes(Target target) {
        try (Redis redis = Redis.open(target)) {
            return redis.nodes();
        }
    }

    private static void failsAsTheWire(Target target) {
        Unreachable control = catchThrowableOfType(Unreachable.class, () -> nodes(target));
        Target one = target.node(target.address());
        Unreachable wire =
                catchThrowableOfType(Unreachable.class, () -> Wire.open(one).close());
        assertThat(control).isNotNull().hasMessage(wire.getMessage());
        assertThat(control.hint()).isEqualTo(wire.hint());
    }

    @Test
    void speaksTls() {
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            assertThat(nodes(at("127.0.0.1", proxy.port(), trusting()))).hasSize(1);
            assertThat(nodes(at("localhost", proxy.port(), trusting()))).hasSize(1);
        }
    }

    @Test
    void showsItsClientCertificate() {
        Certificates.Identity client = certificates.client();
        Tls tls = new Tls(certificates.ca(), client.cert(), client.key(), null, false);
        try (FaultProxy proxy = proxy(certificates.server(), true)) {
            assertThat(nodes(at("127.0.0.1", proxy.port(), tls))).hasSize(1);
        }
    }

    @Test
    void expectsTheNameThatItIsTold() {
        Tls tls = new Tls(certificates.ca(), null, null, "elsewhere.invalid", false);
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false)) {
            assertThat(nodes(at("127.0.0.1", proxy.port(), tls))).hasSize(1);
        }
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            failsAsTheWire(at("127.0.0.1", proxy.port(), tls));
        }
    }

    @Test
    void insecureTrustsAnybody() {
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false)) {
            assertThat(nodes(at("127.0.0.1", proxy.port(), new Tls(null, null, null, null, true))))
                    .hasSize(1);
        }
    }

    @Test
    void saysWhatIsWrongWithACertificate() {
        try (FaultProxy proxy = proxy(certificates.expired(), false)) {
            failsAsTheWire(at("127.0.0.1", proxy.port(), trusting()));
        }
        try (FaultProxy proxy = proxy(certificates.wrongHost(), false)) {
            failsAsTheWire(at("127.0.0.1", proxy.port(), trusting()));
        }
        try (FaultProxy proxy = proxy(certificates.server(), false)) {
            failsAsTheWire(at("127.0.0.1", proxy.port(), Tls.DEFAULT));
        }
    }

    @Test
    void saysThatAClientCertificateIsDemanded() {
        try (FaultProxy proxy = proxy(certificates.server(), true)) {
            Target target = at("127.0.0.1", proxy.port(), trusting());
            Unreachable failure = catchThrowableOfType(Unreachable.class, () -> nodes(target));
            assertThat(failure.hint())
                    .hasValueSatisfying(hint -> assertThat(hint).contains("--cert and --key"));
        }
    }

    @Test
    void saysThatAMachineDoesNotExist() {
        failsAsTheWire(at("no-such-host.invalid", 6379, null));
    }

    @Test
    void aServerThatStaysSilentIsATimeout() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().hold();
            Target target = at("127.0.0.1", proxy.port(), null)
                    .but()
                    .timeout(Duration.ofSeconds(2))
                    .build();
            Unreachable failure = catchThrowableOfType(Unreachable.class, () -> nodes(target));
            assertThat(failure).hasMessageContaining("no answer from 127.0.0.1:" + proxy.port() + " within 2000 ms");
        }
    }
}
