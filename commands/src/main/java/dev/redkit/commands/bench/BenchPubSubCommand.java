package dev.redkit.commands.bench;

import dev.redkit.bench.pubsub.PubSubTrial;
import dev.redkit.bench.pubsub.Traffic;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.verdict.Facts;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Format;
import java.time.Duration;
import java.util.Locale;

/** {@code redkit bench pubsub}: the way of messages, from publishers to subscribers. */
final class BenchPubSubCommand implements Action {
    private static final int MOST = 10_000;
    private static final int LARGEST = 64 * 1024 * 1024;

    private final Session session;
    private final Arg kind;
    private final Arg publishers;
    private final Arg subscribers;
    private final Arg channels;
    private final Arg groups;
    private final Arg size;
    private final BenchTiming timing;
    private final Arg keep;
    private final BenchVerdicts verdicts;

    BenchPubSubCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Measure how long messages take from publishers to subscribers, and count those that do not come.",
                "Each message carries its number and two moments: when it should have left, and when it did. Subscribers in"
                        + " this process read them, so one clock times both ends. The line 'delivery' of the report is that"
                        + " way: response from the first moment, service from the second. Lost, doubled and reordered"
                        + " messages are counted, warm-up included, and messages_lost is a figure for --assert.",
                "--kind sharded uses sharded channels, each at the node of its slot; --kind stream uses streams, whose"
                        + " --groups each read everything and share it among their members. Channels and streams have names"
                        + " of their own; the streams are removed at the end.");
        syntax.examples(
                "redkit bench pubsub --rate 5k/s --subscribers 10",
                "redkit bench pubsub --publishers 4 --channels 16 --size 1kb --rate 20k/s --assert 'delivery.p99<5ms'",
                "redkit bench pubsub --kind stream --groups 2 --subscribers 4 --assert 'messages_lost<1'");
        syntax.section("The load");
        kind = syntax.choice(Traffic.Kind.class, "by what they travel (default channel)", "--kind");
        publishers = syntax.option("N", "publishers, each with a connection (default 1)", "--publishers");
        subscribers =
                syntax.option("N", "subscribers of all channels, or members of groups (default 1)", "--subscribers");
        channels = syntax.option("N", "channels or streams (default 1)", "--channels");
        groups = syntax.option("N", "groups that read each stream (default 1)", "--groups");
        size = syntax.option("SIZE", "bytes of a message, 61 at least (default 100)", "-d", "--size");
        timing = new BenchTiming(
                syntax,
                session,
                new BenchTiming.Words(
                        "messages under way of each publisher (default 1; with --rate at most 1024)",
                        "messages per second at fixed moments; without it as fast as publishers get answers",
                        ""),
                Duration.ofSeconds(20),
                Duration.ofSeconds(3));
        keep = syntax.option("N", "entries that a stream keeps, about (default: all)", "--maxlen");
        verdicts = new BenchVerdicts(syntax, session);
    }

    @Override
    public void run() {
        verdicts.check();
        Traffic traffic = traffic();
        Load load = timing.load(traffic.publishers());
        if (session.dryRun()) {
            session.console()
                    .line(String.format(
                            Locale.ROOT,
                            "would send %d-byte messages over %d channels, from %d publishers to %d subscribers of %s",
                            traffic.size(),
                            traffic.channels(),
                            traffic.publishers(),
                            traffic.subscribers(),
                            session.target()));
            return;
        }
        session.cancellation().watch();
        measure(traffic, load);
        verdicts.judge();
    }

    private Traffic traffic() {
        Traffic.Kind wanted = kind.choice(Traffic.Kind.CHANNEL);
        if (wanted != Traffic.Kind.STREAM && (groups.present() || keep.present())) {
            throw new UsageError("--groups and --maxlen are about streams", "add --kind stream");
        }
        long bytes = size.present() ? ByteSizes.parse(size.text()) : 100;
        if (bytes > LARGEST) {
            throw new UsageError("--size: a message of more than 64 MiB");
        }
        int readers = (int) subscribers.number(1, 1, MOST);
        int parties = (int) groups.number(1, 1, 100);
        if (parties > readers) {
            throw new UsageError(parties + " groups need as many --subscribers at least");
        }
        return new Traffic(
                wanted,
                Long.toString(System.nanoTime() & 0xffffffffL, 36),
                (int) channels.number(1, 1, MOST),
                (int) publishers.number(1, 1, MOST),
                readers,
                (int) Math.max(61, bytes),
                parties,
                keep.number(0, 1, Long.MAX_VALUE));
    }

    private void measure(Traffic traffic, Load load) {
        new BenchMeasurement(session, verdicts)
                .run(
                        load,
                        ticks -> PubSubTrial.run(
                                session.redis(), traffic, load, ticks, session.cancellation()::requested),
                        report -> {
                            tell(report.facts());
                            verdicts.add(report);
                        });
    }

    private void tell(Facts facts) {
        if (session.format() == Format.TABLE) {
            session.console()
                    .line(String.format(
                            Locale.ROOT,
                            "messages %,.0f expected, %,.0f received, %,.0f lost, %,.0f twice, %,.0f out of order; %,.0f/s"
                                    + " delivered",
                            facts.get("messages_expected"),
                            facts.get("messages_received"),
                            facts.get("messages_lost"),
                            facts.get("messages_duplicated"),
                            facts.get("messages_reordered"),
                            facts.get("deliveries_per_second")));
        }
        if (facts.get("subscribers_cut") > 0) {
            session.console()
                    .warn(String.format(
                            Locale.ROOT,
                            "%.0f subscribers lost their connection: perhaps the server's client-output-buffer-limit",
                            facts.get("subscribers_cut")));
        }
    }
}
