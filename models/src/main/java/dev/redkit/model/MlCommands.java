package dev.redkit.model;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.predict.Clusters;
import dev.redkit.predict.Forest;
import dev.redkit.predict.Linear;
import dev.redkit.predict.Logistic;
import dev.redkit.predict.Predictor;
import dev.redkit.predict.Task;
import dev.redkit.predict.Trees;
import dev.redkit.tensor.Doubles;
import dev.redkit.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Models as the commands of Redis-ML.
 *
 * <pre>
 * ML.LINREG.SET key intercept coefficient…        ML.LOGREG.SET key intercept coefficient…
 * ML.KMEANS.SET key k dimensions centres…         ML.MATRIX.SET key rows columns entries…
 * ML.FOREST.ADD key tree (path (NUMERIC attribute threshold | CATEGORIC attribute value:value… | LEAF value))…
 * </pre>
 *
 * A path is a dot, and {@code l} or {@code r} for each turn; an attribute is the number of a feature, from 0.
 */
public final class MlCommands {
    /** How the types of the module begin. */
    public static final String TYPES = "RLML_";

    /** The most words that a server takes in one command. */
    private static final int MOST_WORDS = 1024 * 1024;

    private static final int MOST_CLASSES = 128;

    private final String key;

    private MlCommands(String key) {
        this.key = key;
    }

    /** The commands that make this model under a key. */
    public static List<ModuleCommand> of(String key, Predictor model) {
        MlCommands commands = new MlCommands(key);
        if (model instanceof Linear linear) {
            return List.of(commands.regression("ML.LINREG.SET", linear));
        }
        if (model instanceof Logistic logistic) {
            return List.of(commands.regression("ML.LOGREG.SET", logistic.margin()));
        }
        if (model instanceof Clusters clusters && !clusters.cosine()) {
            List<String> words = commands.begin(
                    "ML.KMEANS.SET", Integer.toString(clusters.count()), Integer.toString(clusters.features()));
            return List.of(commands.with(words, clusters.centres()));
        }
        if (model instanceof Forest forest) {
            return commands.forest(forest);
        }
        throw new UsageError(
                "Redis-ML has no command for a model of this kind: " + model.kind(),
                "it knows linear and binary logistic regression, k-means by distance, and trees; 'redkit predict' takes"
                        + " this one from its file, or from --layout rkm1");
    }

    /** The command that keeps a matrix. */
    public static List<ModuleCommand> matrix(String key, Tensor tensor) {
        if (tensor.shape().rank() == 0
                || tensor.shape().rank() > 2
                || tensor.shape().elements() == 0) {
            throw new UsageError("tensor '" + tensor.name() + "' of shape " + tensor.shape() + " is no matrix");
        }
        boolean one = tensor.shape().rank() == 1;
        MlCommands commands = new MlCommands(key);
        List<String> words = commands.begin(
                "ML.MATRIX.SET",
                Long.toString(one ? 1 : tensor.shape().dimension(0)),
                Long.toString(tensor.shape().dimension(one ? 0 : 1)));
        return List.of(commands.with(words, Doubles.of(tensor)));
    }

    private List<String> begin(String command, String... more) {
        List<String> words = new ArrayList<>();
        words.add(command);
        words.add(key);
        words.addAll(List.of(more));
        return words;
    }

    private ModuleCommand regression(String command, Linear linear) {
        return with(begin(command, number(linear.intercept())), linear.coefficients());
    }

    private ModuleCommand with(List<String> words, double[] numbers) {
        if (numbers.length > MOST_WORDS - words.size()) {
            throw tooLong(numbers.length + words.size());
        }
        for (double one : numbers) {
            words.add(number(one));
        }
        return ModuleCommand.of(words);
    }

    private static UsageError tooLong(long words) {
        return new UsageError(
                "a command of Redis-ML for this model would have " + words + " words, but a server takes " + MOST_WORDS,
                "--layout rkm1 takes models of any size");
    }

    /** The shortest decimal that gives the same number. */
    private static String number(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            throw new BadInput("the model has the number " + value + ", which Redis-ML does not take");
        }
        String text = HashText.shortest(Double.toString(value), one -> Double.parseDouble(one) == value);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private List<ModuleCommand> forest(Forest forest) {
        List<ModuleCommand> commands = new ArrayList<>();
        for (int tree = 0; tree < forest.trees().count(); tree++) {
            // The module takes the mean of the trees, where boosting adds them up.
            boolean boosted = forest.task() == Task.BOOSTED_CLASSIFICATION || forest.task() == Task.BOOSTED_REGRESSION;
            double factor = boosted ? forest.weight(tree) * forest.trees().count() : 1;
            commands.add(tree(forest.trees(), tree, factor));
        }
        return commands;
    }

    private record Turn(int node, String path) {}

    private ModuleCommand tree(Trees trees, int tree, double factor) {
        List<String> words = begin("ML.FOREST.ADD", Integer.toString(tree));
        Deque<Turn> turns = new ArrayDeque<>();
        turns.push(new Turn(trees.root(tree), "."));
        if (trees.isLeaf(trees.root(tree))) {
            // Of a tree of one leaf the module reads a word too many; this is the same tree.
            words.addAll(List.of(".", "NUMERIC", "0", "0"));
            turns.clear();
            turns.push(new Turn(trees.root(tree), ".r"));
            turns.push(new Turn(trees.root(tree), ".l"));
        }
        while (!turns.isEmpty()) {
            Turn turn = turns.pop();
            int node = turn.node();
            words.add(turn.path());
            if (trees.isLeaf(node)) {
                words.add("LEAF");
                words.add(leaf(trees.prediction(node) * factor));
            } else {
                words.add(trees.isNumeric(node) ? "NUMERIC" : "CATEGORIC");
                words.add(Integer.toString(trees.feature(node)));
                words.add(trees.isNumeric(node) ? number(trees.threshold(node)) : categories(trees.categories(node)));
                turns.push(new Turn(trees.right(node), turn.path() + "r"));
                turns.push(new Turn(trees.left(node), turn.path() + "l"));
            }
            if (words.size() > MOST_WORDS) {
                throw tooLong(words.size());
            }
        }
        return ModuleCommand.of(words);
    }

    /** The module takes the whole part of a leaf for the number of a class, and writes to that place whatever it is. */
    private static String leaf(double value) {
        if (value <= -1 || value >= MOST_CLASSES) {
            throw new UsageError(
                    "a leaf has the value " + value + ", and Redis-ML crashes when one is not between -1 and "
                            + MOST_CLASSES,
                    "'redkit predict' takes this model from its file, or from --layout rkm1");
        }
        return number(value);
    }

    private static String categories(double[] values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(text.length() == 0 ? "" : ":").append(number(value));
        }
        return text.toString();
    }
}
