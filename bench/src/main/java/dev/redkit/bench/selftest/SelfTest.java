package dev.redkit.bench.selftest;

import dev.redkit.bench.gate.Metric;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.bench.trial.Alternation;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.workload.KeySpace;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/** Measures a server whose behaviour is known, and says whether the figures are the true ones. */
public final class SelfTest implements Closeable {
    private static final int CONNECTIONS = 50;
    private static final double RATE = 5_000;
    /** A stall of a twentieth: the worst of a hundred requests waits for 4/5 of it, of a thousand for 49/50. */
    private static final double STALLED = 0.05;

    private static final double NEAR = 0.05;
    private static final int TURNS = 10;

    /**
     * What one test found.
     *
     * @param expected what is true; empty where nothing can be expected
     */
    public record Finding(String test, String figure, double measured, String expected, boolean passed) {}

    private final StubServer stub;
    private final Redis redis;
    private final BooleanSupplier cancelled;

    private SelfTest(StubServer stub, BooleanSupplier cancelled) throws IOException {
        this.stub = stub;
        this.redis = Redis.open(stub.target());
        this.cancelled = cancelled;
    }

    public static SelfTest open(BooleanSupplier cancelled) {
        try {
            return new SelfTest(StubServer.start(), cancelled);
        } catch (IOException e) {
            throw new Unreachable("no server of our own can be started: " + e.getMessage(), null, e);
        }
    }

    private static Workload get() {
        return Workload.parse("get", List.of("GET {key}"), KeySpace.uniform(100_000));
    }

    private Report run(Load load, Consumer<Tick> ticks) {
        Trial.Outcome outcome = Trial.run(redis, get(), load, ticks, cancelled);
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        return outcome.report();
    }

    /** How many requests this generator can send and receive per second, when the server costs nothing. */
    public Finding ceiling(int pipeline, Duration time) {
        Report report = run(Load.closed(CONNECTIONS, pipeline, 1).during(time, time.dividedBy(2)), tick -> {});
        double cpu = report.facts().get("client_cpu_us_per_request");
        String figure = String.format(Locale.ROOT, "requests/s, pipeline %d (%.2f µs of CPU each)", pipeline, cpu);
        return new Finding("ceiling", figure, report.rate(), "", true);
    }

    /** Whether a stall is felt by all requests that were due in it. */
    public List<Finding> stall(Duration time) {
        long stall = (long) (time.toNanos() * STALLED);
        Load load = Load.closed(CONNECTIONS, 1024, 1)
                .during(time, Duration.ofSeconds(1))
                .at(RATE);
        double[] measured = new double[1];
        Report report = run(load, tick -> {
            double before = measured[0];
            measured[0] += tick.warmUp() ? 0 : tick.seconds();
            // Once, in the middle.
            if (before < time.toSeconds() / 2.0 && measured[0] >= time.toSeconds() / 2.0) {
                stub.stallFor(stall);
            }
        });
        return List.of(quantile(report, 99, 0.8 * stall), quantile(report, 99.9, 0.98 * stall));
    }

    private static Finding quantile(Report report, double percent, double expected) {
        Histogram seen = report.seen();
        double value = seen.getValueAtPercentile(percent);
        return new Finding(
                "stall",
                String.format(Locale.ROOT, "p%s, ms", percent == 99 ? "99" : "99.9"),
                value / 1e6,
                String.format(Locale.ROOT, "%.1f ± %.0f %%", expected / 1e6, 100 * NEAR),
                Math.abs(value - expected) <= NEAR * expected);
    }

    /** Whether the same thing measured twice is found to be the same. */
    public Finding same(Duration block) {
        Load load =
                Load.closed(CONNECTIONS, 1, 1).during(block, block.dividedBy(4)).inBlocks(1);
        Alternation.Side side = new Alternation.Side(redis, load);
        Alternation.Pair pair = Alternation.run(get(), side, side, TURNS, cancelled, (report, turn) -> {});
        Comparison comparison = Comparison.of(pair.a(), pair.b(), List.of(Metric.of("client_cpu")), List.of(), NEAR);
        boolean regressed = comparison.any(Comparison.Outcome.REGRESSED);
        double change = comparison.lines().isEmpty()
                ? Double.NaN
                : 100 * comparison.lines().get(0).change().estimate();
        return new Finding("A/A", "CPU per request, change in %", change, "no regression", !regressed);
    }

    @Override
    public void close() {
        redis.close();
        try {
            stub.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
