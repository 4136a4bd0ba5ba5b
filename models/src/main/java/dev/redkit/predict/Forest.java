package dev.redkit.predict;

/** What trees say together: the class that most is for, the mean, or the weighted sum. */
public final class Forest implements Predictor {
    private final Task task;
    private final Trees trees;
    private final double[] weights;
    private final int features;
    private final Thresholds thresholds;

    /** @param features how many numbers a row has, or 0 when the trees alone tell */
    Forest(Task task, Trees trees, double[] weights, int features, Thresholds thresholds) {
        this.task = task;
        this.trees = trees;
        this.weights = weights.clone();
        this.features = Math.max(features, trees.features());
        this.thresholds = thresholds;
    }

    public Task task() {
        return task;
    }

    public Trees trees() {
        return trees;
    }

    /** What the answer of a tree counts, in boosting. */
    public double weight(int tree) {
        return tree < weights.length ? weights[tree] : 1;
    }

    @Override
    public String kind() {
        String what = trees.count() == 1 ? "decision tree" : "forest of " + trees.count() + " trees";
        return switch (task) {
            case CLASSIFICATION -> what + ", classification";
            case REGRESSION -> what + ", regression";
            case BOOSTED_CLASSIFICATION -> "boosted " + what + ", classification";
            default -> "boosted " + what + ", regression";
        };
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public Prediction predict(double[] row) {
        return switch (task) {
            case CLASSIFICATION -> votes(row);
            case REGRESSION -> Prediction.of(mean(row));
            case BOOSTED_CLASSIFICATION -> boosted(sum(row));
            default -> Prediction.of(sum(row));
        };
    }

    private double mean(double[] row) {
        double sum = 0;
        for (int tree = 0; tree < trees.count(); tree++) {
            sum += trees.prediction(trees.leaf(tree, row));
        }
        return sum / trees.count();
    }

    private double sum(double[] row) {
        double[] answers = new double[trees.count()];
        double[] counting = new double[answers.length];
        for (int tree = 0; tree < answers.length; tree++) {
            answers[tree] = trees.prediction(trees.leaf(tree, row));
            counting[tree] = weight(tree);
        }
        return Linear.dot(counting, 0, answers);
    }

    private Prediction boosted(double margin) {
        double first = 1.0 / (1.0 + Math.exp(2.0 * margin));
        double[] probabilities = {first, 1.0 - first};
        int winner = margin > 0 ? 1 : 0;
        return Prediction.of(thresholds.present() ? thresholds.winner(probabilities) : winner, probabilities);
    }

    /** Each tree votes with the shares of the classes in its leaf, not with the largest alone. */
    private Prediction votes(double[] row) {
        double[] votes = new double[trees.classes()];
        for (int tree = 0; tree < trees.count(); tree++) {
            int leaf = trees.leaf(tree, row);
            double total = 0;
            for (int i = 0; i < votes.length; i++) {
                total += trees.stat(leaf, i);
            }
            for (int i = 0; i < votes.length && total != 0; i++) {
                votes[i] += trees.count() == 1 ? trees.stat(leaf, i) : trees.stat(leaf, i) / total;
            }
        }
        double all = 0;
        for (double vote : votes) {
            all += vote;
        }
        double[] probabilities = votes.clone();
        for (int i = 0; i < votes.length && all != 0; i++) {
            probabilities[i] = votes[i] / all;
        }
        int winner = thresholds.present() ? thresholds.winner(probabilities) : Prediction.largest(votes);
        return Prediction.of(winner, probabilities);
    }
}
