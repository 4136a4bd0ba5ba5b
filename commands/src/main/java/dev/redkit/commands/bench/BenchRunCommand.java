package dev.redkit.commands.bench;

import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.bench.workload.Workload;
import dev.redkit.bench.workload.file.WorkloadFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.io.Progress;
import dev.redkit.redis.Redis;
import java.util.List;
import java.util.Optional;

/** {@code redkit bench run}: a workload, a load, a report. */
final class BenchRunCommand implements Action {
    private static final int FILLERS = 8;
    private static final int FILL_PIPELINE = 32;

    private final Session session;
    private final BenchWorkload workload;
    private final BenchLoad load;
    private final BenchVerdicts verdicts;

    BenchRunCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Send a workload at a load and report what came back.",
                "With --rate requests have fixed moments, and response times count from these: what users see. Without, the"
                        + " next request leaves when an answer came: a saturation run, whose latency is queueing.",
                "A workload is a preset, or commands with placeholders: {key} and {id} (the number alone) draw a key, from"
                        + " {key:uniform 1M}, sequential, zipf 1M 0.99, gaussian 1M 0.1, latest 1M or hotspot 1M 20 80;"
                        + " {newkey} is one that was not there; {bytes:100}, {bytes:10-4kb} and {bytes:4kb zeros 50} are"
                        + " values, each different; {rand:1000} is a number of fixed width, {int:1-1000} one without zeros in"
                        + " front, {ttl:1m-1h} a time in seconds, {vec:f32 768} a vector, {field:users.name} a field of a CSV"
                        + " file. A brace that is meant is doubled.",
                "Percentiles with fewer than ten answers beyond them are n/a. Exit code 5 when the verdict is not VALID, 3"
                        + " when an --assert does not hold.");
        syntax.examples(
                "redkit bench run --preset cache --fill --rate 5k/s",
                "redkit bench run 'SET {key:zipf 1M 0.99} {bytes:100}' x1 'GET {key}' x10 -c 50 -P 16",
                "redkit bench run -t get,set -n 100000 # as redis-benchmark does it",
                "redkit bench run --workload shop.yaml --fill --junit junit.xml",
                "redkit bench run 'GET {key}' --rate 2k/s --assert 'get.p99<2ms' --out result.json --out junit.xml");
        workload = new BenchWorkload(syntax, session);
        load = new BenchLoad(syntax, session);
        verdicts = new BenchVerdicts(syntax, session);
    }

    @Override
    public void run() {
        List<WorkloadFile.Phase> phases = workload.phases();
        List<Load> loads =
                phases.stream().map(phase -> load.load(phase.settings())).toList();
        verdicts.check();
        Optional<Workload> filling = workload.filling(phases.get(0).workload());
        if (session.dryRun()) {
            for (int i = 0; i < phases.size(); i++) {
                session.console().line(BenchText.plan(phases.get(i).workload(), loads.get(i), session.target()));
            }
            return;
        }
        session.cancellation().watch();
        filling.ifPresent(one -> fill(session, session.redis(), one));
        for (int i = 0; i < phases.size() && !session.cancellation().requested(); i++) {
            measure(phases.get(i), loads.get(i));
        }
        verdicts.judge();
    }

    static void fill(Session session, Redis redis, Workload filling) {
        long keys = filling.keys().count();
        Progress progress = new Progress();
        try (var meter = session.meter("fill", progress)) {
            Load all = Load.closed(FILLERS, FILL_PIPELINE, 1).exactly(keys);
            Trial.Outcome outcome = Trial.run(
                    redis, filling, all, tick -> progress.addRecords(tick.count()), session.cancellation()::requested);
            outcome.failure().ifPresent(failure -> {
                throw failure;
            });
            outcome.report()
                    .errors()
                    .forEach(kind -> session.console().warn("fill: " + kind.count() + " × " + kind.example()));
        }
    }

    private void measure(WorkloadFile.Phase phase, Load wanted) {
        new BenchMeasurement(session, verdicts)
                .run(
                        wanted,
                        ticks -> Trial.run(
                                session.redis(), phase.workload(), wanted, ticks, session.cancellation()::requested),
                        report -> verdicts.add(report, phase.asserts()));
    }
}
