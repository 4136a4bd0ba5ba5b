package dev.redkit.bench.report;

import dev.redkit.bench.recorder.Tick;
import dev.redkit.prometheus.Exporter;
import dev.redkit.prometheus.MetricsText;
import java.io.Closeable;
import java.util.Map;

/** How a run goes, for Prometheus to fetch meanwhile. */
public final class Metrics implements Closeable {
    private static final double NANOS = 1e9;

    private final Exporter exporter;
    private Tick last = new Tick(0, 1, true, 0, 0, 0, 0, 0, 0, Map.of(), new byte[0]);
    private long requests;
    private long errors;

    private Metrics(int port) {
        exporter = Exporter.open(port, this::text);
    }

    public static Metrics open(int port) {
        return new Metrics(port);
    }

    public int port() {
        return exporter.port();
    }

    public synchronized void tick(Tick tick) {
        last = tick;
        requests += tick.count();
        errors += tick.errors();
    }

    private synchronized String text() {
        MetricsText text = new MetricsText("redkit_bench_");
        text.head("requests_total", "counter", "answers so far, warm-up and errors included")
                .sample((double) requests);
        text.head("errors_total", "counter", "answers that were errors").sample((double) errors);
        text.head("warm_up", "gauge", "1 while warming up").sample(last.warmUp() ? 1 : 0);
        text.head("requests_per_second", "gauge", "in the last interval").sample(last.count() / last.seconds());
        text.head("latency_seconds", "gauge", "from the intended start, in the last interval")
                .sample(last.p50() / NANOS, "quantile", "0.5")
                .sample(last.p99() / NANOS, "quantile", "0.99")
                .sample(last.max() / NANOS, "quantile", "1");
        text.head("own_pause_seconds", "gauge", "longest that this process was held up")
                .sample(last.pause() / NANOS);
        text.head("evidence", "gauge", "what this machine and process were at, in the last interval");
        last.evidence().forEach((name, value) -> text.sample(value, "name", name));
        return text.toString();
    }

    @Override
    public void close() {
        exporter.close();
    }
}
