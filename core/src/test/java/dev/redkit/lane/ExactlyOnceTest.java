package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.ServerRefused;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.Eventually;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.Flavour;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@RedisServer(flavour = {Flavour.EMBEDDED, Flavour.REDIS8, Flavour.VALKEY9})
final class ExactlyOnceTest {
    private static final int PLACES = 21_000;
    private static final LaneLimits SMALL = new LaneLimits(128 * 1024, 4_000, Duration.ofSeconds(20));

    private final TestServer server;
    private final FaultProxy proxy;
    private final List<String> trouble = new CopyOnWriteArrayList<>();
    private final List<Refused> refused = new ArrayList<>();

    ExactlyOnceTest(TestServer server) {
        this.server = server;
        this.proxy = FaultProxy.to(server.port());
    }

    @BeforeEach
    void empty() {
        maxmemory("0");
        server.ask("FLUSHALL");
    }

    @AfterEach
    void close() {
        proxy.close();
    }

    @Test
    void doesEachCommandOnceAndLeavesNothingBehind() throws IOException {
        LaneReport report = run(Appends.of(PLACES), server.target());
        assertThat(report.commands()).isEqualTo(3 * PLACES);
        assertThat(server.ask("KEYS", "redkit:*").items()).isEmpty();
        assertAllDone(report, Appends.of(PLACES));
    }

    @Test
    void doesNothingTwiceWhenTheConnectionIsCutAgainAndAgain() throws Exception {
        Appends source = Appends.taking(Duration.ofSeconds(4), PLACES);
        LaneReport report;
        try (ExactlyOnce once = open(throughProxy(Duration.ofSeconds(5)), SMALL)) {
            long[] atLastCut = {0};
            // A connection that gets nowhere before it is cut would end all patience on a slow machine.
            Runnable cutWhenItGotOn = () -> {
                if (once.report().accepted() > atLastCut[0]) {
                    atLastCut[0] = once.report().accepted();
                    proxy.cutAll();
                }
            };
            try (Meanwhile cutting = Meanwhile.every(100, cutWhenItGotOn)) {
                report = once.run(source, refused::add);
            }
            once.forget();
        }
        assertThat(report.reconnects()).isGreaterThan(5);
        assertAllDone(report, source);
    }

    @Test
    void doesNothingTwiceOfWhatAStoppedServerHasNotReadYet() throws IOException {
        // The next connection waits already when the server wakes, and finds the rest of the one before it.
        Appends source = Appends.of(PLACES).at(PLACES * 2 / 3, this::stopUntilThereIsNoReply);
        try (ExactlyOnce once = open(with(server.target(), Duration.ofSeconds(1)), LaneLimits.DEFAULT)) {
            LaneReport report = once.run(source, refused::add);
            once.forget();
            assertThat(trouble).anyMatch(text -> text.contains("no reply"));
            assertAllDone(report, source);
        }
    }

    @Test
    void goesOnInAnotherProcessBehindWhatIsDone() throws IOException {
        Appends source = Appends.of(PLACES).at(PLACES / 2, () -> {
            throw new IllegalStateException("killed");
        });
        assertThatThrownBy(() -> run(source, server.target())).hasMessage("killed");
        LaneReport report;
        try (ExactlyOnce second = open(server.target(), SMALL)) {
            assertThat(second.resumesAfter()).isPresent();
            long done = second.resumesAfter().getAsLong();
            assertThat(done).isBetween(0L, PLACES / 2L);
            report = second.run(source.again(), refused::add);
            assertThat(report.accepted()).isEqualTo(3 * (PLACES - 1 - done));
            second.forget();
            assertThat(second.resumesAfter()).isEqualTo(OptionalLong.empty());
        }
        assertSame(source);
    }

    @Test
    void tiesAnErrorToItsCommandWhetherItIsMetBeforeOrInTheTransaction() throws IOException {
        server.ask("SET", "string", "x");
        Appends source = Appends.of(PLACES)
                .with(7, "RPUSH", "string", "y")
                .with(10_001, "RPUSH", "list")
                .with(20_002, "NOSUCHCOMMAND", "x")
                .with(20_003, "LPUSH", "string", "z");
        LaneReport report = run(source, server.target());
        assertThat(refused).extracting(Refused::place).containsExactly(7L, 10_001L, 20_002L, 20_003L);
        assertThat(refused)
                .extracting(one -> one.error().code())
                .containsExactly("WRONGTYPE", "ERR", "ERR", "WRONGTYPE");
        assertThat(report.accepted()).isEqualTo(3 * PLACES - 4);
        assertThat(report.open()).isZero();
        refused.clear();
        String digest = digest();
        server.ask("FLUSHALL");
        server.ask("SET", "string", "x");
        runPlainly(source.again());
        assertThat(digest()).isEqualTo(digest);
    }

    @Test
    void keepsTheOrderWhileMemoryComesAndGoes() throws Exception {
        Appends source = Appends.taking(Duration.ofSeconds(2), PLACES);
        int[] turn = {0};
        LaneReport report;
        try (Meanwhile switching = Meanwhile.every(20, () -> maxmemory(turn[0]++ % 2 == 0 ? "1" : "0"))) {
            report = run(source, server.target());
        }
        maxmemory("0");
        assertThat(trouble).anyMatch(text -> text.contains("OOM"));
        assertAllDone(report, source);
    }

    @Test
    void cleansUpAlthoughTheServerHasHungUpMeanwhile() {
        try (ExactlyOnce once = open(server.target(), SMALL)) {
            once.run(Appends.of(100), refused::add);
            server.ask("CLIENT", "KILL", "TYPE", "normal");
            once.forget();
            assertThat(server.ask("KEYS", "redkit:*").items()).isEmpty();
        }
    }

    @Test
    void keepsARateAndSaysHowLongItWaited() throws IOException {
        Appends source = Appends.of(1_000);
        try (ExactlyOnce once = open(server.target(), SMALL)) {
            once.pace(Pace.UNLIMITED.rate(500, Pace.Unit.PLACES).latency(Duration.ofMillis(50)));
            long before = System.nanoTime();
            LaneReport report = once.run(source, refused::add);
            long taken = (System.nanoTime() - before) / 1_000_000;
            once.forget();
            assertThat(report.accepted()).isEqualTo(3_000);
            assertThat(taken).isGreaterThan(1_900);
            assertThat(report.throttledMillis()).isBetween(50L, taken);
        }
        assertSame(source);
    }

    @Test
    void saysWhatIsNotDoneWhenNobodyGivesMemory() throws IOException {
        LaneLimits hasty = new LaneLimits(64 * 1024, 1_600, Duration.ofMillis(300));
        Appends source = Appends.of(PLACES).at(PLACES / 2, () -> maxmemory("1"));
        try (ExactlyOnce once = open(server.target(), hasty)) {
            assertThatThrownBy(() -> once.run(source, refused::add))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageContaining("OOM")
                    .hasMessageContaining("again and again for 300ms");
            LaneReport report = once.report();
            assertThat(report.open()).isPositive();
            assertThat(report.firstOpen()).isEqualTo(once.resumesAfter().getAsLong() + 1);
        }
    }

    @Test
    void noticesThatTheServerHasForgotten() {
        Appends source = Appends.taking(Duration.ofSeconds(1), PLACES).at(PLACES / 2, () -> {
            server.ask("FLUSHALL");
            proxy.cutAll();
        });
        assertThatThrownBy(() -> run(source, throughProxy(Duration.ofSeconds(5))))
                .isInstanceOf(ServerRefused.class)
                .hasMessageContaining("the server has gone back to place -1");
    }

    @Test
    void endsBetweenTwoPlacesWhenItIsCancelled() throws IOException {
        try (ExactlyOnce once = open(server.target(), SMALL)) {
            Appends source = Appends.of(PLACES).at(PLACES / 2, once::cancel);
            LaneReport report = once.run(source, refused::add);
            assertThat(report.open()).isZero();
            assertThat(report.accepted()).isEqualTo(3 * (once.resumesAfter().getAsLong() + 1));
        }
        Appends source = Appends.of(PLACES);
        run(source, server.target());
        assertSame(source);
    }

    private void maxmemory(String bytes) {
        server.ask("CONFIG", "SET", "maxmemory", bytes);
    }

    private void stopUntilThereIsNoReply() {
        server.pause();
        Thread waking = new Thread(() -> {
            try {
                Eventually.holds(
                        () -> trouble.stream().anyMatch(text -> text.contains("no reply")), () -> "" + trouble);
                Meanwhile.sleep(300);
            } finally {
                server.resume();
            }
        });
        waking.start();
    }

    private void assertAllDone(LaneReport report, Appends source) throws IOException {
        assertThat(refused).isEmpty();
        assertThat(report.commands()).isEqualTo(3 * PLACES);
        assertThat(report.accepted()).isEqualTo(3 * PLACES);
        assertThat(report.open()).isZero();
        assertSame(source);
    }

    private void assertSame(Appends source) throws IOException {
        // What guards against a late connection lives on for some minutes.
        for (Reply key : server.ask("KEYS", "redkit:*").items()) {
            server.ask("DEL", key.text());
        }
        String digest = digest();
        server.ask("FLUSHALL");
        runPlainly(source.again());
        assertThat(digest).isEqualTo(digest());
    }

    private void runPlainly(CommandSource source) throws IOException {
        try (Lanes lanes = new Lanes(
                new SingleServer(server.target()),
                LaneLimits.DEFAULT,
                server.target().timeout())) {
            lanes.run(source, one -> {});
        }
    }

    private String digest() {
        return server.ask("DEBUG", "DIGEST").text();
    }

    private LaneReport run(CommandSource source, Target target) throws IOException {
        try (ExactlyOnce once = open(target, SMALL)) {
            LaneReport report = once.run(source, refused::add);
            once.forget();
            return report;
        }
    }

    private ExactlyOnce open(Target target, LaneLimits limits) {
        return new ExactlyOnce(
                new SingleServer(target), limits, "test", Duration.ofDays(2), (what, pause) -> trouble.add(what));
    }

    private Target throughProxy(Duration timeout) {
        return with(server.target().node(Address.of("127.0.0.1", proxy.port())), timeout);
    }

    private static Target with(Target target, Duration timeout) {
        return target.but().timeout(timeout).build();
    }
}
