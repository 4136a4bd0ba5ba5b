package dev.redkit.tail;

import dev.redkit.tail.outlet.Outlet;
import dev.redkit.testkit.Eventually;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A source that runs on a thread of its own, and what came from it. */
public final class Watched implements AutoCloseable {
    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<Gap> gaps = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new CopyOnWriteArrayList<>();
    private final TailSource source;
    private final Conveyor conveyor;
    private final Thread thread;
    private volatile RuntimeException failure;

    public static Watched start(TailSource source) {
        return start(source, Limits.NONE);
    }

    public static Watched start(TailSource source, Limits limits) {
        Watched watched = new Watched(source, limits);
        watched.thread.start();
        Eventually.holds(
                () -> watched.remarks.stream().anyMatch(text -> text.startsWith("listening"))
                        || watched.failure != null,
                () -> "listening; " + watched.remarks);
        return watched;
    }

    private Watched(TailSource source, Limits limits) {
        this.source = source;
        this.conveyor =
                new Conveyor(List.of(), List.of(new Keeper()), limits, new Conveyor.Talk(remarks::add, remarks::add));
        this.thread = new Thread(this::run, "watched");
    }

    private final class Keeper implements Outlet {
        @Override
        public void message(Message message) {
            String id = message.id().present() ? message.id().text() + " " : "";
            seen.add(message.channel() + " " + id + message.payload());
        }

        @Override
        public void gap(Gap gap) {
            gaps.add(gap);
        }

        @Override
        public void close() {}
    }

    private void run() {
        try {
            source.run(conveyor);
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    public List<String> seen() {
        return seen;
    }

    public List<Gap> gaps() {
        return gaps;
    }

    public List<String> remarks() {
        return remarks;
    }

    public RuntimeException failure() {
        return failure;
    }

    public Conveyor conveyor() {
        return conveyor;
    }

    /** Waits until so many messages were seen. */
    public Watched sees(int count) {
        Eventually.holds(() -> seen.size() >= count, () -> count + " messages; there are " + seen + ", " + remarks);
        return this;
    }

    public Gap awaitGap() {
        Eventually.holds(() -> !gaps.isEmpty(), () -> "a gap; " + remarks);
        return gaps.get(0);
    }

    public RuntimeException awaitFailure() {
        Eventually.holds(() -> failure != null, () -> "a failure; " + remarks);
        return failure;
    }

    /** Waits for its end. */
    public void ended() {
        Eventually.holds(() -> !thread.isAlive(), () -> "the end; " + remarks);
    }

    @Override
    public void close() {
        source.stop();
        ended();
    }
}
