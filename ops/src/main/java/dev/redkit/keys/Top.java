package dev.redkit.keys;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** The few that have most of something; memory holds no more than these. */
public final class Top<T> {
    private record Ranked<T>(T what, long value, long order) {}

    private final int most;
    /** Of equals, the one that came first. */
    private final Comparator<Ranked<T>> greatestFirst =
            Comparator.comparingLong((Ranked<T> one) -> one.value()).reversed().thenComparingLong(Ranked::order);

    private final PriorityQueue<Ranked<T>> least = new PriorityQueue<>(greatestFirst.reversed());
    private long order;

    public Top(int most) {
        this.most = most;
    }

    /** Takes it if it is great enough. */
    public void offer(T what, long value) {
        if (most == 0 || (least.size() == most && value <= least.element().value())) {
            return;
        }
        if (least.size() == most) {
            least.remove();
        }
        least.add(new Ranked<>(what, value, order++));
    }

    /** Those that are left, the greatest first. */
    public List<T> list() {
        return least.stream().sorted(greatestFirst).map(Ranked::what).toList();
    }
}
