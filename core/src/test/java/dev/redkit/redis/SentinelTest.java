package dev.redkit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.UsageError;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestSentinels;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.VALKEY9},
        config = {"requirepass secret", "masterauth secret"})
final class SentinelTest {
    private final TestSentinels sentinels;

    SentinelTest(TestSentinels sentinels) {
        this.sentinels = sentinels;
    }

    @Test
    void findsTheMasterAndItsReplica() {
        for (int protocol : new int[] {2, 3}) {
            try (Redis redis = Redis.open(
                            sentinels.target().but().protocol(protocol).build());
                    Wire wire = redis.wire()) {
                assertThat(wire.address().port()).isEqualTo(sentinels.master().port());
                assertThat(wire.call("SET", "k", "v").text()).isEqualTo("OK");
                assertThat(redis.nodes()).hasSize(2);
                // After a failover the sentinels have to connect to it first.
                Eventually.holds(
                        () -> redis.refresh().replicasOf(redis.nodes().get(0)).stream()
                                .allMatch(Node::healthy),
                        () -> "a healthy replica among " + redis.nodes());
                assertThat(redis.topology().replicasOf(redis.nodes().get(0))).hasSize(1);
            }
        }
    }

    @Test
    void followsAFailover() {
        try (Redis redis = Redis.open(sentinels.target())) {
            redis.topology();
            TestServer before = sentinels.master();
            sentinels.failover();
            try (Wire wire = redis.wire()) {
                assertThat(wire.address().port()).isNotEqualTo(before.port());
            }
        }
    }

    @Test
    void passesOverSentinelsThatDoNotAnswer() {
        List<Address> addresses = new ArrayList<>(List.of(Address.of("127.0.0.1", TestServer.freePort())));
        addresses.addAll(sentinels.target().addresses());
        Target target = Target.sentinel(addresses, TestSentinels.MASTER)
                .credentials(sentinels.target().credentials())
                .build();
        try (Redis redis = Redis.open(target)) {
            assertThat(redis.nodes()).isNotEmpty();
        }
    }

    @Test
    void showsSentinelsTheirOwnCredentials() {
        Address sentinel = sentinels.target().addresses().get(0);
        Target.Builder one = Target.sentinel(List.of(sentinel), TestSentinels.MASTER)
                .credentials(sentinels.target().credentials());
        Credentials sam = Credentials.of("sam", "his");
        sentinelAsks(sentinel, Credentials.NONE, "ACL", "SETUSER", "sam", "on", ">his", "+@all", "allchannels");
        sentinelAsks(sentinel, sam, "ACL", "SETUSER", "default", "-@all");
        try (Redis stranger = Redis.open(one.build());
                Redis friend = Redis.open(one.sentinelCredentials(sam).build());
                Wire wire = friend.wire()) {
            assertThatThrownBy(stranger::nodes).isInstanceOf(NotAllowed.class);
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        } finally {
            sentinelAsks(sentinel, sam, "ACL", "SETUSER", "default", "+@all");
        }
    }

    private static void sentinelAsks(Address sentinel, Credentials credentials, String... command) {
        Target target = Target.standalone(sentinel).credentials(credentials).build();
        try (Wire wire = Wire.open(target)) {
            wire.demand(command);
        }
    }

    @Test
    void namesTheMastersThatThereAre() {
        Target target = Target.sentinel(sentinels.target().addresses(), "other").build();
        try (Redis redis = Redis.open(target)) {
            assertThatThrownBy(redis::nodes)
                    .isInstanceOfSatisfying(
                            UsageError.class,
                            failure -> assertThat(failure.hint()).hasValue("it watches: " + TestSentinels.MASTER))
                    .hasMessageContaining("watches no master called 'other'");
        }
    }
}
