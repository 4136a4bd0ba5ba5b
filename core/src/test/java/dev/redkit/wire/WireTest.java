package dev.redkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

@RedisServer(
        flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.REDIS8, Flavour.VALKEY9, Flavour.FALKORDB},
        config = {"requirepass secret", "user ann on >hers ~ann:* +@read -hello", "user bob on >his ~* +ping"})
final class WireTest {
    private final TestServer server;

    WireTest(TestServer server) {
        this.server = server;
    }

    @Test
    void readsRepliesOfEveryTypeInRespThree() {
        try (Wire wire = Wire.open(server.target())) {
            wire.demand("FLUSHALL");
            assertThat(wire.hello().protocol()).isEqualTo(3);
            assertThat(wire.call("SET", "s", "v")).isEqualTo(new Reply.Simple("OK"));
            assertThat(wire.call("INCRBY", "n", "-9223372036854775808")).isEqualTo(new Reply.Int(Long.MIN_VALUE));
            assertThat(wire.call("GET", "none").isNil()).isTrue();
            assertThat(wire.call("HSET", "h", "f", "v").number()).isEqualTo(1);
            assertThat(wire.call("HGETALL", "h")).isInstanceOf(Reply.Pairs.class);
            assertThat(wire.call("ZADD", "z", "1.5", "a").number()).isEqualTo(1);
            assertThat(wire.call("ZSCORE", "z", "a")).isEqualTo(new Reply.Dbl("1.5"));
            wire.demand("ZADD", "z", "-inf", "b");
            assertThat(((Reply.Dbl) wire.call("ZSCORE", "z", "b")).value()).isEqualTo(Double.NEGATIVE_INFINITY);
            assertThat(wire.call("SADD", "set", "x").number()).isEqualTo(1);
            assertThat(wire.call("SMEMBERS", "set")).isInstanceOf(Reply.Members.class);
            assertThat(wire.call("INFO", "server")).isInstanceOf(Reply.Verbatim.class);
            assertThat(wire.call("NOSUCH")).isInstanceOf(Reply.Err.class);
            for (String type : new String[] {"bignum", "true", "false", "null", "attrib", "verbatim", "double"}) {
                assertThat(wire.call("DEBUG", "PROTOCOL", type)).as(type).isNotInstanceOf(Reply.Err.class);
            }
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
    }

    @Test
    void keepsEveryByteOfALongValue() {
        byte[] value = new byte[3_000_001];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 31);
        }
        try (Wire wire = Wire.open(server.target())) {
            wire.call(bytes("SET"), bytes("k\0\r\n"), value);
            Reply.Bulk back = (Reply.Bulk) wire.call(bytes("GET"), bytes("k\0\r\n"));
            assertThat(Arrays.equals(back.bytes(), value)).isTrue();
        }
    }

    @Test
    void readsLongValuesIntoAnArrayThatIsUsedAgain() {
        byte[] value = new byte[1_500_000];
        for (int i = 0; i < value.length; i++) {
            value[i] = (byte) (i * 17);
        }
        byte[] array = new byte[value.length];
        try (Wire wire = Wire.open(server.target())) {
            wire.send(List.of(bytes("SET"), bytes("part")), ByteBuffer.wrap(value, 3, 1_000_000), List.of(bytes("NX")));
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(value.length).put(value).position(3);
            wire.send(List.of(bytes("SET"), bytes("direct")), direct, List.of(bytes("NX")));
            assertThat(wire.read().text()).isEqualTo("OK");
            assertThat(wire.read().text()).isEqualTo("OK");
            wire.send("GET", "direct");
            assertThat(wire.readInto(array).number()).isEqualTo(value.length - 3L);
            assertThat(Arrays.equals(array, 0, value.length - 3, value, 3, value.length))
                    .isTrue();
            wire.send("GET", "part");
            wire.send("GET", "none");
            wire.send("LPOP", "part");
            wire.send("GET", "part");
            wire.send("PING");
            assertThat(wire.readInto(array)).isEqualTo(new Reply.Int(1_000_000));
            assertThat(Arrays.equals(array, 0, 1_000_000, value, 3, 1_000_003)).isTrue();
            assertThat(wire.readInto(array).isNil()).isTrue();
            assertThat(wire.readInto(array)).isInstanceOf(Reply.Err.class);
            byte[] small = new byte[10];
            assertThat(wire.readInto(small).number()).isEqualTo(1_000_000);
            assertThat(small).startsWith(Arrays.copyOfRange(value, 3, 13));
            assertThat(wire.read().text()).isEqualTo("PONG");
        }
    }

    @Test
    void choosesItsDatabaseAndSaysItsName() {
        try (Wire wire = Wire.open(server.target().but().db(5).build())) {
            assertThat(wire.call("CLIENT", "INFO").text()).contains("db=5").contains("name=redkit");
        }
    }

    @Test
    void namesADatabaseThatDoesNotExist() {
        Target target = server.target().but().db(99).build();
        assertThatThrownBy(() -> Wire.open(target))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("database 99 of 127.0.0.1:")
                .hasMessageContaining("out of range");
    }

    @Test
    void speaksRespTwoWithUsersThatMayNotSayHello() {
        try (Wire wire = Wire.open(server.as("bob", "his"))) {
            assertThat(wire.call("PING").text()).isEqualTo("PONG");
        }
        try (Wire wire = Wire.open(server.as("ann", "hers"))) {
            assertThat(wire.call("GET", "ann:1").isNil()).isTrue();
            assertThatThrownBy(() -> wire.demand("SET", "ann:1", "x"))
                    .isInstanceOf(NotAllowed.class)
                    .hasMessageContaining("NOPERM");
        }
    }

    @Test
    void saysThatAPasswordIsWrongOrMissingAndNeverWhichOne() {
        for (Credentials wrong : new Credentials[] {Credentials.of(null, "s3same"), Credentials.of("ann", "s3same")}) {
            Target target = server.target().but().credentials(wrong).build();
            assertThatThrownBy(() -> Wire.open(target))
                    .isInstanceOf(NotAllowed.class)
                    .hasMessageContaining("WRONGPASS")
                    .hasMessageNotContaining("s3same");
        }
        Target nobody = server.target().but().credentials(Credentials.NONE).build();
        assertThatThrownBy(() -> Wire.open(nobody))
                .isInstanceOf(NotAllowed.class)
                .hasMessageContaining("NOAUTH");
        assertThat(server.target().toString()).doesNotContain("secret");
    }

    @Test
    void asksForThePasswordOnEveryConnection() {
        int[] asked = {0};
        Target target = server.target()
                .but()
                .credentials(Credentials.of(null, () -> {
                    asked[0]++;
                    return "secret";
                }))
                .build();
        Wire.open(target).close();
        Wire.open(target).close();
        assertThat(asked[0]).isEqualTo(2);
    }

    @Test
    void saysWhyThereIsNoConnection() {
        Duration soon = Duration.ofSeconds(2);
        Target nobody =
                Target.standalone(Address.of("no-such-host.invalid", 6379)).build();
        assertThatThrownBy(() -> Wire.open(nobody))
                .isInstanceOf(Unreachable.class)
                .hasMessage("no machine is called 'no-such-host.invalid'");
        Target closed =
                Target.standalone(Address.of("127.0.0.1", 1)).timeout(soon).build();
        assertThatThrownBy(() -> Wire.open(closed))
                .isInstanceOf(Unreachable.class)
                .hasMessageStartingWith("nothing listens at 127.0.0.1:1");
        Target missing =
                Target.standalone(Address.unix(Path.of("/nowhere/redis.sock"))).build();
        assertThatThrownBy(() -> Wire.open(missing))
                .isInstanceOf(Unreachable.class)
                .hasMessage("no socket at /nowhere/redis.sock");
    }

    @Test
    void reportsAReplyThatIsCutInTheMiddle() {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            try (Wire wire = Wire.open(through(proxy, Duration.ofSeconds(30)))) {
                wire.demand("SET", "long", "x".repeat(100_000));
                proxy.toClient().cutAfter(50_000);
                assertThatThrownBy(() -> wire.call("GET", "long"))
                        .isInstanceOf(Unreachable.class)
                        .hasMessageContaining("closed the connection");
                assertThatThrownBy(() -> wire.call("PING")).isInstanceOf(IllegalStateException.class);
            }
        }
    }

    @Test
    void saysSoWhenAStoppedServerTakesTheConnectionButNeverAnswers() {
        server.pause();
        try {
            Target target = server.target().but().timeout(Duration.ofSeconds(2)).build();
            assertThatThrownBy(() -> Wire.open(target))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageMatching("no reply from .* within 2000 ms.*");
        } finally {
            server.resume();
        }
    }

    @Test
    void handsPushesToTheirListenerAndKeepsRepliesInOrder() {
        try (Wire wire = Wire.open(server.target());
                Wire other = Wire.open(server.target())) {
            wire.demand("CLIENT", "TRACKING", "ON", "BCAST");
            other.demand("SET", "watched", "1");
            StringBuilder heard = new StringBuilder();
            wire.onPush(push -> heard.append(push.items().get(0).text()));
            assertThat(wire.call("ECHO", "a").text()).isEqualTo("a");
            assertThat(wire.call("ECHO", "b").text()).isEqualTo("b");
            assertThat(heard).contains("invalidate");
            assertThat(wire.next(Duration.ofMillis(20))).isEmpty();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Target through(FaultProxy proxy, Duration timeout) {
        return server.target()
                .node(Address.of("127.0.0.1", proxy.port()))
                .but()
                .timeout(timeout)
                .build();
    }
}
