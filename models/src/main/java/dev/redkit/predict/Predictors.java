package dev.redkit.predict;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.format.ModelFile;
import dev.redkit.tensor.Doubles;
import dev.redkit.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Sees what a model is: by the class that Spark ML names in its metadata, else by what its tensors are called. Names of
 * scikit-learn and those that scripts give to the fields of a hash are known, too.
 */
public final class Predictors {
    private static final List<String> COEFFICIENTS =
            List.of("coefficients", "coefficient", "coefficientMatrix", "coef_", "coef", "weights");
    private static final List<String> INTERCEPT = List.of("intercept", "interceptVector", "intercept_", "bias");
    private static final List<String> CENTRES =
            List.of("clusterCenters", "cluster_centers_", "cluster_centers", "centroids", "centers");

    private static final Map<String, Task> CLASSES = Map.of(
            "LinearRegressionModel", Task.LINEAR,
            "LogisticRegressionModel", Task.LOGISTIC,
            "LinearSVCModel", Task.SVC,
            "KMeansModel", Task.KMEANS,
            "DecisionTreeClassificationModel", Task.CLASSIFICATION,
            "RandomForestClassificationModel", Task.CLASSIFICATION,
            "DecisionTreeRegressionModel", Task.REGRESSION,
            "RandomForestRegressionModel", Task.REGRESSION,
            "GBTClassificationModel", Task.BOOSTED_CLASSIFICATION,
            "GBTRegressionModel", Task.BOOSTED_REGRESSION);

    private Predictors() {}

    /**
     * The predictor that a model is.
     *
     * @param task what the user says that it is, or null
     */
    public static Predictor of(ModelFile model, Task task) {
        Facts facts = new Facts(model.tensors(), model.metadata());
        if (facts.text("class").filter(name -> name.endsWith(".PipelineModel")).isPresent()) {
            return Pipelines.of(facts);
        }
        return of(facts, task);
    }

    static Predictor of(Facts facts, Task said) {
        Task task = said != null ? said : task(facts);
        return switch (task) {
            case LINEAR -> linear(facts);
            case LOGISTIC -> logistic(facts);
            case SVC -> new Margin(linear(facts), facts.parameter("threshold", 0));
            case KMEANS -> clusters(facts);
            case CLASSIFICATION, REGRESSION, BOOSTED_CLASSIFICATION, BOOSTED_REGRESSION -> forest(facts, task);
        };
    }

    private static Task task(Facts facts) {
        Optional<String> full = facts.text("class");
        if (full.isPresent()) {
            Task known = CLASSES.get(full.get().substring(full.get().lastIndexOf('.') + 1));
            if (known == null) {
                throw new UsageError(
                        "a " + full.get() + " predicts nothing that redkit can calculate",
                        "it does so for linear and logistic regression, SVC, k-means, trees, forests and boosted trees,"
                                + " and behind scalers in a pipeline");
            }
            return known;
        }
        if (facts.first(CENTRES).isPresent()) {
            return Task.KMEANS;
        }
        if (facts.has("trees.featureIndex")) {
            throw new UsageError(
                    "the model has trees, but does not say what for",
                    "say --as classification, regression, boosted-classification or boosted-regression");
        }
        if (facts.has("coefficientMatrix") && facts.has("interceptVector")) {
            return Task.LOGISTIC;
        }
        if (facts.first(COEFFICIENTS).isPresent()) {
            return Task.LINEAR;
        }
        throw new UsageError(
                "there is nothing in the model that redkit knows how to predict with: it has " + shown(facts.names()),
                "it looks for coefficients and intercept, clusterCenters, or the trees of Spark ML; see docs/predict.md");
    }

    private static String shown(List<String> names) {
        int most = 5;
        String first = String.join(", ", names.subList(0, Math.min(most, names.size())));
        return names.size() > most ? first + ", and " + (names.size() - most) + " more" : first;
    }

    private static Linear linear(Facts facts) {
        Tensor weights = facts.first(COEFFICIENTS).orElseThrow(() -> missing("coefficients", COEFFICIENTS));
        double[] coefficients = Doubles.of(weights);
        long width = weights.shape().rank() == 0
                ? 1
                : Arrays.stream(weights.shape().dimensions()).max().orElse(1);
        if (width != coefficients.length || coefficients.length == 0) {
            throw new BadInput("'" + weights.name() + "' is a matrix of " + weights.shape()
                    + ", but a prediction of one number needs a vector");
        }
        return new Linear(coefficients, intercept(facts));
    }

    private static double intercept(Facts facts) {
        Optional<Tensor> tensor = facts.first(INTERCEPT);
        if (tensor.isEmpty()) {
            return 0;
        }
        double[] values = Doubles.of(tensor.get());
        if (values.length != 1) {
            throw new BadInput("'" + tensor.get().name() + "' has " + values.length + " numbers, not one");
        }
        return values[0];
    }

    private static BadInput missing(String what, List<String> names) {
        return new BadInput("the model has no " + what, "the tensor may be called " + String.join(", ", names));
    }

    private static Predictor logistic(Facts facts) {
        Thresholds thresholds = thresholds(facts);
        Tensor weights = facts.first(COEFFICIENTS).orElseThrow(() -> missing("coefficients", COEFFICIENTS));
        if (weights.shape().rank() == 2 && weights.shape().dimension(0) > 1) {
            double[] intercepts =
                    Doubles.of(facts.first(INTERCEPT).orElseThrow(() -> missing("intercepts", INTERCEPT)));
            long classes = weights.shape().dimension(0);
            if (intercepts.length != classes) {
                throw new BadInput("there are " + intercepts.length + " intercepts for " + classes + " classes");
            }
            return new Softmax(
                    Doubles.of(weights), intercepts, (int) weights.shape().dimension(1), thresholds);
        }
        double threshold = thresholds.present() ? thresholds.ofSecond() : facts.parameter("threshold", 0.5);
        return new Logistic(linear(facts), threshold);
    }

    private static Thresholds thresholds(Facts facts) {
        String text = facts.parameter("thresholds").orElse("[]");
        try {
            double[] values = Arrays.stream(text.replaceAll("[\\[\\] ]", "").split(",", -1))
                    .filter(one -> !one.isEmpty())
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return new Thresholds(values);
        } catch (NumberFormatException e) {
            throw new BadInput("the parameter thresholds is " + text + ", which are no numbers", null, e);
        }
    }

    private static Predictor clusters(Facts facts) {
        Tensor centres = facts.first(CENTRES).orElseThrow(() -> missing("centres", CENTRES));
        if (centres.shape().rank() != 2 || centres.shape().elements() == 0) {
            throw new BadInput(
                    "'" + centres.name() + "' has the shape " + centres.shape() + ", not a row for each centre");
        }
        boolean cosine =
                facts.parameter("distanceMeasure").filter("cosine"::equals).isPresent();
        return new Clusters(
                Doubles.of(centres),
                (int) centres.shape().dimension(0),
                (int) centres.shape().dimension(1),
                cosine);
    }

    private static Predictor forest(Facts facts, Task task) {
        Trees trees = Trees.of(name -> facts.numbers("trees." + name));
        double[] weights = facts.has("trees.weights") ? facts.numbers("trees.weights") : new double[0];
        if (weights.length > 0 && weights.length != trees.count()) {
            throw new BadInput("the model has " + trees.count() + " trees and " + weights.length + " weights of them");
        }
        int features;
        try {
            features = Integer.parseInt(facts.text("numFeatures").orElse("0"));
        } catch (NumberFormatException e) {
            throw new BadInput(
                    "numFeatures is no number: " + facts.text("numFeatures").orElse(""), null, e);
        }
        if (features > 0 && trees.features() > features) {
            throw new BadInput("a node asks for feature " + (trees.features() - 1) + " of " + features);
        }
        return new Forest(task, trees, weights, features, thresholds(facts));
    }

    /** How users name a task. */
    public static String word(Task task) {
        return task.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
