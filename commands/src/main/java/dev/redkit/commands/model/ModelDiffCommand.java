package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.GateFailed;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ReadOptions;
import dev.redkit.io.Progress;
import dev.redkit.model.Difference;
import dev.redkit.model.Difference.Line;
import dev.redkit.model.Difference.Status;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.tensor.Tensor;
import java.util.List;
import java.util.Locale;

/** {@code redkit model diff}: how far two versions, or files, are apart. */
final class ModelDiffCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg first;
    private final Arg second;
    private final Arg tolerance;
    private final Arg relative;
    private final Arg all;

    ModelDiffCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Compare two versions or files, tensor by tensor: the largest absolute and relative difference, and the"
                        + " cosine. Tensors with the same SHA-256 are not read.",
                "With --tolerance or --relative a gate: exit code 3 when a number is further apart than tolerance +"
                        + " relative * |A|, or a tensor is missing, new, or of another shape.");
        syntax.examples(
                "redkit model diff bert:6 bert:7",
                "redkit model diff bert bert.safetensors --tolerance 1e-6",
                "redkit model diff old.npz new.npz --relative 0.001 -o json");
        first = syntax.parameter("A", "a file, or NAME[:VERSION|TAG]", true);
        second = syntax.parameter("B", "what it is compared with", true);
        tolerance = syntax.option("X", "the largest difference that is let pass", "--tolerance");
        relative = syntax.option("X", "the same, as a part of the number in A", "--relative");
        all = syntax.flag("show the tensors that are the same, too", "--all");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        double absolute = number(tolerance);
        double part = number(relative);
        if (session.dryRun()) {
            session.console().line("would compare " + first.text() + " with " + second.text());
            return;
        }
        session.cancellation().watch();
        ModelFile one = place.open(first.text(), null, ReadOptions.DEFAULT);
        try {
            ModelFile other = place.open(second.text(), null, ReadOptions.DEFAULT);
            try {
                compare(one, other, absolute, part);
            } finally {
                ModelPlace.close(other);
            }
        } finally {
            ModelPlace.close(one);
        }
    }

    private static double number(Arg arg) {
        try {
            double value = arg.present() ? Double.parseDouble(arg.text()) : 0;
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new UsageError(arg.name() + ": '" + arg.text() + "' is not a number", null, e);
        }
        throw new UsageError(arg.name() + ": a tolerance is not negative");
    }

    private void compare(ModelFile one, ModelFile other, double absolute, double part) {
        Progress progress = new Progress();
        progress.expect(one.tensors().stream().mapToLong(Tensor::bytes).sum());
        List<Line> lines;
        try (ProgressMeter meter = session.meter("diff", progress)) {
            lines = new Difference(progress, session.cancellation()::requested, absolute, part).of(one, other);
        }
        if (session.cancellation().requested()) {
            session.console().note("interrupted: not all of it was compared");
            return;
        }
        show(lines);
        long same = lines.stream().filter(line -> line.status() == Status.SAME).count();
        session.console().note(same + " of " + lines.size() + " tensors are the same");
        if (tolerance.present() || relative.present()) {
            judge(lines);
        }
    }

    private void show(List<Line> lines) {
        Renderer renderer = session.renderer();
        renderer.begin(List.of(
                Column.left("tensor"),
                Column.left("status"),
                Column.left("a"),
                Column.left("b"),
                Column.right("differing"),
                Column.right("max_abs"),
                Column.right("max_rel"),
                Column.right("cosine")));
        for (Line line : lines) {
            if (line.status() != Status.SAME || all.present()) {
                renderer.row(row(line));
            }
        }
        renderer.end();
    }

    private static List<Value> row(Line line) {
        Difference.Figures figures = line.figures();
        return List.of(
                Value.of(line.name()),
                Value.of(line.status().name().toLowerCase(Locale.ROOT)),
                Value.of(line.from()),
                Value.of(line.to()),
                figures == null ? Value.none() : Value.of(figures.differing()),
                figures == null ? Value.none() : ModelValues.figure(figures.maxAbsolute()),
                figures == null ? Value.none() : ModelValues.figure(figures.maxRelative()),
                figures == null ? Value.none() : ModelValues.figure(figures.cosine()));
    }

    private static void judge(List<Line> lines) {
        List<Line> beyond =
                lines.stream().filter(line -> !line.withinTolerance()).toList();
        if (!beyond.isEmpty()) {
            Line worst = beyond.get(0);
            throw new GateFailed(
                    beyond.size() + " of " + lines.size() + " tensors are further apart than the tolerance, such as '"
                            + worst.name() + "' (" + worst.status().name().toLowerCase(Locale.ROOT) + ")");
        }
    }
}
