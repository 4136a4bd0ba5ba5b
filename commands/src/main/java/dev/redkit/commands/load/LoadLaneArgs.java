package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.UsageError;
import dev.redkit.grouping.OnDuplicate;
import dev.redkit.io.Durations;
import dev.redkit.io.Rates;
import dev.redkit.lane.LaneLimits;
import dev.redkit.lane.Pace;
import dev.redkit.load.Delivery;
import dev.redkit.load.LaneChoice;
import dev.redkit.load.Load;
import dev.redkit.load.Mode;
import dev.redkit.load.StreamLimit;
import dev.redkit.load.Verify;
import dev.redkit.rdb.WriteVersion;
import java.time.Duration;
import java.util.List;

/** The options that say how records get into Redis. */
final class LoadLaneArgs {
    private final Session session;
    private final Arg mode;
    private final Arg onDuplicate;
    private final Arg lane;
    private final Arg allowDuplicates;
    private final Arg out;
    private final Arg overwrite;
    private final Arg rdbVersion;
    private final Arg maxLength;
    private final Arg connections;
    private final Arg inFlight;
    private final Arg rate;
    private final Arg maxLatency;
    private final Arg swap;
    private final Arg verify;
    private final Arg replicas;
    private final Arg patience;

    LoadLaneArgs(Syntax syntax, Session session) {
        this.session = session;
        syntax.section("How it is written");
        mode = syntax.choice(Mode.class, "what becomes of keys that are there (default: upsert)", "--mode");
        onDuplicate = syntax.choice(
                OnDuplicate.class,
                "several records for one key that takes one (default: any, all count)",
                "--on-duplicate");
        lane = syntax.choice(
                LaneChoice.class, "as commands, as values built here, or by HIMPORT (default: auto)", "--lane");
        out = syntax.path("FILE", "write an .rdb, .resp or .jsonl file instead; no server is needed", "--out");
        overwrite = syntax.flag("--out may replace a file that is there", "--overwrite");
        rdbVersion = syntax.option(
                "N", "of that .rdb file (default: 10, for Redis 7.0 and newer; Valkey 9: 80)", "--rdb-version");
        allowDuplicates = syntax.flag(
                "write lists, streams and counters again after trouble, even if that may double some",
                "--allow-duplicates");
        maxLength = syntax.option("N", "stream: keep about N messages; =N: exactly", "--maxlen");
        connections = syntax.option(
                "N", "to each server, where the records of a key keep to one (default: 1)", "--connections");
        inFlight = syntax.option("N", "commands under way on each connection (default: 20000)", "--in-flight");
        rate = syntax.option("N/s", "at most so many records in a second: 5k/s", "--rate");
        maxLatency = syntax.option(
                "TIME", "have less under way when the server takes longer than that to answer", "--max-latency");
        swap = syntax.flag("write under other names, and rename all at the end, in place of what was there", "--swap");
        verify = syntax.choice(Verify.class, "read back what was written (default: none)", "--verify");
        replicas = syntax.option("N", "count a record as written only when N replicas have it", "--wait");
        patience = syntax.option(
                "TIME", "how long to try again what the server cannot take just now (default: 1m)", "--patience");
    }

    /** What means nothing for entries. */
    List<Arg> forRecords() {
        return List.of(onDuplicate, lane, out, overwrite, rdbVersion, allowDuplicates, maxLength, swap, verify);
    }

    Mode mode() {
        return mode.choice(Mode.UPSERT);
    }

    /** Whether the user said that keys are to be added to. */
    boolean adds() {
        return mode.present() && mode() != Mode.REPLACE;
    }

    StreamLimit streamLimit() {
        if (!maxLength.present()) {
            return null;
        }
        boolean exact = maxLength.text().startsWith("=");
        try {
            return new StreamLimit(Long.parseLong(maxLength.text().substring(exact ? 1 : 0)), exact);
        } catch (NumberFormatException e) {
            throw new UsageError("--maxlen: '" + maxLength.text() + "' is not a number of messages", null, e);
        }
    }

    OnDuplicate onDuplicate() {
        return onDuplicate.choice(OnDuplicate.ANY);
    }

    /** The file to write, or null for a server. */
    Load.Output output() {
        if (!out.present()) {
            return null;
        }
        WriteVersion version = new WriteVersion((int) rdbVersion.number(WriteVersion.REDIS_7_0.number(), 1, 1000));
        return new Load.Output(out.text(), session.console().out(), version, overwrite.present());
    }

    Delivery delivery() {
        return new Delivery(
                lane.choice(LaneChoice.AUTO),
                (int) connections.number(1, 1, 1000),
                limits(),
                session.timeout(),
                new Delivery.Care(allowDuplicates.present(), (int) replicas.number(0, 1, 1000)),
                pace(),
                (what, pause) -> session.console().note(what + "; again in " + Durations.format(pause)));
    }

    private Pace pace() {
        Pace pace = Pace.UNLIMITED;
        if (rate.present()) {
            pace = pace.rate(Rates.parse(rate.text()), Pace.Unit.PLACES);
        }
        return maxLatency.present() ? pace.latency(maxLatency.duration(Duration.ofMillis(1))) : pace;
    }

    boolean swap() {
        return swap.present();
    }

    Verify verify() {
        return verify.choice(Verify.NONE);
    }

    private LaneLimits limits() {
        return new LaneLimits(
                LaneLimits.DEFAULT.bytes(),
                (int) inFlight.number(LaneLimits.DEFAULT.commands(), 1, 10_000_000),
                patience.duration(LaneLimits.DEFAULT.patience()));
    }
}
