package dev.redkit.tail;

import dev.redkit.tail.form.Grep;
import dev.redkit.tail.form.Sieve;
import dev.redkit.tail.outlet.Outlet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Carries messages from a source through the sieves to the outlets, counts them, and knows when it is enough. */
public final class Conveyor implements Traffic, AutoCloseable {
    private static final long SECOND = 1_000_000_000;

    /** Who is told what a person should know; may be called by several threads. */
    public record Talk(Consumer<String> remark, Consumer<String> detail) {}

    private final List<Sieve> sieves;
    private final List<Outlet> outlets;
    private final Limits limits;
    private final Talk talk;
    private final Grep until;
    private long seen;
    private long shown;
    private long tooBig;
    private long gaps;
    private long gapNanos;
    private long lost;
    private long droppedTold;
    private long ticked;
    private long began;
    private long lastSeen;
    private long seenBefore;
    private boolean found;
    private volatile boolean enough;

    public Conveyor(List<Sieve> sieves, List<Outlet> outlets, Limits limits, Talk talk) {
        this.sieves = List.copyOf(sieves);
        this.outlets = List.copyOf(outlets);
        this.limits = limits;
        this.talk = talk;
        this.until = limits.until() == null ? null : new Grep(List.of(limits.until()), true);
    }

    @Override
    public void message(Message message) {
        if (enough) {
            return;
        }
        seen++;
        for (int i = 0; i < sieves.size(); i++) {
            if (!sieves.get(i).passes(message)) {
                return;
            }
        }
        shown++;
        for (int i = 0; i < outlets.size(); i++) {
            outlets.get(i).message(message);
        }
        if (shown >= limits.count()) {
            enough = true;
        }
        if (until != null && until.passes(message)) {
            found = true;
            enough = true;
        }
    }

    @Override
    public void pause() {
        outlets.forEach(Outlet::pause);
    }

    @Override
    public Set<String> settle() {
        Set<String> failed = new HashSet<>();
        outlets.forEach(outlet -> failed.addAll(outlet.settle()));
        return failed;
    }

    @Override
    public void gap(Gap gap) {
        gaps++;
        gapNanos += gap.nanos();
        lost += Math.max(0, gap.lost());
        tell(gap);
        enough |= limits.stopAtGap();
    }

    private void tell(Gap gap) {
        outlets.forEach(outlet -> outlet.gap(gap));
        talk.remark().accept(gap.text());
    }

    @Override
    public void tooBig(Slice channel, long bytes) {
        seen++;
        tooBig++;
        talk.remark()
                .accept("a message of " + bytes + " bytes on " + channel.text()
                        + " was left out: it is larger than --max-bytes");
        enough |= limits.stopAtGap();
    }

    @Override
    public boolean over() {
        long now = System.nanoTime();
        if (enough) {
            return true;
        }
        if (began == 0) {
            return false;
        }
        synchronized (this) {
            if (seen != seenBefore) {
                seenBefore = seen;
                lastSeen = now;
            }
            outlets.forEach(Outlet::tick);
            if (now - ticked > SECOND) {
                ticked = now;
                tellDropped();
            }
        }
        boolean late = limits.time() != null && now - began >= limits.time().toNanos();
        boolean silent =
                limits.idle() != null && now - lastSeen >= limits.idle().toNanos();
        enough |= late || silent;
        return enough;
    }

    private void tellDropped() {
        long dropped = outlets.stream().mapToLong(Outlet::dropped).sum();
        if (dropped > droppedTold) {
            long news = dropped - droppedTold;
            droppedTold = dropped;
            long micros = System.currentTimeMillis() * 1000;
            tell(new Gap(micros, 0, "", "dropped: what reads the output is too slow", news));
            enough |= limits.stopAtGap();
        }
    }

    @Override
    public void listening(String where) {
        talk.detail().accept("listening on " + where);
        if (began == 0) {
            began = System.nanoTime();
            lastSeen = began;
            ticked = began;
        }
    }

    @Override
    public void remark(String text) {
        talk.remark().accept(text);
    }

    @Override
    public void detail(String text) {
        talk.detail().accept(text);
    }

    /** Finishes what is under way in the outlets; then the {@link #tally} is whole. */
    @Override
    public void close() {
        List<Runnable> steps = new ArrayList<>(List.of(this::pause, this::tellDropped));
        outlets.forEach(outlet -> steps.add(outlet::close));
        RuntimeException failure = null;
        for (Runnable step : steps) {
            try {
                step.run();
            } catch (RuntimeException e) {
                failure = failure == null ? e : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    public Tally tally() {
        long dropped = outlets.stream().mapToLong(Outlet::dropped).sum();
        return new Tally(seen, shown, dropped, tooBig, gaps, gapNanos, lost, found);
    }
}
