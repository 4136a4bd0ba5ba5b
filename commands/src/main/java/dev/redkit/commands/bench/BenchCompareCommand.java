package dev.redkit.commands.bench;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.stats.Comparison;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit bench compare}: whether the second of two results is worse. */
final class BenchCompareCommand implements Action {
    private final Session session;
    private final Arg before;
    private final Arg after;
    private final Arg force;
    private final BenchComparison comparison;

    BenchCompareCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Say whether one result is worse than another, from the files that --out wrote.",
                "Results of others are read too: JSON of memtier_benchmark (-x 10 --print-all-runs makes each run a block), the"
                        + " CSV of redis-benchmark (several outputs in one file are as many blocks), HdrHistogram's .hlog and"
                        + " .hgrm.",
                "Each figure is taken per block; the change has a 95 % interval by bootstrap over blocks, and a p by an exact"
                        + " rank test. REGRESSED: worse by more than the tolerance, surely. OK: surely not. INCONCLUSIVE:"
                        + " neither; then the smallest change that could be seen is told, and how many blocks it would take.",
                "Runs that differ in load, server or machine are not compared without --force. Exit code 3 for a regression.");
        syntax.examples(
                "redkit bench compare before.json after.json",
                "redkit bench compare before.json after.json --max-regress p99=10% --metrics p99,server_cpu --strict");
        before = syntax.parameter("BEFORE", "result of the first run", true);
        after = syntax.parameter("AFTER", "result of the second run", true);
        force = syntax.flag("compare runs that are not alike", "--force");
        comparison = new BenchComparison(syntax, session);
    }

    @Override
    public void run() {
        comparison.check();
        List<Report> first = BenchFiles.read(before.text(), session.console());
        List<Report> second = BenchFiles.read(after.text(), session.console());
        List<Comparison> all = new ArrayList<>();
        for (Report one : first) {
            for (Report other : second) {
                if (one.title().equals(other.title()) || (first.size() == 1 && second.size() == 1)) {
                    all.add(compare(one, other));
                }
            }
        }
        if (all.isEmpty()) {
            throw new BadInput("no result in " + after.text() + " has the title of one in " + before.text());
        }
        comparison.judge(all);
    }

    private Comparison compare(Report one, Report other) {
        BenchFiles.alike(one, other, force.present(), session.console());
        Comparison result = comparison.compare(one, other);
        comparison.show(result, one, other);
        return result;
    }
}
