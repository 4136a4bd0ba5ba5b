package dev.redkit.commands.load;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.Partial;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Progress;
import dev.redkit.load.Account;
import dev.redkit.load.DatasetInput;
import dev.redkit.load.Load;
import dev.redkit.load.LoadInput;
import dev.redkit.load.LoadPlan;
import dev.redkit.load.Preflight;
import dev.redkit.load.Verification;
import dev.redkit.load.Verify;
import dev.redkit.mapping.Mapping;
import dev.redkit.pipe.CommandText;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.source.Dataset;
import dev.redkit.source.Datasets;
import dev.redkit.source.Formats;
import dev.redkit.source.SourceOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** {@code redkit load}: a dataset into Redis. */
public final class LoadCommand implements Action {
    private final Session session;
    private final Arg sources;
    private final LoadSourceArgs sourceArgs;
    private final LoadMappingArgs mappingArgs;
    private final LoadSafetyArgs safetyArgs;
    private final LoadLaneArgs laneArgs;
    private final Arg describe;
    private final Arg summary;
    private final LoadEntries entries;

    public LoadCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Read a dataset and write each record to Redis, as fast as the server takes it.",
                "A record becomes what --as says, under the key that --key makes of its columns. Every reply is checked:"
                        + " at the end each record is written, skipped or rejected, and the rejected ones are named.",
                "Exit code 4 when records were rejected, 8 when an input is malformed.");
        syntax.examples(
                "redkit load users.csv --as hash --key 'user:{id}'",
                "redkit load ratings.csv --as zset --key 'rank:{game}' --member '{player}' --score points",
                "redkit load events.jsonl.gz --as stream --key 'events:{type}' --ttl 7d --rejects bad.jsonl",
                "redkit load users.csv --describe # what is in it, and what to type next",
                "zcat big.csv.gz | redkit load - --format csv --as hash --key 'u:{id}' --progress json");
        sources = syntax.rest(
                "SOURCE", "files, globs, folders, web addresses, archive!member; - is standard input", true);
        mappingArgs = new LoadMappingArgs(syntax);
        sourceArgs = new LoadSourceArgs(syntax);
        laneArgs = new LoadLaneArgs(syntax, session);
        safetyArgs = new LoadSafetyArgs(syntax);
        syntax.section("What it says");
        describe = syntax.flag("only say what is in the dataset, and what to type next", "--describe");
        summary = syntax.path("FILE", "write the account at the end there too, as JSON", "--summary");
        entries = new LoadEntries(session);
    }

    @Override
    public void run() {
        SourceOptions options = sourceArgs.options();
        if (describe.present()) {
            new LoadDescription(session)
                    .show(datasets(), options, safetyArgs.selection().first());
            return;
        }
        if (!mappingArgs.given() && entries.load(sources.all(), laneArgs, this::refuseForEntries)) {
            return;
        }
        Progress progress = new Progress();
        LoadPlan plan = plan(options, progress);
        LoadNotes notes = new LoadNotes(session.console());
        Load load = new Load(plan, notes);
        long start = System.nanoTime();
        session.cancellation().watch();
        session.cancellation().onRequest(load::stop);
        Verification.Result seen = null;
        boolean whole = false;
        try (ProgressMeter meter = session.meter("load", progress)) {
            deliver(load, plan);
            seen = verify(load, plan);
            whole = true;
        } finally {
            notes.tellTheRest();
            // A load that never began has no account to give.
            if (whole || load.account().read() > 0) {
                report(load, seen, System.nanoTime() - start);
            }
        }
        judge(load, seen);
    }

    /** Entries say themselves what they are: what else is said about records means nothing for them. */
    private void refuseForEntries(String name) {
        for (Arg arg : Stream.of(safetyArgs.all(), laneArgs.forRecords(), mappingArgs.all())
                .flatMap(List::stream)
                .toList()) {
            if (arg.present()) {
                throw new UsageError(
                        arg.name() + " is for datasets, and " + name + " holds whole entries",
                        "say --as if it is to be read as records");
            }
        }
        if (summary.present()) {
            throw new UsageError("--summary is for datasets, and " + name + " holds whole entries");
        }
    }

    private LoadPlan plan(SourceOptions options, Progress progress) {
        return new LoadPlan(
                inputs(options, progress),
                Mapping.of(mappingArgs.spec()),
                safetyArgs.selection(),
                laneArgs.mode(),
                laneArgs.onDuplicate(),
                laneArgs.streamLimit(),
                laneArgs.swap(),
                safetyArgs.safety());
    }

    private void deliver(Load load, LoadPlan plan) {
        if (session.dryRun()) {
            load.rehearse(command -> session.console().note("would send " + CommandText.of(command)));
            return;
        }
        Load.Output output = laneArgs.output();
        if (output != null) {
            load.toFile(output);
            return;
        }
        Preflight preflight = new Preflight(session.redis());
        preflight.demandReplicas(laneArgs.delivery().care().replicas());
        String doubt = preflight.doubt(plan);
        if (doubt != null) {
            session.console().confirm(doubt + ". Begin all the same?");
        }
        load.into(session.redis(), laneArgs.delivery());
    }

    private Verification.Result verify(Load load, LoadPlan plan) {
        boolean wanted = laneArgs.verify() != Verify.NONE && laneArgs.output() == null && !session.dryRun();
        if (!wanted || load.gaveUp() || session.cancellation().requested()) {
            return null;
        }
        return new Verification(plan, laneArgs.verify())
                .run(
                        session.redis(),
                        load.account().read(),
                        () -> session.cancellation().requested());
    }

    private void report(Load load, Verification.Result seen, long nanos) {
        Value.Fields fields = LoadReport.fields(load, seen, nanos);
        session.renderer().document(fields);
        if (!summary.present()) {
            return;
        }
        try (AtomicOutput file =
                AtomicOutput.open(summary.text(), session.console().out(), AtomicOutput.Rule.OVERWRITE)) {
            file.stream().write((Renderer.json(fields) + "\n").getBytes(StandardCharsets.UTF_8));
            file.commit();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + summary.text() + ": " + Reason.of(e), null, e);
        }
    }

    private List<LoadInput> inputs(SourceOptions options, Progress progress) {
        return datasets().stream()
                .<LoadInput>map(dataset -> new DatasetInput(dataset, options, progress))
                .toList();
    }

    private List<Dataset> datasets() {
        Datasets datasets = new Datasets(Formats.builtIn(), session.console().in(), sourceArgs.jdbc());
        return datasets.of(sources.all());
    }

    private void judge(Load load, Verification.Result seen) {
        Account.Figures account = load.account();
        if (!account.balanced()) {
            throw new IllegalStateException("the account does not balance: " + account);
        }
        if (account.rejected() > 0) {
            String what = account.rejected() + " of " + account.read() + " records were rejected";
            throw new Partial(load.gaveUp() ? "ended there: " + what : what, safetyArgs.rejectsHint());
        }
        if (seen != null && seen.different() > 0) {
            throw new GateFailed(
                    seen.different() + " of " + seen.checked() + " changes are not there as the records say, first "
                            + String.join(", ", seen.examples()),
                    "a later record may have written over them, or somebody else");
        }
    }
}
