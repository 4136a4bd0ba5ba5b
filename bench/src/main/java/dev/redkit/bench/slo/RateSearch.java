package dev.redkit.bench.slo;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleFunction;

/**
 * Looks for the highest rate that holds: doubles it until one does not, then halves the gap. A rate that does not hold is
 * tried a second time before it is believed, since on a shared machine one bad moment is enough.
 */
public final class RateSearch<R> {
    /** One measurement. */
    public record Point<R>(double rate, boolean holds, R result) {}

    /** Where to look. */
    public record Range(double from, double to, int steps) {}

    private final Range range;
    private final DoubleFunction<Point<R>> measurement;
    private final BooleanSupplier cancelled;
    private final List<Point<R>> points = new ArrayList<>();

    private RateSearch(Range range, DoubleFunction<Point<R>> measurement, BooleanSupplier cancelled) {
        this.range = range;
        this.measurement = measurement;
        this.cancelled = cancelled;
    }

    /** All points, by rate; the highest that holds is the answer, if there is one. */
    public static <R> List<Point<R>> run(Range range, DoubleFunction<Point<R>> measurement, BooleanSupplier cancelled) {
        RateSearch<R> search = new RateSearch<>(range, measurement, cancelled);
        search.search();
        search.points.sort(Comparator.comparingDouble(Point::rate));
        return search.points;
    }

    private void search() {
        double good = 0;
        double rate = range.from();
        while (rate <= range.to() && !cancelled.getAsBoolean() && holds(rate)) {
            good = rate;
            rate = good < range.to() ? Math.min(range.to(), good * 2) : Double.MAX_VALUE;
        }
        if (good == 0 || rate > range.to()) {
            return;
        }
        double bad = rate;
        for (int i = 0; i < range.steps() && !cancelled.getAsBoolean(); i++) {
            double middle = (good + bad) / 2;
            if (holds(middle)) {
                good = middle;
            } else {
                bad = middle;
            }
        }
    }

    private boolean holds(double rate) {
        Point<R> point = measurement.apply(rate);
        if (!point.holds() && !cancelled.getAsBoolean()) {
            Point<R> again = measurement.apply(rate);
            point = again.holds() ? again : point;
        }
        points.add(point);
        return point.holds();
    }
}
