package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.pipe.CommandStream;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.DEBIAN, Flavour.REDIS8, Flavour.VALKEY9})
final class LanesTest {
    private final TestServer server;
    private final List<Refused> refused = new ArrayList<>();

    LanesTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        server.ask("CONFIG", "SET", "maxmemory", "0");
    }

    @Test
    void tiesAnErrorToExactlyItsCommand() throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = 1; i <= 100_000; i++) {
            commands.append(i == 54_321 ? "LPUSH k1 x\n" : "SET k" + i + " v\n");
        }
        LaneReport report = run(commands.toString(), LaneLimits.DEFAULT);
        assertThat(report.commands()).isEqualTo(100_000);
        assertThat(report.accepted()).isEqualTo(99_999);
        assertThat(refused).singleElement().satisfies(one -> {
            assertThat(one.index()).isEqualTo(54_320);
            assertThat(~one.place()).isEqualTo(54_321);
            assertThat(one.error().code()).isEqualTo("WRONGTYPE");
            assertThat(new String(one.command(), StandardCharsets.UTF_8)).contains("LPUSH");
        });
    }

    @Test
    void keepsTheOrderUnderTheTightestLimits() throws IOException {
        StringBuilder commands = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            commands.append("RPUSH list ").append(i).append('\n');
        }
        assertThat(run(commands.toString(), new LaneLimits(1, 1, Duration.ZERO)).accepted())
                .isEqualTo(2_000);
        assertThat(server.ask("LINDEX", "list", "1999").text()).isEqualTo("1999");
        assertThat(server.ask("LLEN", "list").number()).isEqualTo(2_000);
    }

    @Test
    void readsRepliesOfEveryShape() throws IOException {
        String commands = "SET a 1\nGET a\nGET missing\nINCR a\nHSET h f v\nHGETALL h\nMULTI\nINCR a\nLPUSH a x\nEXEC\n"
                + "COMMAND\nINFO\nXADD s 1-1 f v\nXRANGE s - +\nEVAL \"return {1,{2,{3,'x'}}}\" 0\nPING\n";
        LaneReport report = run(commands, LaneLimits.DEFAULT);
        assertThat(report.accepted()).isEqualTo(15);
        assertThat(refused).singleElement().satisfies(one -> {
            assertThat(~one.place()).isEqualTo(10);
            assertThat(one.error().code()).isEqualTo("WRONGTYPE");
        });
    }

    @Test
    void passesAValueLargerThanItsLimitsWithoutHoldingIt() throws IOException {
        int size = 300 * 1024 * 1024;
        byte[] head = ("*3\r\n$3\r\nSET\r\n$3\r\nbig\r\n$" + size + "\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] tail = "\r\n*2\r\n$6\r\nSTRLEN\r\n$3\r\nbig\r\n".getBytes(StandardCharsets.UTF_8);
        long before = usedMemory();
        LaneReport report = run(new Zeros(head, size, tail), server.target(), LaneLimits.DEFAULT);
        assertThat(report.accepted()).isEqualTo(2);
        assertThat(usedMemory() - before).isLessThan(100L * 1024 * 1024);
        assertThat(server.ask("STRLEN", "big").number()).isEqualTo(size);
    }

    @Test
    void answersAllThatCameBeforeAMalformedCommand() {
        String commands =
                "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n".repeat(5_000) + "*2\r\n$3\r\nGET\r\n$9\r\nabc\r\n";
        Lanes lanes = lanes(server.target(), LaneLimits.DEFAULT);
        assertThatThrownBy(() -> lanes.run(stream(bytes(commands)), refused::add))
                .isInstanceOf(BadInput.class);
        assertThat(lanes.report().accepted()).isEqualTo(5_000);
    }

    @Test
    void neverShiftsRepliesWhateverIsMalformed() throws IOException {
        String good =
                "*3\r\n$3\r\nSET\r\n$1\r\na\r\n$1\r\n1\r\n*2\r\n$4\r\nINCR\r\n$1\r\na\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\n";
        Random random = new Random(42);
        for (int i = 0; i < 1_000; i++) {
            StringBuilder stream = new StringBuilder(good.repeat(3));
            for (int harm = 0; harm <= random.nextInt(3); harm++) {
                int at = random.nextInt(stream.length());
                switch (random.nextInt(3)) {
                    case 0 -> stream.setCharAt(at, (char) (32 + random.nextInt(95)));
                    case 1 -> stream.deleteCharAt(at);
                    default -> stream.insert(at, "\r\n*$-19".charAt(random.nextInt(7)));
                }
            }
            Lanes lanes = lanes(server.target(), LaneLimits.DEFAULT);
            try {
                lanes.run(stream(bytes(stream.toString())), refused::add);
            } catch (BadInput e) {
                assertThat(e).hasMessageContaining(" byte ");
            }
            LaneReport report = lanes.report();
            assertThat(report.accepted() + report.refused())
                    .as("replies to %s", stream)
                    .isEqualTo(report.commands());
            lanes.close();
        }
    }

    @Test
    void stopsWithOneSentenceWhenTheServerIsFull() {
        server.ask("CONFIG", "SET", "maxmemory", "1");
        Lanes lanes = lanes(server.target(), LaneLimits.DEFAULT);
        assertThatThrownBy(() -> lanes.run(stream(bytes("SET a 1\n".repeat(100_000))), refused::add))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("command 1 was refused")
                .hasMessageContaining("OOM");
        LaneReport report = lanes.report();
        assertThat(report.refused()).isEqualTo(report.commands()).isLessThan(100_000);
    }

    @Test
    void losesItsPatienceOnceAndNotForEachCommand() {
        server.ask("CONFIG", "SET", "min-replicas-to-write", "1");
        try {
            LaneLimits limits = new LaneLimits(1 << 20, 100, Duration.ofMillis(50));
            assertThatThrownBy(() -> run("SET a 1\n".repeat(10_000), limits))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("refused again and again for 50ms")
                    .hasMessageContaining("NOREPLICAS");
            assertThat(refused).hasSizeBetween(1, 100);
        } finally {
            server.ask("CONFIG", "SET", "min-replicas-to-write", "0");
        }
    }

    @Test
    void triesAgainWhatABusyServerRefuses() throws Exception {
        try (Wire busy = Wire.open(server.target());
                Wire killer = Wire.open(server.target())) {
            killer.demand("CONFIG", "SET", "busy-reply-threshold", "1");
            busy.send("EVAL", "while true do end", "0");
            busy.flush();
            Eventually.holds(() -> killer.call("PING").text().startsWith("BUSY"), () -> "a busy server");
            LaneReport report;
            try (Lanes lanes = lanes(server.target(), LaneLimits.DEFAULT)) {
                Thread script = new Thread(() -> {
                    Eventually.holds(() -> lanes.report().retried() > 0, () -> "a second try");
                    killer.demand("SCRIPT", "KILL");
                });
                script.start();
                report = lanes.run(stream(bytes("RPUSH l 1\nRPUSH l 2\nRPUSH l 3\n")), refused::add);
                script.join();
            }
            assertThat(report.accepted()).isEqualTo(3);
            assertThat(report.retried()).isPositive();
            assertThat(refused).isEmpty();
            assertThat(killer.call("LRANGE", "l", "0", "-1").items())
                    .extracting(item -> item.text())
                    .containsExactly("1", "2", "3");
        }
    }

    @Test
    void saysHowFarItCameWhenTheConnectionBreaks() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().cutAfter(2_000);
            Target target = server.target().node(Address.of("127.0.0.1", proxy.port()));
            assertThatThrownBy(() -> run(
                            new ByteArrayInputStream(bytes("SET a 1\n".repeat(100_000))), target, LaneLimits.DEFAULT))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageMatching(
                            "the connection to .* broke .*: \\d+ commands were done, 0 refused, \\d+ under way");
        }
    }

    @Test
    void saysSoWhenTheServerFallsSilent() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            Target target = server.target().node(Address.of("127.0.0.1", proxy.port()));
            Lanes lanes = new Lanes(new SingleServer(target), LaneLimits.DEFAULT, Duration.ofMillis(400));
            proxy.toClient().hold();
            assertThatThrownBy(() -> lanes.run(stream(bytes("SET a 1\n".repeat(10))), refused::add))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("no reply for 400 ms")
                    .hasMessageContaining("10 under way");
        }
    }

    @Test
    void hearsWhatWasAnsweredWhileItWasHeldUpItself() throws IOException {
        CommandSource source = new CommandSource() {
            private int next;

            @Override
            public Pull next(CommandBuffer out) {
                if (next++ == 0) {
                    out.command("DEBUG", "SLEEP", "0.2");
                    return Pull.COMMAND;
                }
                Meanwhile.sleep(2_000);
                return Pull.END;
            }

            @Override
            public long place() {
                return next;
            }
        };
        try (Lanes lanes = new Lanes(new SingleServer(server.target()), LaneLimits.DEFAULT, Duration.ofMillis(500))) {
            // At a rate it asks for the next command although one is under way.
            lanes.pace(Pace.UNLIMITED.rate(1_000, Pace.Unit.COMMANDS));
            assertThat(lanes.run(source, refused::add).accepted()).isEqualTo(1);
        }
    }

    private LaneReport run(String commands, LaneLimits limits) throws IOException {
        return run(new ByteArrayInputStream(bytes(commands)), server.target(), limits);
    }

    private LaneReport run(InputStream in, Target target, LaneLimits limits) throws IOException {
        try (Lanes lanes = lanes(target, limits)) {
            return lanes.run(stream(in), refused::add);
        }
    }

    private static Lanes lanes(Target target, LaneLimits limits) {
        return new Lanes(new SingleServer(target), limits, target.timeout());
    }

    private static CommandStream stream(byte[] bytes) {
        return stream(new ByteArrayInputStream(bytes));
    }

    private static CommandStream stream(InputStream in) {
        return new CommandStream(in, "test", false, (place, why, line) -> {});
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static long usedMemory() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A head, many zero bytes that exist nowhere, and a tail. */
    private static final class Zeros extends InputStream {
        private final byte[] head;
        private final long size;
        private final byte[] tail;
        private long at;

        Zeros(byte[] head, long size, byte[] tail) {
            this.head = head;
            this.size = size;
            this.tail = tail;
        }

        @Override
        public int read() {
            throw new IllegalStateException("read in blocks");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            int i = 0;
            while (i < length && at < head.length + size + tail.length) {
                into[offset + i++] = at < head.length
                        ? head[(int) at]
                        : at < head.length + size ? 0 : tail[(int) (at - head.length - size)];
                at++;
            }
            return i == 0 ? -1 : i;
        }
    }
}
