package dev.redkit.commands.bench;

import dev.redkit.bench.engine.Engine;
import dev.redkit.bench.schedule.Arrivals;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Reads;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Rates;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The options that say how much is sent, over what and for how long. */
final class BenchLoad {
    private static final int MOST_CONNECTIONS = 20_000;

    private final Arg connections;
    private final Arg pipeline;
    private final Arg threads;
    private final Arg requests;
    private final Arg time;
    private final Arg rate;
    private final Arg arrivals;
    private final Arg warmUp;
    private final Arg blocks;
    private final Arg seed;
    private final Arg constant;
    private final Arg tolerate;
    private final Arg reconnect;
    private final Arg reads;
    private final Session session;
    private Map<String, String> settings = Map.of();

    BenchLoad(Syntax syntax, Session session) {
        this(syntax, session, true);
    }

    /** {@code whole}: without it, whoever asks says the rate and when to end by itself. */
    BenchLoad(Syntax syntax, Session session, boolean whole) {
        this.session = session;
        syntax.section("The load");
        connections = syntax.option("N", "connections (default 50)", "-c", "--connections");
        pipeline = syntax.option(
                "N", "requests under way on each (default 1; with --rate at most 1024)", "-P", "--pipeline");
        threads = syntax.option("N", "sending threads (default 1)", "--threads");
        rate = whole
                ? syntax.option(
                        "RATE",
                        "requests per second at fixed moments, as 5k/s; without it as fast as answers come",
                        "--rate")
                : null;
        arrivals = syntax.choice(Arrivals.class, "how those moments lie (default constant)", "--arrivals");
        requests = whole ? syntax.option("N", "measure this many requests, without warm-up", "-n", "--requests") : null;
        time = syntax.option(
                "TIME",
                whole ? "measure for this long (default 20s)" : "measure each for this long (default 5s)",
                "--for");
        warmUp = syntax.option(
                "TIME",
                whole
                        ? "run this long before (default: until five medians in a row lie within 5 %%, 15 s at most)"
                        : "run this long before (default 1s)",
                "--warmup");
        blocks = whole ? syntax.option("N", "pieces of the result, for comparisons (default 10)", "--blocks") : null;
        reconnect = whole ? syntax.flag("new connections for each block", "--reconnect") : null;
        reads = syntax.choice(
                Reads.class, "where commands that only read go, in a cluster or behind sentinels", "--read-from");
        seed = syntax.option("N", "what all draws begin with (default 1)", "--seed");
        constant = syntax.flag("the same value in every write", "--constant-value");
        tolerate = syntax.flag("go on when a connection is lost, and connect again", "--tolerate");
    }

    /** {@code file}: what a workload file says where the command line says nothing. */
    Load load(Map<String, String> file) {
        settings = file;
        if (requests.present() && time.present()) {
            throw new UsageError("-n (--requests) and --for both say when to end", "leave one of them out");
        }
        String perSecond = said(rate, "rate");
        if (said(arrivals, "arrivals") != null && perSecond == null) {
            throw new UsageError("--arrivals needs --rate: without a rate there is no schedule");
        }
        double parsed = perSecond == null ? 0 : Rates.parse(perSecond);
        String warmed = said(warmUp, "warmup");
        return load(
                parsed,
                parsed > 0 ? Engine.OPEN_PIPELINE : 1,
                duration(time, "for", Duration.ofSeconds(20)),
                Optional.ofNullable(warmed).map(text -> Arg.duration(text, "--warmup")));
    }

    /** An open loop whose rate is still to be said. */
    Load load(Map<String, String> file, Duration measured, Duration warmed) {
        settings = file;
        return load(
                1,
                Engine.OPEN_PIPELINE,
                duration(time, "for", measured),
                Optional.of(duration(warmUp, "warmup", warmed)));
    }

    private Load load(double perSecond, int usualPipeline, Duration measured, Optional<Duration> warmed) {
        Load load = new Load(
                (int) number(connections, "connections", 50, MOST_CONNECTIONS),
                (int) number(threads, "threads", 1, 256),
                (int) number(pipeline, "pipeline", usualPipeline, 100_000),
                perSecond,
                arrivals.present() ? arrivals.choice(Arrivals.CONSTANT) : arrivalsOfFile(),
                counted() ? number(requests, "requests", 0, Long.MAX_VALUE / 1000) : 0,
                measured,
                warmed,
                blocks == null ? 1 : (int) number(blocks, "blocks", 10, 10_000),
                seed.present() || !settings.containsKey("seed")
                        ? seed.number(1, Long.MIN_VALUE, Long.MAX_VALUE)
                        : Long.parseLong(settings.get("seed")),
                constant.present() || "true".equals(settings.get("constant-value")),
                tolerate.present() || "true".equals(settings.get("tolerate")),
                session.timeout());
        load = load.reading(reads.choice(Reads.MASTER));
        return renewing() ? load.renewed() : load;
    }

    /** Whether each block is to have connections of its own. */
    private boolean renewing() {
        return reconnect != null && (reconnect.present() || "true".equals(settings.get("reconnect")));
    }

    /** Whether a number of requests ends the run; --for on the command line overrides a file's number. */
    private boolean counted() {
        return requests != null && (requests.present() || !time.present());
    }

    private String said(Arg option, String name) {
        return option != null && option.present() ? option.text() : settings.get(name);
    }

    private Arrivals arrivalsOfFile() {
        return Arrivals.valueOf(settings.getOrDefault("arrivals", "constant").toUpperCase(Locale.ROOT));
    }

    private Duration duration(Arg option, String name, Duration otherwise) {
        String text = said(option, name);
        return text == null ? otherwise : Arg.duration(text, option.name());
    }

    private long number(Arg option, String name, long otherwise, long most) {
        return option.present() || !settings.containsKey(name)
                ? option.number(otherwise, 1, most)
                : Long.parseLong(settings.get(name));
    }
}
