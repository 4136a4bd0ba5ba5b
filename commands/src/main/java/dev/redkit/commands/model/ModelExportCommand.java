package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.format.Beside;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.ModelFormats;
import dev.redkit.format.WriteOptions;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Glob;
import dev.redkit.model.AiModels;
import dev.redkit.model.Watched;
import dev.redkit.render.Value;
import dev.redkit.tensor.Order;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** {@code redkit model export}: a version into the file of a framework. */
final class ModelExportCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg name;
    private final Arg out;
    private final Arg format;
    private final Arg order;
    private final Arg tensors;
    private final Arg template;
    private final Arg overwrite;
    private final Arg layout;

    ModelExportCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Write a version of a model to a file: safetensors, npz, …, as the file is called.",
                "All tensors are of one version, whatever is published meanwhile. Every byte is compared with its checksum"
                        + " on the way; when one is missing or altered, the file does not appear (exit code 8). NAME may"
                        + " be a hash that keeps parameters as text, too.");
        syntax.examples(
                "redkit model export bert --out bert.safetensors",
                "redkit model export bert:prod --out prod.npz --tensor 'encoder.*'",
                "redkit model export linear_regression --out params.npz",
                "redkit model export net --out new.model --template old.model");
        name = syntax.parameter("NAME[:VERSION|TAG]", "the version; the current one when it is not said", true);
        out = syntax.path("FILE", "where to; - for standard output (with --format)", "--out");
        format = syntax.option("FORMAT", "the format (default: as FILE is called)", "--format");
        order = syntax.choice(Order.class, "how formats that know both lay out the numbers (default: c)", "--order");
        tensors = syntax.option("GLOB", "only tensors whose names match", "--tensor");
        template = syntax.path(
                "MODEL", "a file of the same model, which is copied with these numbers (cntk)", "--template");
        overwrite = syntax.flag("replace FILE if it is there", "--overwrite");
        layout = syntax.oneOf(
                "where NAME is, when not among versions and hashes: tensors of the module RedisAI",
                List.of("redisai"),
                "--layout");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        if (!out.present()) {
            throw new UsageError("--out is missing", "redkit model export NAME --out FILE");
        }
        ModelFormat writer = writer();
        if (template.present() && !writer.copiesTemplate()) {
            throw new UsageError("--template is for models of CNTK; " + writer.name() + " needs none");
        }
        ModelFile model =
                layout.present() ? AiModels.open(session.redis(), name.text()) : place.openStored(name.text());
        try {
            List<Tensor> wanted = wanted(model);
            if (session.dryRun()) {
                session.console()
                        .line("would write " + wanted.size() + " tensors as " + writer.name() + " to " + out.text());
                return;
            }
            write(model, wanted, writer);
        } finally {
            ModelPlace.close(model);
        }
    }

    private ModelFormat writer() {
        ModelFormat writer = format.present()
                ? ModelFormats.byName(format.text())
                : ModelFormats.bySuffix(out.text())
                        .orElseThrow(() -> new UsageError(
                                "'" + out.text() + "' does not say by its name which format it shall have",
                                "say --format: " + writable()));
        if (!writer.writes()) {
            throw new UsageError(
                    "redkit reads " + writer.name() + ", but does not write it", "it writes " + writable());
        }
        return writer;
    }

    private static String writable() {
        return String.join(
                ", ",
                ModelFormats.all().stream()
                        .filter(ModelFormat::writes)
                        .map(ModelFormat::name)
                        .toList());
    }

    private List<Tensor> wanted(ModelFile model) {
        if (!tensors.present()) {
            return model.tensors();
        }
        Glob glob = Glob.of(tensors.text());
        List<Tensor> wanted = model.tensors().stream()
                .filter(one -> glob.matches(one.name().getBytes(StandardCharsets.UTF_8)))
                .toList();
        if (wanted.isEmpty()) {
            throw new UsageError("no tensor is called like '" + tensors.text() + "'", "see 'redkit model show'");
        }
        return wanted;
    }

    private void write(ModelFile model, List<Tensor> wanted, ModelFormat writer) {
        Progress progress = new Progress();
        long bytes = wanted.stream().mapToLong(Tensor::bytes).sum();
        progress.expect(bytes);
        session.cancellation().watch();
        long start = System.nanoTime();
        AtomicOutput.Rule[] rules =
                overwrite.present() ? new AtomicOutput.Rule[] {AtomicOutput.Rule.OVERWRITE} : new AtomicOutput.Rule[0];
        Watched watched = new Watched(progress, session.cancellation()::requested);
        try (AtomicOutput file = AtomicOutput.open(out.text(), session.console().out(), rules);
                ExportedFiles others = new ExportedFiles(Path.of(out.text()), rules);
                ProgressMeter meter = session.meter("export", progress)) {
            ModelContent content = new ModelContent(watched.all(wanted), model.metadata());
            Optional<Beside> beside = out.text().equals("-") ? Optional.empty() : Optional.of(others);
            Optional<Path> old = template.present() ? Optional.of(Path.of(template.text())) : Optional.empty();
            writer.write(content, file.stream(), new WriteOptions(order.choice(Order.C), old, beside));
            others.commit();
            file.commit();
        } catch (IOException e) {
            if (session.cancellation().requested()) {
                session.console().note("interrupted: " + out.text() + " was not written");
                return;
            }
            throw new CannotWrite("writing " + out.text() + " failed: " + Reason.of(e), null, e);
        }
        if (!out.text().equals("-")) {
            show(model, wanted, bytes, System.nanoTime() - start);
        }
    }

    private void show(ModelFile model, List<Tensor> wanted, long bytes, long nanos) {
        session.renderer()
                .document(new Value.Fields()
                        .put("model", name.text())
                        .put("version", ModelPlace.version(model))
                        .put("file", out.text())
                        .put("tensors", wanted.size())
                        .put("bytes", ModelValues.size(bytes))
                        .put("seconds", Value.of(Math.round(nanos / 1e6) / 1e3)));
    }
}
