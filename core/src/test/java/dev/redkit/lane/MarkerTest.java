package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.Unreachable;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Wire;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.REDIS8, Flavour.VALKEY9})
final class MarkerTest {
    private final TestServer server;
    private final Wire wire;
    private final Marker marker = new Marker("test", Duration.ofDays(1));

    MarkerTest(TestServer server) {
        this.server = server;
        this.wire = Wire.open(server.target());
    }

    @BeforeEach
    void arm() {
        server.ask("FLUSHALL");
        marker.arm(wire);
    }

    @AfterEach
    void close() {
        wire.close();
    }

    @Test
    void letsTransactionsRunOneAfterTheOther() {
        for (int i = 0; i < 5 * Marker.TOKENS; i++) {
            send("RPUSH", i);
        }
        for (int i = 0; i < 5 * Marker.TOKENS; i++) {
            assertThat(Transaction.read(wire, 1).done()).isTrue();
        }
        assertThat(server.ask("LLEN", "list").number()).isEqualTo(5 * Marker.TOKENS);
        assertThat(marker.position(wire)).isEqualTo(5 * Marker.TOKENS - 1);
    }

    @Test
    void letsNoneRunBehindOneThatDidNot() {
        send("RPUSH", 0);
        send("NOSUCHCOMMAND", 1);
        for (int i = 2; i < Marker.TOKENS / 2; i++) {
            send("RPUSH", i);
        }
        assertThat(Transaction.read(wire, 1).done()).isTrue();
        for (int i = 1; i < Marker.TOKENS / 2; i++) {
            assertThat(Transaction.read(wire, 1).done()).isFalse();
        }
        assertThat(marker.position(wire)).isZero();
    }

    @Test
    void letsNothingRunThatAnEarlierConnectionStillHasToSay() {
        for (int i = 0; i < 3; i++) {
            send("RPUSH", i);
            assertThat(Transaction.read(wire, 1).done()).isTrue();
        }
        CommandBuffer stream = new CommandBuffer(4096);
        int half = 0;
        for (int i = 3; i < 3 + Marker.TOKENS / 2; i++) {
            CommandBuffer one = transaction("RPUSH", i);
            stream.raw(one.array(), 0, one.length());
            half = half == 0 ? one.length() - 5 : half;
        }
        // Up to the middle of the first EXEC, then somebody fences, then the rest comes.
        CommandBuffer beginning = new CommandBuffer(4096);
        beginning.raw(stream.array(), 0, half);
        wire.send(beginning);
        wire.flush();
        try (Wire later = Wire.open(server.target())) {
            marker.fence(later);
        }
        CommandBuffer rest = new CommandBuffer(4096);
        rest.raw(stream.array(), half, stream.length() - half);
        wire.send(rest);
        for (int i = 0; i < Marker.TOKENS / 2; i++) {
            assertThat(Transaction.read(wire, 1).done()).isFalse();
        }
        assertThat(server.ask("LLEN", "list").number()).isEqualTo(3);
        assertThat(marker.position(wire)).isEqualTo(2);
    }

    @Test
    void endsAConnectionByItsIdentity() {
        try (Wire broken = Wire.open(server.target())) {
            Identity one = Identity.of(broken);
            Identity mine = Identity.of(wire);
            new Identity("another run", one.client()).endFrom(wire, mine);
            assertThat(broken.call("PING").text()).isEqualTo("PONG");
            one.endFrom(wire, mine);
            assertThatThrownBy(() -> broken.call("PING")).isInstanceOf(Unreachable.class);
        }
    }

    private void send(String name, int place) {
        wire.send(transaction(name, place));
    }

    private CommandBuffer transaction(String name, int place) {
        CommandBuffer out = new CommandBuffer(256);
        marker.head(out);
        out.command(name, "list", Integer.toString(place));
        marker.tail(out, place);
        return out;
    }
}
