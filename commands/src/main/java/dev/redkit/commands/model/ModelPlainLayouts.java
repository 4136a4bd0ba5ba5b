package dev.redkit.commands.model;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.model.HashModels;
import dev.redkit.model.VectorSetModels;
import dev.redkit.model.VectorSetModels.Quantisation;
import dev.redkit.render.Value;
import dev.redkit.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.stream.LongStream;

/** The layouts of {@code model import} without versions: a hash as scripts keep it, a vector set, keys of modules. */
final class ModelPlainLayouts {
    private enum Layout {
        RKM1,
        HASH,
        VECTORSET,
        REDISML,
        REDISAI
    }

    private final Session session;
    private final Arg layout;
    private final Arg nest;
    private final Arg overwrite;
    private final Arg tensor;
    private final Arg names;
    private final Arg quantisation;
    private final ModelModules modules;

    ModelPlainLayouts(Syntax syntax, Session session) {
        this.session = session;
        syntax.section("Other layouts:");
        layout = syntax.choice(
                Layout.class,
                "rkm1 (default): versions, any size; hash: one hash of decimals and JSON, NAME is its key; vectorset:"
                        + " the rows of a matrix as a vector set of Redis 8; redisml, redisai: commands of these modules",
                "--layout");
        nest = syntax.flag("hash: one JSON object per layer in place of 'layer.parameter'", "--nest");
        overwrite = syntax.flag("hash, redisml, redisai: replace what is there, also the file of --out", "--overwrite");
        tensor = syntax.option(
                "TENSOR",
                "vectorset: which matrix (default: the only one); redisml: keep this matrix alone",
                "--tensor");
        names = syntax.path("FILE", "vectorset: a name on each line for each row (default: 0, 1, 2, …)", "--names");
        quantisation = syntax.choice(
                Quantisation.class, "vectorset: how the server keeps the numbers (default noquant)", "--quantisation");
        modules = new ModelModules(syntax, session, overwrite);
    }

    boolean present() {
        return layout.choice(Layout.RKM1) != Layout.RKM1 || modules.toFile();
    }

    void write(ModelFile model, String key, ModelPlace place) {
        Layout which = layout.choice(Layout.RKM1);
        if (modules.toFile() && which != Layout.REDISML && which != Layout.REDISAI) {
            throw new UsageError("--out is for --layout redisml and redisai", "'redkit model export' writes files");
        }
        switch (which) {
            case HASH -> hash(model.tensors(), key, place);
            case VECTORSET -> vectorSet(matrix(model.tensors()), key, place);
            case REDISML -> modules.redisMl(model, tensor.present() ? this::matrix : null, key, place);
            case REDISAI -> modules.redisAi(model.tensors(), key, place);
            default -> throw new IllegalStateException("versions are written elsewhere");
        }
    }

    private void hash(List<Tensor> tensors, String key, ModelPlace place) {
        if (place.onlySaid("write " + tensors.size() + " parameters into the hash '" + key + "'")) {
            return;
        }
        try (HashModels hashes = new HashModels(session.redis())) {
            HashModels.Report report = hashes.write(key, tensors, nest.present(), overwrite.present());
            session.renderer()
                    .document(new Value.Fields()
                            .put("key", report.key())
                            .put("fields", report.fields())
                            .put("bytes", ModelValues.size(report.bytes()))
                            .put("replaced", report.replaced()));
        }
    }

    private Tensor matrix(List<Tensor> tensors) {
        List<Tensor> fitting = tensors.stream()
                .filter(one -> tensor.present()
                        ? one.name().equals(tensor.text())
                        : one.shape().rank() == 2)
                .toList();
        if (fitting.size() != 1) {
            throw new UsageError(
                    tensor.present()
                            ? "there is no tensor '" + tensor.text() + "' in it"
                            : "there are " + fitting.size() + " matrices in it, not one",
                    "say which with --tensor; 'redkit model show FILE' lists them");
        }
        return fitting.get(0);
    }

    private void vectorSet(Tensor matrix, String key, ModelPlace place) {
        long rows = matrix.shape().rank() == 0 ? 0 : matrix.shape().dimension(0);
        if (place.onlySaid("write " + rows + " vectors into the vector set '" + key + "'")) {
            return;
        }
        Progress progress = new Progress();
        progress.expect(matrix.bytes());
        session.cancellation().watch();
        VectorSetModels.Run run = new VectorSetModels.Run(progress, session.cancellation()::requested);
        VectorSetModels.Report report;
        try (VectorSetModels sets = new VectorSetModels(session.redis());
                ProgressMeter meter = session.meter("import", progress)) {
            report = names.present()
                    ? named(sets, key, matrix, run)
                    : sets.write(key, matrix, numbers(rows), quantisation.choice(Quantisation.NOQUANT), run);
        }
        if (report == null) {
            session.console().note("interrupted: nothing was written");
            return;
        }
        session.renderer()
                .document(new Value.Fields()
                        .put("key", report.key())
                        .put("elements", report.elements())
                        .put("dimensions", report.dimensions()));
    }

    private static Iterator<String> numbers(long rows) {
        return LongStream.range(0, rows).mapToObj(Long::toString).iterator();
    }

    private VectorSetModels.Report named(VectorSetModels sets, String key, Tensor matrix, VectorSetModels.Run run) {
        try (Input input = Input.open(names.text(), session.console().in());
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(input.stream(), StandardCharsets.UTF_8))) {
            return sets.write(key, matrix, lines.lines().iterator(), quantisation.choice(Quantisation.NOQUANT), run);
        } catch (IOException e) {
            throw new BadInput(names.text() + " cannot be read: " + Reason.of(e), null, e);
        }
    }
}
