package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ResendTest {
    private static final int COMMANDS = 60_000;

    /** Less than between two cuts, so that each cut meets a connection of its own. */
    private static final LaneLimits FEW_UNDER_WAY =
            new LaneLimits(1 << 20, COMMANDS / 60, LaneLimits.DEFAULT.patience());

    private final TestServer server;
    private final FaultProxy proxy;
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private Runnable cancelled;
    private final List<Refused> refused = new ArrayList<>();

    ResendTest(TestServer server) {
        this.server = server;
        this.proxy = FaultProxy.to(server.port());
    }

    @BeforeEach
    void empty() {
        server.ask("FLUSHALL");
        maxmemory("0");
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void losesNothingWhenTheConnectionIsCutAgainAndAgain() throws Exception {
        Rewrites source = Rewrites.of(COMMANDS);
        source.every(COMMANDS / 20, proxy::cutAll);
        LaneReport report = run(source, throughProxy(Duration.ofSeconds(5)), FEW_UNDER_WAY);
        assertThat(report.reconnects()).isGreaterThanOrEqualTo(19);
        assertThat(report.resent()).isPositive();
        assertThat(trouble).anyMatch(text -> text.contains("broke"));
        assertAllDone(report, source);
    }

    @Test
    void losesNothingWhenTheConnectionIsResetAgainAndAgain() throws Exception {
        Rewrites source = Rewrites.of(COMMANDS);
        source.every(COMMANDS / 20, proxy::resetAll);
        LaneReport report = run(source, throughProxy(Duration.ofSeconds(5)), FEW_UNDER_WAY);
        assertThat(report.reconnects()).isGreaterThanOrEqualTo(19);
        assertAllDone(report, source);
    }

    @Test
    void waitsForAServerThatIsStoppedWithinTheTimeout() throws Exception {
        Rewrites source = Rewrites.taking(Duration.ofSeconds(1), COMMANDS);
        source.at(COMMANDS / 2, () -> stopUntil(() -> Meanwhile.sleep(2_000)));
        LaneReport report = run(source, with(server.target(), Duration.ofMinutes(1)), LaneLimits.DEFAULT);
        assertThat(report.reconnects()).isZero();
        assertThat(trouble).isEmpty();
        assertAllDone(report, source);
    }

    @Test
    void connectsAnewWhenAServerIsStoppedForLongerThanTheTimeout() throws Exception {
        // The next connection waits already when the server wakes, and finds the rest of the one before it.
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(
                COMMANDS / 2,
                () -> stopUntil(() -> {
                    Eventually.holds(
                            () -> trouble.stream().anyMatch(text -> text.contains("no reply")), () -> "" + trouble);
                    Meanwhile.sleep(300);
                }));
        LaneReport report = run(source, with(server.target(), Duration.ofSeconds(1)), LaneLimits.DEFAULT);
        assertThat(report.reconnects()).isPositive();
        assertThat(trouble).anyMatch(text -> text.contains("no reply"));
        assertAllDone(report, source);
    }

    @Test
    void givesUpOnAServerThatTakesConnectionsAndDropsThem() {
        LaneLimits limits = new LaneLimits(1 << 20, 20_000, Duration.ofMillis(700));
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(1_000, () -> {
            server.kill();
            proxy.cutAll();
        });
        try {
            assertThatThrownBy(() -> run(source, throughProxy(Duration.ofSeconds(2)), limits))
                    .isInstanceOf(Unreachable.class)
                    .hasMessageContaining("again and again for 700ms")
                    .hasMessageMatching(".*: \\d+ commands were done, 0 refused, \\d+ under way");
        } finally {
            server.start();
        }
    }

    @Test
    void waitsForMemoryAndThenGoesOn() throws Exception {
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(COMMANDS / 2, () -> maxmemory("1"));
        Thread giving = new Thread(() -> {
            Eventually.holds(() -> !trouble.isEmpty(), () -> "trouble");
            maxmemory("0");
        });
        giving.start();
        LaneReport report = run(source, server.target(), LaneLimits.DEFAULT);
        giving.join();
        assertThat(trouble).anyMatch(text -> text.contains("OOM"));
        assertThat(report.retried()).isPositive();
        assertAllDone(report, source);
    }

    @Test
    void saysWhatIsNotDoneWhenNobodyGivesMemory() throws IOException {
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(COMMANDS / 2, () -> maxmemory("1"));
        LaneLimits limits = new LaneLimits(1 << 20, 20_000, Duration.ofMillis(300));
        try (Lanes lanes = lanes(server.target(), limits)) {
            assertThatThrownBy(() -> lanes.run(source, refused::add))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("again and again for 300ms")
                    .hasMessageContaining("OOM");
            LaneReport report = lanes.report();
            assertThat(refused).isEmpty();
            assertThat(report.open()).isPositive();
            assertThat(report.firstOpen()).isEqualTo(report.accepted());
        }
    }

    @Test
    void keepsEveryCommandInItsPlaceWhenOneBeforeItHasToGoAgain() throws Exception {
        Rewrites source = Rewrites.taking(Duration.ofSeconds(2), COMMANDS);
        LaneReport report;
        int[] turn = {0};
        String[] limits = {"1", "0"};
        try (Meanwhile switching = Meanwhile.every(25, () -> maxmemory(limits[turn[0]++ % 2]))) {
            report = run(source, server.target(), LaneLimits.DEFAULT);
        }
        maxmemory("0");
        assertThat(report.retried()).isPositive();
        assertAllDone(report, source);
    }

    @Test
    void endsInTheMiddleOfTroubleWhenItIsCancelledAndSaysWhatIsOpen() throws IOException {
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(COMMANDS / 2, server::kill);
        try (Lanes lanes = Lanes.resending(
                new SingleServer(server.target()),
                LaneLimits.DEFAULT,
                Duration.ofSeconds(5),
                (what, pause) -> cancelled.run())) {
            cancelled = lanes::cancel;
            LaneReport report = lanes.run(source, refused::add);
            assertThat(refused).isEmpty();
            assertThat(report.commands()).isLessThan(COMMANDS);
            assertThat(report.open()).isPositive();
            assertThat(report.firstOpen()).isEqualTo(report.accepted());
        } finally {
            server.start();
        }
    }

    @Test
    void connectsAgainWhenTheServerHangsUpOnAnIdleConnection() throws IOException {
        Rewrites source = Rewrites.of(COMMANDS);
        source.at(COMMANDS / 2, () -> {
            server.ask("CLIENT", "KILL", "TYPE", "normal");
            Meanwhile.sleep(50);
        });
        LaneReport report = run(source, server.target(), LaneLimits.DEFAULT);
        assertThat(report.reconnects()).isEqualTo(1);
        assertAllDone(report, source);
    }

    @Test
    void doesNotWaitForAReplicaToBecomeAMaster() {
        server.ask("REPLICAOF", "127.0.0.1", "1");
        try {
            assertThatThrownBy(() -> run(Rewrites.of(COMMANDS), server.target(), LaneLimits.DEFAULT))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("READONLY");
        } finally {
            server.ask("REPLICAOF", "NO", "ONE");
        }
    }

    @Test
    void refusesABigCommandThatWasPassingWhenTheConnectionBroke() throws Exception {
        Rewrites source = Rewrites.of(1_000).withBig(500, 8 << 20);
        proxy.toServer().cutAfter(3 << 20);
        LaneReport report = run(source, throughProxy(Duration.ofSeconds(5)), LaneLimits.DEFAULT);
        assertThat(refused).singleElement().satisfies(one -> {
            assertThat(one.place()).isEqualTo(500);
            assertThat(one.error().code()).isEqualTo("LOST");
            assertThat(one.command()).isNull();
        });
        assertThat(report.accepted()).isEqualTo(999);
        assertThat(report.open()).isZero();
        assertThat(server.ask("EXISTS", "big").number()).isZero();
    }

    private void maxmemory(String bytes) {
        server.ask("CONFIG", "SET", "maxmemory", bytes);
    }

    private void stopUntil(Runnable somethingHappens) {
        server.pause();
        Thread waking = new Thread(() -> {
            try {
                somethingHappens.run();
            } finally {
                server.resume();
            }
        });
        waking.start();
    }

    private void assertAllDone(LaneReport report, Rewrites source) throws IOException {
        assertThat(refused).isEmpty();
        assertThat(report.commands()).isEqualTo(COMMANDS);
        assertThat(report.accepted()).isEqualTo(COMMANDS);
        assertThat(report.open()).isZero();
        assertThat(report.firstOpen()).isEqualTo(Long.MAX_VALUE);
        String digest = server.ask("DEBUG", "DIGEST").text();
        server.ask("FLUSHALL");
        run(source.again(), server.target(), LaneLimits.DEFAULT);
        assertThat(digest).isEqualTo(server.ask("DEBUG", "DIGEST").text());
    }

    private LaneReport run(CommandSource source, Target target, LaneLimits limits) throws IOException {
        try (Lanes lanes = lanes(target, limits)) {
            return lanes.run(source, refused::add);
        }
    }

    private Lanes lanes(Target target, LaneLimits limits) {
        return Lanes.resending(new SingleServer(target), limits, target.timeout(), (what, pause) -> trouble.add(what));
    }

    private Target throughProxy(Duration timeout) {
        return with(server.target().node(Address.of("127.0.0.1", proxy.port())), timeout);
    }

    private static Target with(Target target, Duration timeout) {
        return target.but().timeout(timeout).build();
    }
}
