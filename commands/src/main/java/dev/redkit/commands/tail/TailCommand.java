package dev.redkit.commands.tail;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.UsageError;
import dev.redkit.tail.Conveyor;
import dev.redkit.tail.Limits;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Tally;
import dev.redkit.tail.form.Sieve;
import dev.redkit.tail.outlet.Outlet;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** {@code redkit tail}: what goes by on channels, until there is enough of it. */
public final class TailCommand implements Action {
    private static final Duration MONITOR_TIME = Duration.ofSeconds(10);

    private final Session session;
    private final TailSources sources;
    private final TailSieves sieves;
    private final TailOutlets outlets;
    private final Arg count;
    private final Arg time;
    private final Arg idle;
    private final Arg until;
    private final Arg failOnGap;

    public TailCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Watch what goes by, as it goes by, and never lose anything silently.",
                "A connection that is lost is looked for again, and the gap is told with its cause and length: on stderr,"
                        + " and as {\"event\":\"gap\",…} in JSON. stdout carries messages only.",
                "Exit code 0 at the end that was asked for, 3 when --until was not seen, 4 with --fail-on-gap when something"
                        + " went by unseen, 130 after Ctrl-C.");
        syntax.examples(
                "redkit tail jobs 'jobs:errors' --timestamps clock",
                "redkit tail --pattern 'orders.*' --grep failed -o ndjson",
                "redkit tail jobs --until '\"status\":\"done\"' --for 30s # in a CI step: 0 when seen, 3 when not",
                "redkit tail data_channel -o raw | process | redkit publish result_channel");
        sources = new TailSources(syntax, session);
        syntax.section("Which messages");
        sieves = new TailSieves(syntax);
        syntax.section("Until when");
        count = syntax.option("N", "end after N messages", "--count");
        time = syntax.option("TIME", "end after that long", "--for");
        idle = syntax.option("TIME", "end after that long without a message", "--idle");
        until = syntax.option(
                "REGEX",
                "end after a message in which this is found; exit code 3 if another end comes first",
                "--until");
        failOnGap = syntax.flag(
                "end with exit code 4 as soon as something has gone by, or may have gone by, unseen", "--fail-on-gap");
        syntax.section("What comes out");
        outlets = new TailOutlets(syntax, session);
    }

    @Override
    public void run() {
        Limits limits = new Limits(
                count.number(Long.MAX_VALUE, 1, Long.MAX_VALUE),
                howLong(),
                idle.present() ? idle.duration(Duration.ZERO) : null,
                until.present() ? regex(until) : null,
                failOnGap.present());
        try {
            follow(limits);
        } finally {
            sources.close();
        }
    }

    private void follow(Limits limits) {
        List<Sieve> passing = sieves.open();
        Console console = session.console();
        TailSource source = sources.open();
        if (session.dryRun()) {
            return;
        }
        List<Outlet> open = outlets.open(sources.monitors());
        Conveyor conveyor = new Conveyor(passing, open, limits, new Conveyor.Talk(console::urgent, console::detail));
        session.cancellation().watch();
        session.cancellation().onRequest(source::stop);
        if (session.cancellation().requested()) {
            source.stop();
        }
        long start = System.nanoTime();
        try (conveyor) {
            source.run(conveyor);
        }
        sieves.tell(console);
        summary(conveyor.tally(), System.nanoTime() - start);
        judge(conveyor.tally());
    }

    /** MONITOR is too dear to be forgotten. */
    private Duration howLong() {
        boolean bounded = count.present() || idle.present() || until.present();
        Duration otherwise = sources.monitors() && !bounded ? MONITOR_TIME : null;
        return time.present() ? time.duration(Duration.ZERO) : otherwise;
    }

    private void summary(Tally tally, long nanos) {
        Console console = session.console();
        StringBuilder text = new StringBuilder(128);
        text.append(tally.seen()).append(" messages");
        if (tally.shown() != tally.seen()) {
            text.append(", ").append(tally.shown()).append(" shown");
        }
        text.append(String.format(Locale.ROOT, " in %.1f s", nanos / 1e9));
        if (tally.dropped() > 0) {
            text.append("; ").append(tally.dropped()).append(" dropped (--on-slow)");
        }
        if (tally.tooBig() > 0) {
            text.append("; ").append(tally.tooBig()).append(" too big (--max-bytes)");
        }
        if (tally.gaps() > 0) {
            text.append("; ").append(tally.gaps()).append(tally.gaps() == 1 ? " gap" : " gaps");
            text.append(String.format(Locale.ROOT, " of %.1f s", tally.gapNanos() / 1e9));
        }
        if (tally.complete()) {
            console.detail(text.toString());
        } else {
            console.note(text.toString());
        }
    }

    private void judge(Tally tally) {
        if (failOnGap.present() && !tally.complete()) {
            throw new Partial("not everything that went by was seen", "the gap is told above");
        }
        if (until.present() && !tally.found() && !session.cancellation().requested()) {
            throw new GateFailed(
                    "no message with '" + until.text() + "' came in time",
                    tally.seen() + " messages went by, " + tally.shown() + " of them passed the filters");
        }
    }

    static Pattern regex(Arg arg) {
        return regex(arg.text(), arg.name());
    }

    static Pattern regex(String text, String name) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new UsageError(
                    name + ": '" + text + "' is no regular expression: " + e.getDescription() + " near character "
                            + (e.getIndex() + 1),
                    null,
                    e);
        }
    }
}
