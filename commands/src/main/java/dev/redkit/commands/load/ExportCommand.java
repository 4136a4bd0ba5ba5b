package dev.redkit.commands.load;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.export.EntryCondition;
import dev.redkit.export.Export;
import dev.redkit.export.ExportFormat;
import dev.redkit.export.ExportPlan;
import dev.redkit.export.ExportReport;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Selection;
import dev.redkit.render.Value;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** {@code redkit export}: keys of a server or a cluster into a file that {@code load}, {@code pipe} or a server reads. */
public final class ExportCommand implements Action {
    private static final long MOST_SAMPLED = 10_000_000;

    private enum Ttl {
        KEEP,
        DROP
    }

    private final Session session;
    private final Arg patterns;
    private final Arg out;
    private final Arg format;
    private final Arg overwrite;
    private final Arg types;
    private final Arg where;
    private final Arg ttl;
    private final Arg fields;
    private final Arg flatten;
    private final Arg sample;
    private final Arg shard;
    private final Arg shuffle;
    private final Arg seed;

    public ExportCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Write keys, of a server or of all masters of a cluster, to a file.",
                "jsonl (the default) and json hold whole entries of every type and any bytes; csv and tsv are a table"
                        + " when all keys are hashes, with the fields of all as columns, else a row for each element;"
                        + " resp holds commands for 'redkit pipe'; rdb a file that a server loads. 'redkit load' reads"
                        + " what is written here. A big key is read in pieces, never whole (but for rdb). It is no"
                        + " snapshot: keys that change meanwhile are written as they are when they are read.",
                "The file is there when it is complete, or not at all. Exit code 4 when keys had to be left out.");
        syntax.examples(
                "redkit export 'user:*' --out users.csv",
                "redkit export --out all.jsonl.zst",
                "redkit export --type hash --where 'int(age) >= 18' --fields name,age --out adults.csv",
                "redkit export 'doc:*' --shuffle --seed 7 --shard 1/4 --out train-1.jsonl # for training");
        patterns = syntax.rest("PATTERN", "keys that match one of these, as in KEYS; none: all keys", false);
        out = syntax.path("FILE", "where to; - for standard output, the default. .gz, .zst, … are compressed", "--out");
        format = syntax.choice(ExportFormat.class, "the format (default: as FILE is called, else jsonl)", "--format");
        overwrite = syntax.flag("replace FILE if it is there", "--overwrite");
        syntax.section("Which keys:");
        types = syntax.option("TYPE[,TYPE]", "only keys of these types, in the words of the command TYPE", "--type");
        where = syntax.option(
                "EXPR", "only keys for which this is true: CEL over key, type, ttl, size, fields of a hash", "--where");
        sample = syntax.option("N|P%", "only N of them, or a share of them, drawn at random", "--sample");
        shard = syntax.option("I/N", "only the I-th of N parts; a key always falls into the same", "--shard");
        syntax.section("In what form:");
        ttl = syntax.choice(Ttl.class, "whether to write when keys expire (default: keep)", "--ttl");
        fields = syntax.option("NAME[,NAME]", "only these fields of hashes, as columns of a table", "--fields");
        flatten = syntax.flag("only hashes, each a plain record: key and fields side by side", "--flatten");
        shuffle = syntax.flag("in random order", "--shuffle");
        seed = syntax.option("N", "what --sample and --shuffle draw by: the same seed, the same draw", "--seed");
    }

    @Override
    public void run() {
        ExportPlan plan = plan();
        InstantSource clock = InstantSource.system();
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        long start = System.nanoTime();
        try (Export export = new Export(session.redis(), plan, progress, clock)) {
            session.cancellation().watch();
            session.cancellation().onRequest(export::cancel);
            try (ProgressMeter meter = session.meter("export", progress)) {
                write(export, progress);
            }
            show(export.report(), System.nanoTime() - start);
            judge(export.report());
        } catch (IOException e) {
            throw new CannotWrite("the export cannot go on: " + Reason.of(e), null, e);
        }
    }

    private void write(Export export, Progress progress) throws IOException {
        if (session.dryRun()) {
            export.run(OutputStream.nullOutputStream());
            return;
        }
        AtomicOutput.Rule[] rules =
                overwrite.present() ? new AtomicOutput.Rule[] {AtomicOutput.Rule.OVERWRITE} : new AtomicOutput.Rule[0];
        try (AtomicOutput file = AtomicOutput.open(place(), session.console().out(), rules)) {
            export.run(new Counted(file.stream(), progress));
            if (session.cancellation().requested() && !toStdout()) {
                session.console().note("interrupted: " + file.name() + " was not written");
                return;
            }
            file.commit();
        }
    }

    private String place() {
        return out.text("-");
    }

    private boolean toStdout() {
        return place().equals("-");
    }

    private ExportPlan plan() {
        Selection keys = Selection.of(patterns.all()).ofTypes(Set.copyOf(words(types)));
        List<byte[]> columns = fields.present() ? new ArrayList<>() : null;
        for (String field : words(fields)) {
            columns.add(field.getBytes(StandardCharsets.UTF_8));
        }
        ExportFormat form = format.choice(ExportFormat.ofName(place()).orElse(ExportFormat.JSONL));
        EntryCondition condition = where.present() ? EntryCondition.of(where.text(), InstantSource.system()) : null;
        boolean expiries = ttl.choice(Ttl.KEEP) == Ttl.KEEP;
        return new ExportPlan(
                keys, condition, draw(), new ExportPlan.Layout(form, expiries, columns, flatten.present()));
    }

    /** What was typed in one or several words, parted by commas. */
    private static Set<String> words(Arg arg) {
        Set<String> words = new LinkedHashSet<>();
        for (String typed : arg.all()) {
            words.addAll(List.of(typed.split(",", -1)));
        }
        return words;
    }

    private ExportPlan.Draw draw() {
        Portion portion = Portion.of(sample, MOST_SAMPLED, shard);
        long drawBy = seed.number(0, Long.MIN_VALUE, Long.MAX_VALUE);
        return new ExportPlan.Draw(
                portion.count(), portion.share(), portion.part(), portion.parts(), shuffle.present(), drawBy);
    }

    private void show(ExportReport report, long nanos) {
        if (toStdout() && !session.dryRun()) {
            session.console().detail(report.written() + " keys were written");
            return;
        }
        double seconds = nanos / 1e9;
        session.renderer()
                .document(new Value.Fields()
                        .put("written", report.written())
                        .put("other_type", report.otherType())
                        .put("unmatched", report.unmatched())
                        .put("vanished", report.vanished())
                        .put("left_out", leftOut(report))
                        .put("seconds", Value.of(Math.round(seconds * 1000) / 1000.0))
                        .put("keys_per_second", Math.round(report.written() / seconds)));
    }

    private static long leftOut(ExportReport report) {
        return report.misfits() + report.unclear() + report.refused();
    }

    private static void judge(ExportReport report) {
        if (report.refused() > 0 && report.written() == 0) {
            throw new NotAllowed(
                    "none of " + report.refused() + " keys may be read: " + report.refusal(),
                    "see what this user may with ACL WHOAMI and ACL GETUSER");
        }
        List<String> reasons = new ArrayList<>();
        if (report.refused() > 0) {
            reasons.add(report.refused() + " keys may not be read (" + report.refusal() + ")");
        }
        if (report.misfits() > 0) {
            reasons.add(report.misfits() + " keys are no hashes, or have names that are no text");
        }
        if (report.unclear() > 0) {
            reasons.add("of " + report.unclear() + " keys the condition has no answer (" + report.complaint() + ")");
        }
        if (!reasons.isEmpty()) {
            throw new Partial(leftOut(report) + " keys were left out: " + String.join("; ", reasons));
        }
    }

    /** Counts what is written, for the meter. */
    private static final class Counted extends FilterOutputStream {
        private final Progress progress;

        Counted(OutputStream out, Progress progress) {
            super(out);
            this.progress = progress;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            progress.addBytes(1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            progress.addBytes(length);
        }
    }
}
