package dev.redkit.commands.model;

import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ReadOptions;
import dev.redkit.io.Progress;
import dev.redkit.model.MlModel;
import dev.redkit.predict.Prediction;
import dev.redkit.predict.Predictor;
import dev.redkit.predict.Predictors;
import dev.redkit.predict.Task;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.source.Datasets;
import dev.redkit.source.Formats;
import dev.redkit.source.JdbcOptions;
import dev.redkit.source.SourceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code redkit predict}: what a model says of numbers, through Redis-ML where it lies there, else calculated here. */
public final class PredictCommand implements Action {
    private final Session session;
    private final ModelPlace place;
    private final Arg model;
    private final Arg numbers;
    private final Arg as;
    private final Arg rows;
    private final Arg features;
    private final Arg format;

    public PredictCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Predict with a linear or logistic regression, an SVC, k-means, a tree, a forest or boosted trees; behind"
                        + " scalers, too.",
                "MODEL is a version (NAME, NAME:TAG), the key of a hash of parameters, a key of the module Redis-ML, or a"
                        + " file or folder. A key of Redis-ML is asked; all others are calculated here, in the order in which"
                        + " Spark does, so that its models predict what they predict there. Without numbers, rows are read"
                        + " from standard input (CSV, JSON, …), and each gets a prediction.",
                "Exit code 2 when the model predicts nothing or takes another number of features, 8 when a row cannot be"
                        + " used: it is named, and those before it have their predictions.");
        syntax.examples(
                "redkit predict linear_regression 3",
                "redkit predict ./linreg/ 0.2,0.33,0 -o json",
                "redkit predict churn:prod --rows customers.csv --features age,income -o csv",
                "redkit predict price 1 2 --as linear # a key of Redis-ML");
        // So that -1.5 is a number, not an option that nobody knows.
        syntax.spec().parser().unmatchedOptionsArePositionalParams(true);
        model = syntax.parameter("MODEL", "a version, a key, a file or a folder", true);
        numbers = syntax.rest("NUMBER", "the features: 1.5 2, or 1.5,2, or with --features: NAME=1.5", false);
        as = syntax.choice(Task.class, "what the model is, when it does not say it itself", "--as");
        rows = syntax.path("FILE", "rows to predict; - for standard input, the default without numbers", "--rows");
        features = syntax.option(
                "NAMES", "the names of the features in order: columns of rows, or NAME=1.5", "--features");
        format = syntax.option("FORMAT", "read the file of the model as this format", "--format");
        place = new ModelPlace(syntax, session);
    }

    @Override
    public void run() {
        if (rows.present() && !numbers.all().isEmpty()) {
            throw new UsageError("say numbers or --rows, not both");
        }
        if (session.dryRun()) {
            session.console().line("would predict with " + model.text());
            return;
        }
        Task task = as.present() ? as.choice(Task.LINEAR) : null;
        if (ModelPlace.isFile(model.text())) {
            calculate(ModelPlace.openFile(Path.of(model.text()), format.text(), ReadOptions.DEFAULT), task);
            return;
        }
        if (format.present()) {
            throw new UsageError(
                    "--format is for files, and there is no file " + model.text(), "write ./NAME for a file");
        }
        Optional<MlModel> module = MlModel.open(session.redis(), model.text(), task);
        if (module.isPresent()) {
            try (MlModel asked = module.get()) {
                predict(asked);
            }
        } else {
            calculate(place.openStored(model.text()), task);
        }
    }

    private void calculate(ModelFile file, Task task) {
        Predictor predictor;
        try {
            predictor = Predictors.of(file, task);
        } finally {
            ModelPlace.close(file);
        }
        predict(predictor);
    }

    private void predict(Predictor predictor) {
        session.console().detail(model.text() + " is a " + predictor.kind());
        if (numbers.all().isEmpty()) {
            bulk(predictor);
            return;
        }
        double[] row = arguments(names(predictor));
        if (predictor.features() >= 0 && row.length != predictor.features()) {
            throw new UsageError(
                    model.text() + " takes " + predictor.features() + " numbers, not " + row.length,
                    "it is a " + predictor.kind());
        }
        Prediction prediction = predictor.predict(row);
        Value.Fields fields = new Value.Fields().put("prediction", Value.of(prediction.value()));
        if (!prediction.probabilities().isEmpty()) {
            fields.put("probabilities", probabilities(prediction));
        }
        session.renderer().document(fields);
    }

    /** How the features are called: as the user says, else as the model says. */
    private List<String> names(Predictor predictor) {
        return features.present() ? List.of(features.text().split(",", -1)) : predictor.names();
    }

    private double[] arguments(List<String> names) {
        Map<String, Double> named = new LinkedHashMap<>();
        List<Double> all = new ArrayList<>();
        for (String word : numbers.all()) {
            int sign = word.indexOf('=');
            if (sign < 0) {
                for (String one : word.split(",", -1)) {
                    all.add(number(one));
                }
                continue;
            }
            String name = word.substring(0, sign);
            if (!names.contains(name)) {
                throw new UsageError(
                        "no feature is called '" + name + "'",
                        names.isEmpty()
                                ? "--features says how they are called, in order"
                                : "there are " + String.join(", ", names));
            }
            if (named.put(name, number(word.substring(sign + 1))) != null) {
                throw new UsageError("'" + name + "' is said twice");
            }
        }
        if (!named.isEmpty()) {
            for (String name : names) {
                if (!named.containsKey(name)) {
                    throw new UsageError("there is no number for feature '" + name + "'");
                }
            }
            if (!all.isEmpty()) {
                throw new UsageError("name all features, or none");
            }
            names.forEach(name -> all.add(named.get(name)));
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double number(String text) {
        try {
            return PredictRows.number(text, "the command line");
        } catch (BadInput e) {
            throw new UsageError(e.getMessage(), null, e);
        }
    }

    private static Value probabilities(Prediction prediction) {
        List<Value> values = new ArrayList<>();
        prediction.probabilities().forEach(one -> values.add(Value.of(one.doubleValue())));
        return new Value.Items(values);
    }

    private void bulk(Predictor predictor) {
        String from = rows.text("-");
        Datasets datasets = new Datasets(Formats.builtIn(), session.console().in(), JdbcOptions.NONE);
        session.cancellation().watch();
        session.cancellation().onRequest(session.console()::closeIn);
        var dataset = datasets.of(List.of(from)).get(0);
        PredictRows reader = new PredictRows(dataset.name(), names(predictor), !features.present());
        try (RowSource source = dataset.open(SourceOptions.DEFAULTS, new Progress())) {
            all(predictor, source, reader);
        } catch (IOException e) {
            throw new BadInput("reading " + dataset.name() + " failed: " + Reason.of(e), null, e);
        }
    }

    private void all(Predictor predictor, RowSource source, PredictRows reader) throws IOException {
        Row row = new Row(source.columns());
        Renderer renderer = session.renderer();
        boolean begun = false;
        boolean likely = false;
        try {
            while (!session.cancellation().requested() && source.next(row)) {
                double[] numbersOfRow = reader.numbers(row);
                if (predictor.features() >= 0 && numbersOfRow.length != predictor.features()) {
                    throw new BadInput(
                            reader.where(row) + " has " + numbersOfRow.length + " numbers, but the model takes "
                                    + predictor.features(),
                            "--features names the columns to take");
                }
                Prediction prediction = predictor.predict(numbersOfRow);
                if (!begun) {
                    likely = !prediction.probabilities().isEmpty();
                    begin(renderer, likely);
                    begun = true;
                }
                List<Value> cells = new ArrayList<>(3);
                cells.add(Value.of(row.number()));
                cells.add(Value.of(prediction.value()));
                if (likely) {
                    cells.add(probabilities(prediction));
                }
                renderer.row(cells);
            }
        } finally {
            if (!begun) {
                begin(renderer, false);
            }
            renderer.end();
        }
    }

    private static void begin(Renderer renderer, boolean likely) {
        List<Column> columns = new ArrayList<>(List.of(Column.right("row"), Column.right("prediction")));
        if (likely) {
            columns.add(Column.left("probabilities"));
        }
        renderer.begin(columns);
    }
}
