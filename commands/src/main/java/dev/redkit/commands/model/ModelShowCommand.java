package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ReadOptions;
import dev.redkit.io.Progress;
import dev.redkit.model.Watched;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Statistics;
import dev.redkit.tensor.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** {@code redkit model show}: what is in a version or a file. */
final class ModelShowCommand implements Action {
    private static final String BARS = "▁▂▃▄▅▆▇█";

    private final Session session;
    private final ModelPlace place;
    private final Arg name;
    private final Arg format;
    private final Arg opaque;
    private final Arg dequantize;
    private final Arg brief;

    ModelShowCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show the tensors of a version, or of a file without any server: dtype, shape, and what their numbers are"
                        + " like. Minimum, mean, maximum and deviation are of the finite ones; the histogram, from minimum"
                        + " to maximum, is of a sample.",
                "All bytes are read for that, and compared with their checksums; --brief reads only the index.");
        syntax.examples(
                "redkit model show bert",
                "redkit model show bert.safetensors",
                "redkit model show bert:7 --brief -o json");
        name = syntax.parameter("NAME|FILE", "a file, or NAME[:VERSION|TAG]", true);
        format = syntax.option("FORMAT", "read the file as this format, whatever it looks like", "--format");
        opaque = syntax.flag("in a pickle, collect the tensors of classes that are not known", "--opaque");
        dequantize = syntax.flag("of GGUF, Q4_0 to Q8_0 as the numbers that they stand for", "--dequantize");
        brief = syntax.flag("do not read the numbers", "--brief");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        session.cancellation().watch();
        ModelFile model =
                place.open(name.text(), format.text(), new ReadOptions(opaque.present(), dequantize.present()));
        try {
            show(model);
        } finally {
            ModelPlace.close(model);
        }
    }

    private void show(ModelFile model) {
        Progress progress = new Progress();
        progress.expect(model.tensors().stream().mapToLong(Tensor::bytes).sum());
        Renderer renderer = session.renderer();
        renderer.begin(columns());
        try (ProgressMeter meter = brief.present() ? null : session.meter("show", progress)) {
            for (Tensor tensor : model.tensors()) {
                if (session.cancellation().requested()) {
                    break;
                }
                renderer.row(row(tensor, progress));
            }
        }
        renderer.end();
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>(
                List.of(Column.left("tensor"), Column.left("dtype"), Column.left("shape"), Column.right("bytes")));
        if (!brief.present()) {
            for (String figure : List.of("min", "mean", "max", "std", "nan", "inf", "zero")) {
                columns.add(Column.right(figure));
            }
            columns.add(Column.left("histogram"));
        }
        return columns;
    }

    private List<Value> row(Tensor tensor, Progress progress) {
        List<Value> lengths = new ArrayList<>();
        for (long length : tensor.shape().dimensions()) {
            lengths.add(Value.of(length));
        }
        List<Value> row = new ArrayList<>(List.of(
                Value.of(tensor.name()),
                Value.of(tensor.dtype().name()),
                new Value.Shown(new Value.Items(lengths), tensor.shape().toString()),
                ModelValues.size(tensor.bytes())));
        if (!brief.present()) {
            row.addAll(figures(statistics(tensor, progress)));
        }
        return row;
    }

    /** Null when it holds no numbers, or when somebody asked to stop. */
    private Statistics statistics(Tensor tensor, Progress progress) {
        if (tensor.dtype() == DType.STRING) {
            progress.addBytes(tensor.bytes());
            return null;
        }
        Watched watched = new Watched(progress, session.cancellation()::requested);
        try {
            return Statistics.of(watched.all(List.of(tensor)).get(0));
        } catch (IOException e) {
            if (session.cancellation().requested()) {
                return null;
            }
            throw new BadInput("tensor '" + tensor.name() + "' cannot be read: " + Reason.of(e), null, e);
        }
    }

    private static List<Value> figures(Statistics some) {
        if (some == null) {
            return Collections.nCopies(8, Value.none());
        }
        List<Value> figures = new ArrayList<>();
        for (double figure : new double[] {some.minimum(), some.mean(), some.maximum(), some.deviation()}) {
            figures.add(ModelValues.figure(figure));
        }
        figures.add(Value.of(some.nans()));
        figures.add(Value.of(some.infinities()));
        figures.add(Value.of(some.zeros()));
        List<Value> bins = new ArrayList<>();
        for (long bin : some.histogram()) {
            bins.add(Value.of(bin));
        }
        figures.add(new Value.Shown(new Value.Items(bins), sparkline(some.histogram())));
        return figures;
    }

    /** The tallest bin is the full block; one that is not empty is never blank. */
    private static String sparkline(long[] bins) {
        long most = Arrays.stream(bins).max().orElse(0);
        StringBuilder line = new StringBuilder();
        for (long bin : bins) {
            line.append(bin == 0 ? ' ' : BARS.charAt((int) ((BARS.length() - 1) * bin / most)));
        }
        return line.toString().stripTrailing();
    }
}
