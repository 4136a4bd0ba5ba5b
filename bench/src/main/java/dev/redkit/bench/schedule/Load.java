package dev.redkit.bench.schedule;

import dev.redkit.failure.UsageError;
import java.time.Duration;
import java.util.Optional;

/**
 * How much of a workload is sent, over what, and for how long.
 *
 * @param connections in all
 * @param threads that share them
 * @param pipeline requests under way on a connection: as many at once in a closed loop, at most in an open one
 * @param rate requests per second of an open loop; 0 for a closed one
 * @param requests how many to measure; 0 when the time decides
 * @param time how long to measure, when no number of requests was given
 * @param warmUp how long to run before; empty: until the median settles
 * @param blocks in how many pieces results are kept, for statistics
 * @param patience how long to wait for the last replies
 * @param reads which servers are read from
 * @param renewing whether each block gets new connections
 */
public record Load(
        int connections,
        int threads,
        int pipeline,
        double rate,
        Arrivals arrivals,
        long requests,
        Duration time,
        Optional<Duration> warmUp,
        int blocks,
        long seed,
        boolean constantValues,
        boolean tolerant,
        Duration patience,
        Reads reads,
        boolean renewing) {

    /** The same where reads go to masters, over connections that last. */
    public Load(
            int connections,
            int threads,
            int pipeline,
            double rate,
            Arrivals arrivals,
            long requests,
            Duration time,
            Optional<Duration> warmUp,
            int blocks,
            long seed,
            boolean constantValues,
            boolean tolerant,
            Duration patience) {
        this(
                connections,
                threads,
                pipeline,
                rate,
                arrivals,
                requests,
                time,
                warmUp,
                blocks,
                seed,
                constantValues,
                tolerant,
                patience,
                Reads.MASTER,
                false);
    }

    public Load {
        if (threads > connections) {
            throw new UsageError(threads + " threads have nothing to share in " + connections + " connections");
        }
        if (requests == 0 && (time.isNegative() || time.isZero())) {
            throw new UsageError("a run of no time measures nothing");
        }
        if (blocks < 1) {
            throw new UsageError("results need at least one block");
        }
    }

    /** Whether requests are sent at fixed moments. */
    public boolean open() {
        return rate > 0;
    }

    /** How many of the requests thread {@code index} sends; no limit when the time decides. */
    public long share(int index) {
        return requests == 0 ? Long.MAX_VALUE : (requests - index + threads - 1) / threads;
    }

    /** What a run has to be made of at least; the rest is changed afterwards. */
    public static Load closed(int connections, int pipeline, long seed) {
        return new Load(
                connections,
                1,
                pipeline,
                0,
                Arrivals.CONSTANT,
                0,
                Duration.ofSeconds(20),
                Optional.empty(),
                10,
                seed,
                false,
                false,
                Duration.ofSeconds(10));
    }

    /** The same for exactly so many requests, without warm-up. */
    public Load exactly(long count) {
        Copy copy = new Copy(this);
        copy.requests = count;
        copy.warmUp = Optional.of(Duration.ZERO);
        return copy.load();
    }

    /** The same for that long, after a warm-up of that long. */
    public Load during(Duration measured, Duration warmed) {
        Copy copy = new Copy(this);
        copy.requests = 0;
        copy.time = measured;
        copy.warmUp = Optional.of(warmed);
        return copy.load();
    }

    /** The same as an open loop of that rate, or as a closed one for 0. */
    public Load at(double perSecond) {
        Copy copy = new Copy(this);
        copy.rate = perSecond;
        return copy.load();
    }

    /** The same with its result in that many pieces. */
    public Load inBlocks(int count) {
        Copy copy = new Copy(this);
        copy.blocks = count;
        return copy.load();
    }

    /** The same over other connections. */
    public Load over(int otherConnections, int otherPipeline) {
        Copy copy = new Copy(this);
        copy.connections = otherConnections;
        copy.pipeline = otherPipeline;
        return copy.load();
    }

    /** The same with reads from there. */
    public Load reading(Reads from) {
        Copy copy = new Copy(this);
        copy.reads = from;
        return copy.load();
    }

    /** The same with new connections for each block. */
    public Load renewed() {
        Copy copy = new Copy(this);
        copy.renewing = true;
        return copy.load();
    }

    /** The same with that much patience for the last replies. */
    public Load waiting(Duration forReplies) {
        Copy copy = new Copy(this);
        copy.patience = forReplies;
        return copy.load();
    }

    /** What may change from one load to the next. */
    private static final class Copy {
        private final Load of;
        private int connections;
        private int pipeline;
        private double rate;
        private long requests;
        private Duration time;
        private Optional<Duration> warmUp;
        private int blocks;
        private Reads reads;
        private boolean renewing;
        private Duration patience;

        Copy(Load of) {
            this.of = of;
            connections = of.connections;
            pipeline = of.pipeline;
            rate = of.rate;
            requests = of.requests;
            time = of.time;
            warmUp = of.warmUp;
            blocks = of.blocks;
            reads = of.reads;
            renewing = of.renewing;
            patience = of.patience;
        }

        Load load() {
            return new Load(
                    connections,
                    of.threads,
                    pipeline,
                    rate,
                    of.arrivals,
                    requests,
                    time,
                    warmUp,
                    blocks,
                    of.seed,
                    of.constantValues,
                    of.tolerant,
                    patience,
                    reads,
                    renewing);
        }
    }
}
