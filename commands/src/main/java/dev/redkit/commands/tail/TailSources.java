package dev.redkit.commands.tail;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.redis.Redis;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.monitor.MonitorSource;
import dev.redkit.tail.pubsub.ChannelSource;
import dev.redkit.tail.pubsub.Interest;
import dev.redkit.tail.pubsub.KeyspaceEvents;
import dev.redkit.tail.pubsub.KeyspaceSource;
import dev.redkit.tail.pubsub.Patience;
import dev.redkit.tail.pubsub.ShardedSource;
import dev.redkit.tail.stream.StreamPlan;
import dev.redkit.tail.stream.StreamSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The options of {@code tail} that say what to watch. */
final class TailSources {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int AT_ONCE = 1000;
    /** Of entries that are acknowledged together: a crash repeats no more than these. */
    private static final int AT_ONCE_TO_ACK = 100;

    private final Session session;
    private final Arg names;
    private final Arg pattern;
    private final Arg sharded;
    private final Arg keyspace;
    private final Arg stream;
    private final Arg monitor;
    private final Arg from;
    private final Arg field;
    private final Arg group;
    private final Arg consumer;
    private final Arg ack;
    private final Arg claim;
    private final Arg patience;
    private final Arg maxBytes;
    private KeyspaceEvents events;

    TailSources(Syntax syntax, Session session) {
        this.session = session;
        names = syntax.rest("CHANNEL", "what to watch: channels, patterns, streams, or patterns of keys", false);
        syntax.section("What to watch");
        pattern = syntax.flag("the channels are patterns: * ? [a-z]", "--pattern");
        sharded = syntax.flag("sharded channels of a cluster: each at the node of its slot", "--sharded");
        keyspace = syntax.optionalValue(
                "EVENTS",
                "what happens to keys like CHANNEL (default *), on all masters; only EVENTS, as expired,del (default all)",
                "--keyspace");
        stream = syntax.flag("the channels are keys of streams", "--stream");
        monitor = syntax.flag(
                "every command the server runs (MONITOR), for 10 s if nothing else ends it; without secrets",
                "--monitor");
        patience = syntax.option(
                "TIME",
                "how long a server that is gone is looked for (default: for ever; 0: not at all)",
                "--patience");
        maxBytes = syntax.option("SIZE", "the largest message that is taken (default 64mb)", "--max-bytes");
        syntax.section("Streams");
        from = syntax.option("ID", "begin behind this entry; 0: with the first, $: with the next (default)", "--from");
        field = syntax.option("NAME", "this field is the payload (default: all fields, as JSON)", "--field");
        group = syntax.option("NAME", "read as a member of this group, which is made if it is not there", "--group");
        consumer = syntax.option(
                "NAME", "as which member (default redkit); what it has not acknowledged comes first", "--consumer");
        ack = syntax.flag(
                "acknowledge entries once they are written, answered by --filter, or done by --exec", "--ack");
        claim = syntax.option("TIME", "take over what other members have not acknowledged for that long", "--claim");
    }

    /** Whether MONITOR is watched. */
    boolean monitors() {
        return monitor.present();
    }

    TailSource open() {
        check();
        Redis redis = session.redis();
        if (monitor.present()) {
            return new MonitorSource(redis, patience());
        }
        if (keyspace.present()) {
            return keyspace(redis);
        }
        List<byte[]> channels = names.all().stream()
                .map(name -> name.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (channels.isEmpty()) {
            throw new UsageError("no channel was given", "redkit tail CHANNEL…, or --pattern '*' for all");
        }
        if (stream.present()) {
            return new StreamSource(redis, channels, plan());
        }
        if (sharded.present()) {
            ShardedSource.require(redis);
            return new ShardedSource(redis, channels, patience());
        }
        return new ChannelSource(redis, pattern.present() ? Interest.PATTERN : Interest.CHANNEL, channels, patience());
    }

    private void check() {
        int kinds = 0;
        for (Arg kind : List.of(pattern, sharded, keyspace, stream, monitor)) {
            kinds += kind.present() ? 1 : 0;
        }
        if (kinds > 1) {
            throw new UsageError("--pattern, --sharded, --keyspace, --stream and --monitor exclude each other");
        }
        for (Arg one : List.of(from, field, group, consumer, ack, claim)) {
            if (one.present() && !stream.present()) {
                throw new UsageError(one.name() + " is for --stream");
            }
        }
        for (Arg one : List.of(consumer, ack, claim)) {
            if (one.present() && !group.present()) {
                throw new UsageError(one.name() + " needs --group");
            }
        }
        if (monitor.present() && !names.all().isEmpty()) {
            throw new UsageError("--monitor takes no channels", "--grep and --where choose among commands");
        }
    }

    private StreamPlan plan() {
        StreamPlan.Membership membership = group.present()
                ? new StreamPlan.Membership(
                        group.text(),
                        consumer.text("redkit"),
                        ack.present(),
                        claim.present() ? claim.duration(Duration.ZERO) : null)
                : null;
        String begin = from.text("$");
        if (!begin.matches("\\$|\\d+(-\\d+)?")) {
            throw new UsageError("--from: '" + begin + "' is not an id", "0, $, or as 1700000000000-0");
        }
        return new StreamPlan(
                begin,
                membership,
                field.text(),
                ack.present() ? AT_ONCE_TO_ACK : AT_ONCE,
                patience().gone());
    }

    private TailSource keyspace(Redis redis) {
        Set<String> wanted = KeyspaceEvents.names(keyspace.text());
        events = new KeyspaceEvents(redis, wanted, session.console()::warn);
        Map<String, String> missing = events.missing();
        if (!missing.isEmpty()) {
            String what = "notify-keyspace-events "
                    + missing.values().iterator().next() + " on " + String.join(", ", missing.keySet());
            if (session.dryRun()) {
                session.console().note("would switch on " + what);
            } else {
                session.console().confirm("switching on " + what + " (until this tail ends)");
                // From here on an end is an orderly one, which puts it back.
                session.cancellation().watch();
                events.switchOn();
                session.console().note("switched on " + what + "; it is put back at the end");
            }
        }
        List<String> globs = names.all().isEmpty() ? List.of("*") : names.all();
        return new KeyspaceSource(redis, globs, wanted, events, patience());
    }

    private long largest() {
        long largest = maxBytes.present() ? ByteSizes.parse(maxBytes.text()) : Patience.LARGEST;
        if (largest < 1 || largest > 1L << 30) {
            throw new UsageError(maxBytes.name() + ": " + maxBytes.text() + " is not between 1 and 1gb");
        }
        return largest;
    }

    private Patience patience() {
        return new Patience(
                HEARTBEAT, session.timeout(), patience.present() ? patience.duration(Duration.ZERO) : null, largest());
    }

    /** Puts back what was changed to be able to watch. */
    void close() {
        if (events != null) {
            events.close();
        }
    }
}
