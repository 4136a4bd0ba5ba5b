package dev.redkit.commands.bench;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.bench.trial.Alternation;
import dev.redkit.bench.workload.Workload;
import dev.redkit.bench.workload.file.WorkloadFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressStyle;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** {@code redkit bench ab}: two servers or two loads, measured in turn. */
final class BenchAbCommand implements Action {
    private static final Duration WARM_UP = Duration.ofMillis(500);

    private final Session session;
    private final BenchWorkload workload;
    private final BenchLoad load;
    private final Arg other;
    private final Arg otherConnections;
    private final Arg otherPipeline;
    private final Arg out;
    private final BenchComparison comparison;

    BenchAbCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Compare two servers, or two ways to load one, by measuring them in turn.",
                "Blocks of both sides alternate (ABBA or BAAB, by lot), so that what else goes on hits both alike; then the"
                        + " sides are compared as 'bench compare' does it. --for is the time of each side, --blocks in how"
                        + " many turns; each turn begins with a short warm-up. Without a difference it is an A/A test: it"
                        + " should find nothing.");
        syntax.examples(
                "redkit bench ab -h old-server --b-server new-server:6379 'GET {key}' --rate 5k/s",
                "redkit bench ab --preset mixed -P 1 --b-pipeline 4 --metrics server_cpu",
                "redkit bench ab 'PING' # A/A");
        workload = new BenchWorkload(syntax, session);
        load = new BenchLoad(syntax, session);
        syntax.section("The other side");
        other = syntax.option(
                "HOST:PORT", "B's server (default: the same); credentials and TLS are those of A", "--b-server");
        otherConnections = syntax.option("N", "B's connections", "--b-connections");
        otherPipeline = syntax.option("N", "B's pipeline", "--b-pipeline");
        comparison = new BenchComparison(syntax, session);
        out = syntax.path("PREFIX", "write both results: PREFIX-a.json and PREFIX-b.json", "--out");
    }

    @Override
    public void run() {
        WorkloadFile.Phase phase = workload.only("ab");
        Workload one = phase.workload();
        comparison.check();
        Load whole = load.load(phase.settings());
        if (whole.requests() > 0) {
            throw new UsageError("'ab' measures for a time, not for a number of requests", "say --for instead of -n");
        }
        if (whole.renewing()) {
            throw new UsageError("--reconnect: 'ab' connects anew for each turn anyway");
        }
        int turns = whole.blocks();
        Load a = whole.during(whole.time().dividedBy(turns), whole.warmUp().orElse(WARM_UP))
                .inBlocks(1);
        Load b = a.over((int) otherConnections.number(a.connections(), 1, 20_000), (int)
                otherPipeline.number(a.pipeline(), 1, 100_000));
        if (session.dryRun()) {
            session.console().line(BenchText.plan(one, whole, session.target()));
            return;
        }
        session.cancellation().watch();
        workload.filling(one).ifPresent(filling -> BenchRunCommand.fill(session, session.redis(), filling));
        try (Redis redis = Redis.open(otherTarget())) {
            if (other.present()) {
                workload.filling(one).ifPresent(filling -> BenchRunCommand.fill(session, redis, filling));
            }
            measure(one, new Alternation.Side(session.redis(), a), new Alternation.Side(redis, b), turns);
        }
    }

    private Target otherTarget() {
        Target target = session.target();
        return other.present() ? target.node(Address.parse(other.text(), Address.DEFAULT_PORT)) : target;
    }

    private void measure(Workload one, Alternation.Side a, Alternation.Side b, int turns) {
        boolean shown = session.progress() == ProgressStyle.AUTO
                ? session.console().terminal().err()
                : session.progress() != ProgressStyle.NONE;
        Alternation.Pair pair = Alternation.run(one, a, b, turns, session.cancellation()::requested, (report, turn) -> {
            if (shown) {
                session.console()
                        .status(String.format(Locale.ROOT, "turn %d of %d: %.0f/s", turn, 2 * turns, report.rate()));
            }
        });
        session.console().clearStatus();
        if (out.present()) {
            write(pair.a(), "-a.json");
            write(pair.b(), "-b.json");
        }
        Comparison result = comparison.compare(pair.a(), pair.b());
        comparison.show(result, pair.a(), pair.b());
        comparison.judge(List.of(result));
    }

    private void write(Report report, String ending) {
        BenchFiles.write(List.of(out.text() + ending), List.of(report), List.of(), session.console());
    }
}
