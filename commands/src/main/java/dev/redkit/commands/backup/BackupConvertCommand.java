package dev.redkit.commands.backup;

import dev.redkit.aof.AofFolder;
import dev.redkit.aof.AofPart;
import dev.redkit.aof.AofReader;
import dev.redkit.aof.AofReplay;
import dev.redkit.aof.CommandPump;
import dev.redkit.aof.ReplayPlan;
import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.backup.KeyFilter;
import dev.redkit.backup.TargetServer;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.convert.AofState;
import dev.redkit.convert.Conversion;
import dev.redkit.convert.KeySink;
import dev.redkit.convert.Losses;
import dev.redkit.convert.RdbFormats;
import dev.redkit.convert.RdbSink;
import dev.redkit.convert.Split;
import dev.redkit.convert.SplitSink;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbFormat;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.render.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code redkit backup convert}: backups in another form. */
final class BackupConvertCommand implements Action {
    private static final String BASE = "appendonly.aof.1.base.rdb";
    private static final String INCREMENT = "appendonly.aof.1.incr.aof";
    private static final String MANIFEST = "appendonly.aof.manifest";

    private enum Ttl {
        KEEP,
        DROP
    }

    /**
     * What goes in.
     *
     * @param commandsOf the append-only file whose commands follow the keys as they are, or null
     */
    private record Work(List<BackupPart> parts, BackupFile commandsOf, KeyFilter filter, Conversion conversion) {}

    private final Session session;
    private final Arg files;
    private final Arg out;
    private final Arg format;
    private final Arg overwrite;
    private final Arg version;
    private final Arg target;
    private final Arg ttl;
    private final Arg split;
    private final Arg onDuplicate;
    private final BackupFilterArgs filters;

    private final Losses losses = new Losses();
    private final List<AofState> states = new ArrayList<>();
    private long commands;

    BackupConvertCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Write backups in another form: jsonl, csv and resp, as 'redkit export' writes them and 'redkit load' reads"
                        + " them; an RDB file of another version or for another server; an append-only file, as one file"
                        + " or as a folder. Several files are merged into one, one can be split into several.",
                "Values pass as they are stored where the other version knows their form. What it cannot hold is counted by"
                        + " its reason, and the exit code is 4. The commands of an append-only file pass as they are into"
                        + " another one; into anything else the embedded server carries them out first, in memory.");
        syntax.examples(
                "redkit backup convert dump.rdb --out dump.jsonl.zst",
                "redkit backup convert dump.rdb --out old.rdb --for redis:7.0",
                "redkit backup convert dump.rdb --out shard.rdb --split-by slot:3 # one file for each of three masters",
                "redkit backup convert node-1.rdb node-2.rdb node-3.rdb --out all.rdb",
                "redkit backup convert appendonlydir --out state.rdb --pattern 'user:*'");
        files = syntax.rest("FILE", "RDB and append-only files, manifests, folders; - is standard input", true);
        out = syntax.path("FILE", "where to; - is standard output. .gz, .zst, … are compressed", "--out");
        format = syntax.choice(ConvertFormat.class, "the form (default: as FILE is called)", "--format");
        overwrite = syntax.flag("replace FILE if it is there", "--overwrite");
        version = syntax.option("N", "write RDB of this version (default: that of the first input)", "--rdb-version");
        target = syntax.option("SERVER", "write RDB for this server: redis:7.0, valkey:9", "--for");
        ttl = syntax.choice(Ttl.class, "whether keys, and fields, expire as they did (default: keep)", "--ttl");
        split = syntax.option(
                "db|prefix|slot:N|slot:N-M,…|size:BYTES", "into several files, named after FILE", "--split-by");
        onDuplicate = syntax.choice(
                Conversion.OnDuplicate.class, "of a key that several inputs have (default: fail)", "--on-duplicate");
        filters = new BackupFilterArgs(syntax);
    }

    @Override
    public void run() {
        if (!out.present()) {
            throw new UsageError("--out FILE says where to write; - is standard output");
        }
        List<BackupFile> inputs = new ArrayList<>();
        files.all()
                .forEach(place ->
                        inputs.add(BackupFile.of(place, session.console().in())));
        KeyFilter filter = filters.filter(Instant.now().toEpochMilli());
        Progress progress = new Progress();
        session.cancellation().watch();
        long start = System.nanoTime();
        try (ProgressMeter meter = session.meter("convert", progress);
                Conversion conversion =
                        new Conversion(filter, onDuplicate.choice(Conversion.OnDuplicate.FAIL), losses, progress)) {
            List<String> names = convert(inputs, filter, conversion, progress);
            meter.close();
            show(conversion, names, System.nanoTime() - start);
        } catch (IOException e) {
            throw new CannotWrite("the conversion cannot go on: " + Reason.of(e), null, e);
        } finally {
            closeStates();
        }
        if (losses.total() > 0) {
            throw new Partial(
                    losses.total() + " times something could not be brought along: " + String.join("; ", reasons()),
                    "the files were written");
        }
    }

    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        losses.leftOut().forEach((reason, count) -> reasons.add(count + " " + reason));
        losses.changed().forEach((reason, count) -> reasons.add(count + " " + reason));
        return reasons.subList(0, Math.min(5, reasons.size()));
    }

    private void closeStates() {
        for (AofState state : states) {
            try {
                state.close();
            } catch (IOException e) {
                session.console().warn("a temporary folder was left: " + Reason.of(e));
            }
        }
    }

    private ConvertFormat form() {
        return format.choice(ConvertFormat.ofName(out.text()).orElseGet(() -> {
            if (!format.present()) {
                throw new UsageError(
                        "--out: the name '" + out.text() + "' does not say in what form",
                        "--format does: jsonl, csv, resp, rdb, aof, aof-folder");
            }
            return ConvertFormat.JSONL;
        }));
    }

    private List<String> convert(List<BackupFile> inputs, KeyFilter filter, Conversion conversion, Progress progress)
            throws IOException {
        ConvertFormat form = form();
        boolean asCommands = inputs.size() == 1
                && inputs.get(0).hasCommands()
                && form.holdsCommands()
                && !split.present()
                && filter.onlyNames();
        List<BackupPart> parts = new ArrayList<>();
        for (BackupFile input : inputs) {
            parts.addAll(asCommands ? bases(input) : state(input, progress));
        }
        RdbSink.Form rdb = form == ConvertFormat.RDB || form == ConvertFormat.AOF_FOLDER ? rdb(parts) : null;
        Work work = new Work(parts, asCommands ? inputs.get(0) : null, filter, conversion);
        if (form == ConvertFormat.AOF_FOLDER) {
            folder(work, rdb);
            return List.of(out.text());
        }
        ConvertOutput.Form written =
                new ConvertOutput.Form(form, rdb, keepsTtl(), filters.given(), overwrite.present(), session.dryRun());
        try (ConvertOutput output =
                new ConvertOutput(out.text(), session.console().out(), written, losses)) {
            write(output, work);
            output.commit();
            return output.names();
        }
    }

    private boolean keepsTtl() {
        return ttl.choice(Ttl.KEEP) == Ttl.KEEP;
    }

    private void write(ConvertOutput output, Work work) throws IOException {
        if (split.present() && out.text().equals("-")) {
            throw new UsageError("standard output cannot be split into several files");
        }
        try (KeySink sink =
                split.present() ? new SplitSink(Split.parse(split.text()), output, losses) : output.single()) {
            work.conversion().run(work.parts(), sink);
            if (work.commandsOf() != null && sink instanceof EntrySink entries) {
                entries.select(0);
            }
            sink.end();
            if (work.commandsOf() != null) {
                commands(work, output.stream(), form() == ConvertFormat.AOF);
            }
        }
    }

    /** The RDB parts of an append-only file whose commands follow. */
    private static List<BackupPart> bases(BackupFile input) {
        return input.parts().stream()
                .filter(part -> part.content() != BackupPart.Content.COMMANDS)
                .toList();
    }

    /** RDB files that hold what an input comes to. */
    private List<BackupPart> state(BackupFile input, Progress progress) throws IOException {
        if (!input.hasCommands()) {
            return input.parts();
        }
        String place = input.manifest() != null
                ? input.manifest().file().toString()
                : input.parts().get(0).place();
        AofState state = AofState.of(AofFiles.onDisk(place, session), losses, progress);
        states.add(state);
        return List.of(state.rdb());
    }

    private RdbSink.Form rdb(List<BackupPart> parts) throws IOException {
        if (version.present() && target.present()) {
            throw new UsageError("--rdb-version and --for both say in which version: one is enough");
        }
        boolean expiries = keepsTtl();
        if (target.present()) {
            TargetServer server = TargetServer.parse(target.text());
            return new RdbSink.Form(
                    server.writeVersion(), server.toString(), server.hasVectorSets(), expiries, Instant.now());
        }
        RdbSink.Form form = RdbSink.Form.of(writeVersion(parts), Instant.now());
        return new RdbSink.Form(form.version(), form.target(), form.vectors(), expiries, form.created());
    }

    private WriteVersion writeVersion(List<BackupPart> parts) throws IOException {
        if (version.present()) {
            return new WriteVersion((int) version.number(0, 1, 1000));
        }
        Optional<RdbFormat> first = parts.isEmpty() ? Optional.empty() : RdbFormats.of(parts.get(0));
        return first.map(one -> new WriteVersion(Math.max(one.version(), WriteVersion.REDIS_5.number())))
                .orElse(WriteVersion.REDIS_7_0);
    }

    private void folder(Work work, RdbSink.Form rdb) throws IOException {
        if (session.dryRun()) {
            RdbSink sink = new RdbSink(OutputStream.nullOutputStream(), rdb, losses);
            work.conversion().run(work.parts(), sink);
            return;
        }
        Path place = Path.of(out.text());
        try (AofFolder folder = AofFolder.create(place)) {
            try (OutputStream base = folder.file(BASE)) {
                RdbSink sink = new RdbSink(base, rdb, losses);
                work.conversion().run(work.parts(), sink);
                sink.end();
            }
            try (OutputStream increment = folder.file(INCREMENT)) {
                if (work.commandsOf() != null) {
                    commands(work, increment, true);
                }
            }
            folder.manifest(
                    MANIFEST,
                    List.of(
                            new AofPart(place.resolve(BASE), 1, AofPart.Role.BASE),
                            new AofPart(place.resolve(INCREMENT), 1, AofPart.Role.INCREMENT)));
            folder.commit();
        }
    }

    /** Commands pass as they are, but for those of keys that are not wanted. */
    private void commands(Work work, OutputStream to, boolean times) throws IOException {
        ReplayPlan.KeyChoice choice = filters.given() ? work.filter()::wantsName : null;
        ReplayPlan plan = new ReplayPlan(Long.MAX_VALUE, null, 0, choice, List.of(), 0, false);
        try (AofReader reader = work.commandsOf().aof()) {
            CommandPump pump = new CommandPump(reader, plan, times);
            pump.run(to);
            AofReplay replay = pump.replay();
            commands = replay.commands();
            replay.leftOut().forEach((reason, count) -> {
                if (reason.startsWith("cannot: ")) {
                    losses.leftOut("commands: " + reason.substring("cannot: ".length()), count);
                }
            });
        }
    }

    private void show(Conversion conversion, List<String> names, long nanos) {
        Value.Fields document = new Value.Fields()
                .put("written", conversion.written())
                .put("commands", commands)
                .put("filtered", conversion.filtered())
                .put("duplicates", conversion.duplicates())
                .put("seconds", Value.of(Math.round(nanos / 1e6) / 1000.0))
                .put("files", Value.list(names));
        document.put("left_out", losses.leftOut());
        document.put("changed", losses.changed());
        if (out.text().equals("-")) {
            session.console().detail(conversion.written() + " keys were written");
            return;
        }
        session.renderer().document(document);
    }
}
