package dev.redkit.bench.trial;

import dev.redkit.bench.engine.Engine;
import dev.redkit.bench.engine.Measurement;
import dev.redkit.bench.engine.Tape;
import dev.redkit.bench.engine.Watcher;
import dev.redkit.bench.recorder.Complaints;
import dev.redkit.bench.recorder.OpRecord;
import dev.redkit.bench.recorder.ServerEvent;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Reads;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.bench.verdict.Finding;
import dev.redkit.bench.verdict.Judge;
import dev.redkit.bench.verdict.Observer;
import dev.redkit.bench.verdict.ServerProbe;
import dev.redkit.bench.workload.Op;
import dev.redkit.bench.workload.Workload;
import dev.redkit.redis.Redis;
import dev.redkit.target.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Runs a workload at a load and judges the result. */
public final class Trial {
    /** The report, and why the run ended before its time, if it did. */
    public record Outcome(Report report, Optional<RuntimeException> failure) {}

    private final Workload workload;
    private final Load load;
    /** What to send instead of drawn requests, or null. */
    private final Tape tape;

    private Trial(Workload workload, Load load, Tape tape) {
        this.tape = tape;
        this.workload = workload;
        this.load = load;
    }

    public static Outcome run(
            Redis redis, Workload workload, Load load, Consumer<Tick> ticks, BooleanSupplier cancelled) {
        return new Trial(workload, load, null).run(redis, ticks, cancelled);
    }

    /** The same for requests that were recorded. */
    public static Outcome replay(
            Redis redis, Workload workload, Load load, Tape tape, Consumer<Tick> ticks, BooleanSupplier cancelled) {
        return new Trial(workload, load, tape).run(redis, ticks, cancelled);
    }

    /** The same for a measurement that is made elsewhere; it tells the watcher its moments. */
    public static Outcome observe(
            Redis redis, Workload workload, Load load, Function<Watcher, Measurement> measurement) {
        return new Trial(workload, load, null).judged(redis, tick -> {}, () -> false, measurement);
    }

    private Outcome run(Redis redis, Consumer<Tick> ticks, BooleanSupplier cancelled) {
        return judged(
                redis,
                ticks,
                cancelled,
                watcher -> tape == null
                        ? Engine.run(redis, workload, load, watcher)
                        : Engine.replay(redis, workload, load, watcher, tape));
    }

    private Outcome judged(
            Redis redis, Consumer<Tick> ticks, BooleanSupplier cancelled, Function<Watcher, Measurement> measurement) {
        Instant began = Instant.now();
        try (ServerProbe servers = ServerProbe.open(redis, load.reads() != Reads.MASTER);
                Observer observer = new Observer(redis, servers, ticks, cancelled)) {
            Map<String, String> environment = Environment.here();
            environment.putAll(servers.description());
            Measurement run = measurement.apply(observer);
            Facts facts = observer.facts(workload, run, load.threads());
            List<Finding> findings = Judge.findings(load, run, facts);
            return new Outcome(
                    report(began, setting(redis.target()), environment, run, observer.events(), facts, findings),
                    run.failure());
        }
    }

    private Report report(
            Instant began,
            Map<String, String> setting,
            Map<String, String> environment,
            Measurement run,
            List<ServerEvent> events,
            Facts facts,
            List<Finding> findings) {
        List<Report.Command> commands = new ArrayList<>();
        for (int i = 0; i < workload.ops().size(); i++) {
            Op op = workload.ops().get(i);
            OpRecord record = run.total().op(i);
            commands.add(new Report.Command(
                    op.name(), op.text(), op.weight(), record.count(), record.seen(), record.service, record.failed));
        }
        List<Complaints.Kind> errors = new ArrayList<>();
        run.total().complaints.kinds().forEach(errors::add);
        return new Report(
                "redkit",
                workload.title(),
                began,
                setting,
                environment,
                run.seconds(),
                run.warmUp(),
                run.count(),
                load.open(),
                commands,
                errors,
                load.open() ? Optional.of(run.total().lag) : Optional.empty(),
                run.blocks(),
                run.ticks(),
                events,
                facts,
                findings);
    }

    private Map<String, String> setting(Target target) {
        Map<String, String> setting = new LinkedHashMap<>();
        setting.put("loop", load.open() ? "open" : "closed");
        if (load.open()) {
            setting.put("rate", Double.toString(load.rate()));
            setting.put("arrivals", load.arrivals().name().toLowerCase(Locale.ROOT));
        }
        boolean socket =
                target.mode() == Target.Mode.STANDALONE && target.address().isUnix();
        setting.put("transport", socket ? "unix" : target.tls().isPresent() ? "tls" : "tcp");
        setting.put("protocol", "RESP" + target.protocol());
        setting.put("connections", Integer.toString(load.connections()));
        setting.put("threads", Integer.toString(load.threads()));
        setting.put("pipeline", Integer.toString(load.pipeline()));
        if (load.reads() != Reads.MASTER) {
            setting.put("reads", load.reads().name().toLowerCase(Locale.ROOT));
        }
        if (load.renewing()) {
            setting.put("reconnect", "each block");
        }
        setting.put("keys", workload.keys().toString());
        setting.put("values", load.constantValues() ? "constant" : "unique");
        setting.put("seed", Long.toString(load.seed()));
        return setting;
    }
}
