package dev.redkit.commands.bench;

import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.report.Report;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.trial.Trial;
import dev.redkit.commands.Session;
import dev.redkit.render.Format;
import java.util.function.Consumer;
import java.util.function.Function;

/** One measurement on the console: a bar or a line for each interval while it goes on, then what came of it. */
final class BenchMeasurement {
    private final Session session;
    private final BenchVerdicts verdicts;

    BenchMeasurement(Session session, BenchVerdicts verdicts) {
        this.session = session;
        this.verdicts = verdicts;
    }

    /**
     * Runs it and hands the report on, if anything was answered; then fails if it did.
     *
     * @param trial is told where intervals go
     */
    void run(Load load, Function<Consumer<Tick>, Trial.Outcome> trial, Consumer<Report> shown) {
        Trial.Outcome outcome;
        try (BenchProgress progress = new BenchProgress(session, load)) {
            outcome = trial.apply(tick -> tick(progress, tick));
        }
        Report report = outcome.report();
        if (report.count() > 0) {
            new BenchText(session).show(report);
            shown.accept(report);
        }
        outcome.failure().ifPresent(failure -> {
            verdicts.failed(report.title(), failure);
            throw failure;
        });
    }

    private void tick(BenchProgress progress, Tick tick) {
        progress.tick(tick);
        verdicts.tick(tick);
        if (session.format() == Format.NDJSON) {
            session.renderer().document(BenchValues.tick(tick));
            session.console().flush();
        }
    }
}
