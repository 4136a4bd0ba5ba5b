package dev.redkit.commands.tail;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.ByteSizes;
import dev.redkit.render.Format;
import dev.redkit.tail.form.Forms;
import dev.redkit.tail.form.Stamp;
import dev.redkit.tail.outlet.ChannelCounts;
import dev.redkit.tail.outlet.Drain;
import dev.redkit.tail.outlet.ExecOutlet;
import dev.redkit.tail.outlet.FilterDrain;
import dev.redkit.tail.outlet.FolderOutlet;
import dev.redkit.tail.outlet.LatencyOutlet;
import dev.redkit.tail.outlet.OnSlow;
import dev.redkit.tail.outlet.Outlet;
import dev.redkit.tail.outlet.PrintOutlet;
import dev.redkit.tail.outlet.Ring;
import dev.redkit.tail.outlet.SaveOutlet;
import dev.redkit.tail.outlet.StraightDrain;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The options of {@code tail} that say what becomes of a message. */
final class TailOutlets {
    private static final long RING = 32L * 1024 * 1024;
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final Session session;
    private final Arg output;
    private final Arg template;
    private final Arg stamps;
    private final Arg nul;
    private final Arg top;
    private final Arg latency;
    private final Arg save;
    private final Arg folder;
    private final Arg filter;
    private final Arg exec;
    private final Arg atOnce;
    private final Arg execTime;
    private final Arg onSlow;
    private final Arg ring;

    TailOutlets(Syntax syntax, Session session) {
        this.session = session;
        output = syntax.choice(
                Forms.Kind.class, "form of the output (default text); raw is the payload alone", "-o", "--output");
        template = syntax.option(
                "TEXT",
                "a line for each message: {channel} {pattern} {id} {payload} {time} {node} {length}",
                "--template");
        stamps = syntax.choice(Stamp.class, "show the time of each message (default none)", "--timestamps");
        nul = syntax.flag("end messages with NUL, not with a line end (raw and --template)", "-0", "--null");
        top = syntax.flag("show how much goes by per channel (with --monitor: per command), not what", "--top");
        latency = syntax.flag(
                "show how long messages were on their way, by the time in them (see publish --stamp)", "--latency");
        save = syntax.path("FILE", "save what is shown, with times, for 'publish --replay'", "--save");
        folder = syntax.path("DIR", "append to a file for each channel in this folder", "--per-channel");
        filter = syntax.option(
                "COMMAND", "one program for all messages: lines in, and its output is the output", "--filter");
        exec = syntax.option(
                "COMMAND",
                "run this for each message, with the payload on its standard input, and REDKIT_CHANNEL, REDKIT_ID",
                "--exec");
        atOnce = syntax.option("N", "so many commands of --exec at a time (default 4)", "--exec-jobs");
        execTime = syntax.option("TIME", "stop a command of --exec after that long (default 30s)", "--exec-timeout");
        onSlow = syntax.choice(
                OnSlow.class,
                "what to do when the reader of the output is slower than what comes in (default block: the server waits,"
                        + " as long as its limit allows)",
                "--on-slow");
        ring = syntax.option("SIZE", "how much may wait for a slow reader, with --on-slow (default 32mb)", "--buffer");
    }

    List<Outlet> open(boolean monitor) {
        check();
        List<Outlet> outlets = new ArrayList<>();
        TailFigures figures = new TailFigures(session, kind());
        if (top.present()) {
            outlets.add(new ChannelCounts(
                    monitor ? ChannelCounts::command : ChannelCounts::channel,
                    SECOND,
                    (view, last) -> figures.top(view, last, monitor ? "command" : "channel")));
        } else if (latency.present()) {
            outlets.add(new LatencyOutlet(SECOND, figures::latency));
        } else if (exec.present()) {
            outlets.add(exec());
        } else if (!folder.present()) {
            outlets.add(new PrintOutlet(forms().form(), drain()));
        }
        if (folder.present()) {
            outlets.add(new FolderOutlet(Path.of(folder.text()), forms().form()));
        }
        if (save.present()) {
            outlets.add(new SaveOutlet(
                    AtomicOutput.open(save.text(), session.console().out())));
        }
        return outlets;
    }

    private void check() {
        int kinds = 0;
        for (Arg one : List.of(top, latency, exec, filter)) {
            kinds += one.present() ? 1 : 0;
        }
        if (kinds > 1) {
            throw new UsageError("--top, --latency, --exec and --filter exclude each other");
        }
        if (filter.present() && (onSlow.present() || ring.present())) {
            throw new UsageError("--filter is waited for: leave --on-slow and --buffer out");
        }
        if (exec.present() && onSlow.choice(OnSlow.BLOCK) == OnSlow.SPOOL) {
            throw new UsageError("--on-slow spool is for what is written, not for --exec");
        }
        if (!exec.present() && (atOnce.present() || execTime.present())) {
            throw new UsageError("--exec-jobs and --exec-timeout are for --exec");
        }
        if (save.present() && save.text().equals("-")) {
            throw new UsageError("--save needs a file", "-o ndjson writes to standard output");
        }
    }

    private Outlet exec() {
        int jobs = (int) atOnce.number(4, 1, 1000);
        Console console = session.console();
        return new ExecOutlet(
                new ExecOutlet.Plan(
                        exec.text(),
                        jobs,
                        16 * jobs,
                        execTime.duration(Duration.ofSeconds(30)),
                        onSlow.choice(OnSlow.BLOCK)),
                console::urgent);
    }

    private Forms forms() {
        return new Forms(kind(), stamps.choice(Stamp.NONE), nul.present(), template.text(), false);
    }

    private Forms.Kind kind() {
        if (output.present()) {
            return output.choice(Forms.Kind.TEXT);
        }
        return switch (session.format()) {
            // A program wants the payload; a person wants to know where it came from, too.
            case TABLE -> filter.present() ? Forms.Kind.RAW : Forms.Kind.TEXT;
            case RAW -> Forms.Kind.RAW;
            case JSON -> Forms.Kind.JSON;
            case NDJSON -> Forms.Kind.NDJSON;
            case CSV -> Forms.Kind.CSV;
            case TSV -> Forms.Kind.TSV;
            case YAML -> throw new UsageError("tail does not write " + Arg.word(Format.YAML), "-o ndjson, perhaps");
        };
    }

    private Drain drain() {
        OutputStream out = session.console().out();
        if (filter.present()) {
            return new FilterDrain(filter.text(), out);
        }
        if (!onSlow.present() && !ring.present()) {
            return new StraightDrain(out);
        }
        long most = ring.present() ? ByteSizes.parse(ring.text()) : RING;
        return new Ring(out, onSlow.choice(OnSlow.BLOCK), most);
    }
}
