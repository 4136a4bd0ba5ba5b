package dev.redkit.commands.bench;

import dev.redkit.bench.engine.Engine;
import dev.redkit.bench.schedule.Load;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.io.Rates;
import java.time.Duration;

/** The options about load that every measurement has, whatever it sends: how fast, how long, in how many pieces. */
final class BenchTiming {
    private final Session session;
    private final Duration usualTime;
    private final Duration usualWarmUp;
    private final Arg pipeline;
    private final Arg rate;
    private final Arg time;
    private final Arg warmUp;
    private final Arg blocks;

    /**
     * What is sent, in the words of a command; null where it has no such option.
     *
     * @param pipeline what may be under way
     * @param rate what has its moments
     * @param each what is measured: all of it, or each of several
     */
    record Words(String pipeline, String rate, String each) {}

    BenchTiming(Syntax syntax, Session session, Words words, Duration usualTime, Duration usualWarmUp) {
        this.session = session;
        this.usualTime = usualTime;
        this.usualWarmUp = usualWarmUp;
        rate = words.rate() == null ? null : syntax.option("RATE", words.rate(), "--rate");
        pipeline = words.pipeline() == null ? null : syntax.option("N", words.pipeline(), "-P", "--pipeline");
        boolean timed = words.each() != null;
        time = timed
                ? syntax.option(
                        "TIME",
                        "measure " + words.each() + "for this long (default " + usualTime.toSeconds() + "s)",
                        "--for")
                : null;
        warmUp = timed
                ? syntax.option("TIME", "run this long before (default " + usualWarmUp.toSeconds() + "s)", "--warmup")
                : null;
        blocks = syntax.option("N", "pieces of the result, for comparisons (default 10)", "--blocks");
    }

    /** For as long as the options say, at their rate. */
    Load load(int connections) {
        double perSecond = rate.present() ? Rates.parse(rate.text()) : 0;
        return load(connections, perSecond).during(time.duration(usualTime), warmUp.duration(usualWarmUp));
    }

    /** At that rate, or as fast as answers come for 0; how long is still to be said. */
    Load load(int connections, double perSecond) {
        int underWay =
                pipeline == null ? 1 : (int) pipeline.number(perSecond > 0 ? Engine.OPEN_PIPELINE : 1, 1, 100_000);
        return Load.closed(connections, underWay, 1)
                .at(perSecond)
                .inBlocks((int) blocks.number(10, 1, 10_000))
                .waiting(session.timeout());
    }
}
