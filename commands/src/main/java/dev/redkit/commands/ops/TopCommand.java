package dev.redkit.commands.ops;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.failure.UsageError;
import dev.redkit.prometheus.Exporter;
import dev.redkit.render.Format;
import dev.redkit.screen.LiveScreen;
import dev.redkit.top.Meter;
import dev.redkit.top.Reading;
import java.time.Duration;

/** {@code redkit top}: what servers do, second by second, as a screen or as lines. */
public final class TopCommand implements Action {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final Session session;
    private final Arg interval;
    private final Arg count;
    private final Arg time;
    private final Arg port;
    private volatile Reading last;

    public TopCommand(Syntax syntax, Session session) {
        this.session = session;
        interval = syntax.option("TIME", "look every TIME (default 1s)", "--interval");
        count = syntax.option("N", "end after N looks", "--count");
        time = syntax.option("TIME", "end after that long", "--for");
        port = syntax.option("PORT", "tell Prometheus too, at 127.0.0.1:PORT/metrics", "--prom-port");
        syntax.description(
                "Show what servers do: commands and their latency, hits, memory, network, clients, replication, what held them"
                        + " up. With -c each node of a cluster, with --sentinel a master and its replicas.",
                "On a terminal a screen: s sorts the nodes, c the commands, f freezes, q ends. Elsewhere, or with -o ndjson, a"
                        + " line for each look; with -o csv a line for each node.",
                "p99 is the servers' own (LATENCY HISTOGRAM, Redis 7.0 and newer), of the time between two looks; its steps are"
                        + " powers of two.");
        syntax.examples(
                "redkit top",
                "redkit top -c --interval 5s",
                "redkit top --count 1 -o ndjson | jq '.nodes[0].ops_per_second'",
                "redkit top --prom-port 9121 > /dev/null");
    }

    @Override
    public void run() {
        Duration every = interval.duration(SECOND);
        if (every.compareTo(SHORTEST) < 0) {
            throw new UsageError("--interval: less than 10 ms is not supported");
        }
        End end = new End(
                count.number(Long.MAX_VALUE, 1, Long.MAX_VALUE),
                System.nanoTime() + time.duration(Duration.ofDays(3650)).toNanos());
        try (Meter meter = new Meter(session.redis());
                Exporter exporter = export()) {
            last = meter.read();
            if (exporter != null) {
                session.console().detail("Prometheus: 127.0.0.1:" + exporter.port() + "/metrics");
            }
            Console console = session.console();
            boolean screen = session.format() == Format.TABLE
                    && console.terminal().out()
                    && console.terminal().in()
                    && !console.terminal().dumb();
            if (screen) {
                try (LiveScreen live = LiveScreen.open(console)) {
                    screen(meter, live, every, end);
                }
            } else {
                lines(meter, every, end);
            }
        }
    }

    private record End(long looks, long nanos) {
        boolean reached(long done) {
            return done >= looks || System.nanoTime() >= nanos;
        }
    }

    private Exporter export() {
        return port.present() ? Exporter.open((int) port.number(0, 0, 65_535), () -> TopMetrics.text(last)) : null;
    }

    private void lines(Meter meter, Duration every, End end) {
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        TopLines lines = new TopLines(session);
        for (long done = 0; !end.reached(done); done++) {
            if (cancellation.pause(every.toMillis())) {
                break;
            }
            last = meter.read();
            lines.show(last);
        }
        lines.end();
    }

    private void screen(Meter meter, LiveScreen live, Duration every, End end) {
        Cancellation cancellation = session.cancellation();
        cancellation.watch();
        TopPicture picture = new TopPicture(session.target().toString(), every);
        long next = System.nanoTime() + every.toNanos();
        long done = 0;
        live.show(picture.of(last, live.columns(), live.rows()));
        while (!cancellation.requested() && !end.reached(done)) {
            long left = (next - System.nanoTime()) / 1_000_000;
            int key = left > 0 ? live.key(left) : LiveScreen.NOTHING;
            if (key == 'q' || key == 'Q') {
                return;
            }
            boolean pressed = picture.press(key);
            boolean changed = live.resized() || pressed;
            if (left <= 0) {
                next += Math.max(every.toNanos(), System.nanoTime() - next);
                if (!picture.frozen()) {
                    last = meter.read();
                    changed = true;
                }
                done++;
            }
            if (changed) {
                live.show(picture.of(last, live.columns(), live.rows()));
            }
        }
    }
}
