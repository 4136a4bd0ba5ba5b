package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Block;
import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.recorder.Tick;
import dev.redkit.bench.schedule.Load;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Adds up what the loops hand over: first the warm-up, then blocks, then what still comes after the end. */
final class Collector {
    /** So many intervals keep their histogram: a run of days may not fill the memory. */
    private static final int MOST_COLUMNS = 20_000;

    private final Course course;
    private final Load load;
    private final Watcher watcher;
    private final int loops;
    private final WarmUp warmUp;
    private final Map<Integer, Pending> pending = new TreeMap<>();
    private final List<Block> blocks = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private final Interval total;
    private final long[] answers;
    private Interval block;
    private int blockIntervals;
    private int finished;
    private int next;
    private int firstMeasured = -1;
    private int lastMeasured = Integer.MAX_VALUE;
    private boolean ended;
    private long count;
    private long lastEnd;
    private double serverCpu;

    private static final class Pending {
        private Interval sum;
        private int parts;
    }

    Collector(Course course, Load load, int loops, int commands, Watcher watcher) {
        this.course = course;
        this.load = load;
        this.loops = loops;
        this.watcher = watcher;
        this.warmUp = new WarmUp(load, course.interval);
        this.total = new Interval(commands, load.open());
        this.block = new Interval(commands, load.open());
        this.answers = new long[commands];
    }

    /** Before the loops start. */
    void begin() {
        if (warmUp.none()) {
            measureFrom(0);
        }
    }

    /** Until all loops have ended. */
    void collect() throws InterruptedException {
        while (finished < loops) {
            Interval one = course.full.poll(50, TimeUnit.MILLISECONDS);
            if (watcher.cancelled()) {
                course.stop(System.nanoTime());
            }
            if (one != null) {
                lastEnd = Math.max(lastEnd, one.ended);
                add(one);
            }
        }
        for (Pending rest : pending.values()) {
            consume(rest.sum);
        }
        end();
        if (block.count() > 0) {
            closeBlock(Math.max(1, blockIntervals) * course.interval / 1e9);
        }
    }

    private void add(Interval one) {
        Pending at = pending.computeIfAbsent(one.index, index -> new Pending());
        finished += one.last ? 1 : 0;
        at.parts += one.last ? 0 : 1;
        if (at.sum == null) {
            at.sum = one;
        } else {
            at.sum.add(one);
            course.giveBack(one);
        }
        while (pending.containsKey(next) && pending.get(next).parts + finished >= loops && finished < loops) {
            Interval complete = pending.remove(next++).sum;
            consume(complete);
            course.giveBack(complete);
        }
    }

    private void consume(Interval interval) {
        for (int i = 0; i < answers.length; i++) {
            answers[i] += interval.op(i).count();
        }
        double seconds = course.interval / 1e9;
        boolean warming = firstMeasured < 0 || interval.index < firstMeasured;
        Map<String, Double> evidence = new LinkedHashMap<>();
        evidence.put("loop_busy_percent", 100 * interval.cpuNanos / 1e9 / seconds / loops);
        if (ThreadCosts.QUEUE_KNOWN) {
            evidence.put("run_queue_percent", 100 * interval.queuedNanos / 1e9 / seconds / loops);
        }
        evidence.putAll(watcher.evidence());
        Tick tick =
                Tick.of(interval, (interval.index + 1) * seconds, seconds, warming, watcher.longestPause(), evidence);
        if (ticks.size() >= MOST_COLUMNS) {
            tick = tick.withoutHistogram();
        }
        if (interval.index <= lastMeasured || tick.count() > 0) {
            ticks.add(tick);
            watcher.tick(tick);
        }
        if (warming) {
            if (warmUp.over(tick)) {
                measureFrom(interval.index + 1);
            }
            return;
        }
        measured(interval);
    }

    private void measured(Interval interval) {
        total.add(interval);
        block.add(interval);
        if (interval.index > lastMeasured) {
            return;
        }
        blockIntervals++;
        count += interval.count();
        boolean full = load.requests() > 0
                ? block.count() * load.blocks() >= load.requests()
                : blockIntervals >= intervalsPerBlock();
        if (interval.index == lastMeasured) {
            end();
        } else if (full) {
            closeBlock(blockIntervals * course.interval / 1e9);
            if (load.renewing()) {
                course.renew();
            }
        }
    }

    private int intervalsPerBlock() {
        return Math.max(1, (int) Math.round((double) load.time().toNanos() / load.blocks() / course.interval));
    }

    private void measureFrom(int index) {
        firstMeasured = index;
        if (load.requests() == 0) {
            int intervals = (int) Math.max(1, Math.round((double) load.time().toNanos() / course.interval));
            lastMeasured = index + intervals - 1;
            course.stopAfter(lastMeasured + 1);
        }
        watcher.measuring();
        course.counting = true;
        serverCpu = watcher.serverCpu();
    }

    private void end() {
        if (!ended) {
            ended = true;
            watcher.measured();
        }
    }

    private void closeBlock(double seconds) {
        double now = watcher.serverCpu();
        blocks.add(Block.of(block, seconds, now - serverCpu));
        serverCpu = now;
        block.clear();
        blockIntervals = 0;
    }

    /** After {@link #collect}. */
    Measurement result(long distinctKeys) {
        double length = course.interval / 1e9;
        double begin = firstMeasured * length;
        boolean early = lastMeasured == Integer.MAX_VALUE || course.stoppedEarly();
        double end = early ? Math.min(lastEnd, course.stopAt) - course.start : (lastMeasured + 1) * course.interval;
        boolean measured = firstMeasured >= 0;
        return new Measurement(
                total,
                early ? total.count() : count,
                measured ? Math.max(1e-9, end / 1e9 - begin) : 0,
                List.copyOf(blocks),
                List.copyOf(ticks),
                measured ? begin : end / 1e9,
                warmUp.settled(),
                Arrays.stream(answers).boxed().toList(),
                distinctKeys,
                Optional.ofNullable(course.failure()));
    }
}
