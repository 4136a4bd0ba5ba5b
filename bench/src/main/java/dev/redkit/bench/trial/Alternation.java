package dev.redkit.bench.trial;

import dev.redkit.bench.report.Report;
import dev.redkit.bench.report.Reports;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.NotMeasured;
import dev.redkit.redis.Redis;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;

/**
 * Two sides measured in turn, in blocks: A B B A or B A A B, by lot. What the machine does meanwhile hits both alike, and a
 * drift over time falls out.
 */
public final class Alternation {
    /** One side: where, and how. */
    public record Side(Redis redis, Load load) {}

    /** Both results; each has one block per turn. */
    public record Pair(Report a, Report b) {}

    private final Workload workload;
    private final List<Side> sides;
    private final List<List<Report>> reports = List.of(new ArrayList<>(), new ArrayList<>());
    private final BooleanSupplier cancelled;

    private Alternation(Workload workload, List<Side> sides, BooleanSupplier cancelled) {
        this.workload = workload;
        this.sides = sides;
        this.cancelled = cancelled;
    }

    /**
     * Measures both.
     *
     * @param turns how many blocks each side gets; their loads say how long one is
     * @param progress hears of each block: its report, and the number of the turn
     */
    public static Pair run(
            Workload workload, Side a, Side b, int turns, BooleanSupplier cancelled, ObjIntConsumer<Report> progress) {
        Alternation alternation = new Alternation(workload, List.of(a, b), cancelled);
        SplittableRandom lots = new SplittableRandom(a.load().seed());
        int done = 0;
        while (done < 2 * turns && !cancelled.getAsBoolean()) {
            int first = lots.nextInt(2);
            for (int side : new int[] {first, 1 - first, 1 - first, first}) {
                if (alternation.reports.get(side).size() < turns && !cancelled.getAsBoolean()) {
                    progress.accept(alternation.turn(side), ++done);
                }
            }
        }
        return new Pair(alternation.merged(0), alternation.merged(1));
    }

    private Report turn(int index) {
        Side side = sides.get(index);
        Trial.Outcome outcome = Trial.run(side.redis(), workload, side.load(), tick -> {}, cancelled);
        outcome.failure().ifPresent(failure -> {
            throw failure;
        });
        reports.get(index).add(outcome.report());
        return outcome.report();
    }

    private Report merged(int index) {
        if (reports.get(index).isEmpty()) {
            throw new NotMeasured("interrupted before both sides had a turn");
        }
        return Reports.merge(reports.get(index));
    }
}
