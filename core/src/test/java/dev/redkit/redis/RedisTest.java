package dev.redkit.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node.Role;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9},
        config = {"requirepass secret", "user shy on >hers ~* +get +hello"})
final class RedisTest {
    private final TestServer server;

    RedisTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aLoneServerOwnsEveryKey() {
        try (Redis redis = Redis.open(server.target())) {
            assertThat(redis.nodes()).singleElement().satisfies(node -> {
                assertThat(node.address()).isEqualTo(server.target().address());
                assertThat(node.isMaster()).isTrue();
            });
            assertThat(redis.topology().ownerOf("any".getBytes(UTF_8)))
                    .contains(redis.nodes().get(0));
            assertThat(redis.topology().uncovered()).isZero();
            try (Wire wire = redis.wire(redis.nodes().get(0))) {
                assertThat(wire.call("PING").text()).isEqualTo("PONG");
            }
        }
    }

    @Test
    void knowsWhatTheServerIs() {
        try (Redis redis = Redis.open(server.target())) {
            Capabilities can = redis.capabilities();
            assertThat(can.role()).isEqualTo(Role.MASTER);
            assertThat(can.cluster()).isFalse();
            assertThat(can.supports("GET")).contains(true);
            assertThat(can.supports("nosuchcommand")).contains(false);
            switch (server.flavour()) {
                case EMBEDDED -> {
                    assertThat(can.flavour()).isEqualTo(dev.redkit.redis.Flavour.REDIS);
                    assertThat(can.version()).isEqualTo(new Version(7, 0, 15));
                    assertThat(can.rdbVersion()).hasValue(10);
                }
                case VALKEY9 -> {
                    assertThat(can.flavour()).isEqualTo(dev.redkit.redis.Flavour.VALKEY);
                    assertThat(can.rdbVersion()).hasValue(rdbVersionOfADump());
                }
                default -> assertThat(can.rdbVersion()).hasValue(rdbVersionOfADump());
            }
        }
    }

    /** The last ten bytes of a DUMP: version (two bytes, little end first), CRC. */
    private int rdbVersionOfADump() {
        server.ask("SET", "dumped", "x");
        byte[] dump = ((Reply.Bulk) server.ask("DUMP", "dumped")).bytes();
        return dump[dump.length - 10] & 0xff;
    }

    @Test
    void saysOnlyWhatItKnowsWhenAUserMayNotAsk() {
        try (Redis redis = Redis.open(server.as("shy", "hers"))) {
            Capabilities can = redis.capabilities();
            assertThat(can.flavour()).isNotEqualTo(dev.redkit.redis.Flavour.UNKNOWN);
            assertThat(can.version()).isNotEqualTo(Version.UNKNOWN);
            assertThat(can.supports("GET")).isEmpty();
            assertThat(can.modules()).isEmpty();
        }
    }

    @Test
    void aServerThatIsNoClusterIsAUsageError() {
        Target target = Target.cluster(List.of(server.plainTarget().address()))
                .credentials(server.plainTarget().credentials())
                .build();
        try (Redis redis = Redis.open(target)) {
            assertThatThrownBy(redis::nodes)
                    .isInstanceOf(UsageError.class)
                    .hasMessageContaining("is not a node of a cluster");
        }
    }

    @Test
    void aWrongPasswordIsTheSameFailureAsOnTheWire() {
        Target.Builder wrong = Target.cluster(List.of(server.plainTarget().address()));
        try (Redis redis =
                Redis.open(wrong.credentials(Credentials.of(null, "wrong")).build())) {
            assertThatThrownBy(redis::nodes)
                    .isInstanceOf(NotAllowed.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("wrong ");
        }
        try (Redis redis = Redis.open(wrong.credentials(Credentials.NONE).build())) {
            assertThatThrownBy(redis::nodes).isInstanceOf(NotAllowed.class).hasMessageContaining("NOAUTH");
        }
    }

    @Test
    void aPortWhereNobodyListensIsTheSameFailureAsOnTheWire() {
        Target nobody = Target.cluster(List.of(Address.of("127.0.0.1", TestServer.freePort())))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (Redis redis = Redis.open(nobody)) {
            assertThatThrownBy(redis::nodes).isInstanceOf(Unreachable.class).hasMessageContaining("nothing listens at");
        }
    }
}
