package dev.redkit.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.testkit.FaultProxy;
import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@RedisServer
final class PaceTest {
    private final TestServer server;

    PaceTest(TestServer server) {
        this.server = server;
    }

    @Test
    void letsThroughSoManyInEachSecondAndNeverManyAtOnce() {
        long[] now = {0};
        Throttle throttle = Throttle.of(Pace.UNLIMITED.rate(100_000, Pace.Unit.COMMANDS), () -> now[0]);
        long let = 0;
        long before = 0;
        for (int millis = 0; millis <= 1_000; millis += 5) {
            now[0] = millis * 1_000_000L;
            while (throttle.allows()) {
                throttle.took(let++);
            }
            assertThat(let - before).isLessThanOrEqualTo(501);
            before = let;
        }
        assertThat(let).isBetween(100_000L, 100_001L);
        now[0] += 10_000_000_000L;
        while (throttle.allows()) {
            throttle.took(let++);
        }
        assertThat(let - before).as("after ten idle seconds").isBetween(1_990L, 2_001L);
    }

    @Test
    void countsPlacesAndNotTheirCommands() {
        long[] now = {0};
        Throttle throttle = Throttle.of(Pace.UNLIMITED.rate(2, Pace.Unit.PLACES), () -> now[0]);
        int let = 0;
        for (now[0] = 0; now[0] < 3_000_000_000L; now[0] += 1_000_000) {
            // Five commands at each place.
            while (throttle.allows() && let < 1_000) {
                throttle.took(let++ / 5);
            }
        }
        assertThat(let / 5).isBetween(5, 7);
        assertThat(throttle.waitNanos()).isLessThanOrEqualTo(500_000_000);
    }

    @Test
    void shrinksAtOnceAndGrowsSlowly() {
        Gauge gauge = Gauge.of(Pace.UNLIMITED.latency(Duration.ofMillis(5)));
        int first = gauge.of(20_000);
        gauge.sample(6_000_000, 10_000_000);
        assertThat(gauge.of(20_000)).isBetween(first / 2, first - 1);
        int cut = gauge.of(20_000);
        gauge.sample(6_000_000, 12_000_000);
        assertThat(gauge.of(20_000)).as("an answer from before the cut").isEqualTo(cut);
        for (int i = 0; i < 300; i++) {
            gauge.sample(1_000_000, 20_000_000 + i);
        }
        assertThat(gauge.of(20_000)).isEqualTo(20_000);
        for (int i = 0; i < 100; i++) {
            gauge.sample(50_000_000, 100_000_000L * i);
        }
        assertThat(gauge.of(20_000)).isEqualTo(1);
    }

    @Test
    void sendsAllAtARateAndSaysHowLongItWaited() throws IOException {
        Pace pace = Pace.UNLIMITED.rate(2_500, Pace.Unit.COMMANDS);
        long before = System.nanoTime();
        LaneReport report = run(server.target(), Rewrites.of(5_000), pace);
        long taken = (System.nanoTime() - before) / 1_000_000;
        assertThat(report.accepted()).isEqualTo(5_000);
        assertThat(taken).isGreaterThan(1_900);
        assertThat(report.throttledMillis()).isBetween(100L, taken);
    }

    @Test
    void keepsLessUnderWayWhenAnswersTakeLong() throws IOException {
        try (FaultProxy proxy = FaultProxy.to(server.port())) {
            proxy.toClient().delay(Duration.ofMillis(4));
            Target target = server.target().node(Address.of("127.0.0.1", proxy.port()));
            LaneReport report = run(target, Rewrites.of(3_000), Pace.UNLIMITED.latency(Duration.ofMillis(1)));
            assertThat(report.accepted()).isEqualTo(3_000);
            assertThat(report.throttledMillis()).isPositive();
        }
    }

    @Test
    void refusesARateOfNothing() {
        assertThatThrownBy(() -> Pace.UNLIMITED.rate(0, Pace.Unit.COMMANDS))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Pace.UNLIMITED.latency(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    private static LaneReport run(Target target, CommandSource source, Pace pace) throws IOException {
        try (Lanes lanes = new Lanes(new SingleServer(target), LaneLimits.DEFAULT, target.timeout()).pace(pace)) {
            return lanes.run(source, refused -> {});
        }
    }
}
