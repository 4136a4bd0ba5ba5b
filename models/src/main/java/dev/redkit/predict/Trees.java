package dev.redkit.predict;

import dev.redkit.failure.BadInput;
import java.util.Arrays;
import java.util.function.Function;

/** The nodes of one or more trees, as columns. */
public final class Trees {
    private static final int LEAF = -1;
    private static final int NUMERIC = -1;

    private final int[] roots;
    private final int[] left;
    private final int[] right;
    private final int[] feature;
    private final int[] categories;
    private final double[] threshold;
    private final double[] values;
    private final int[] starts;
    private final double[] prediction;
    private final double[] stats;
    private final int classes;
    private final int features;

    private Trees(Function<String, double[]> columns) {
        prediction = columns.apply("prediction");
        int[] tree = integers(columns, "treeID");
        int[] id = integers(columns, "id");
        left = integers(columns, "leftChild");
        right = integers(columns, "rightChild");
        feature = integers(columns, "featureIndex");
        categories = integers(columns, "numCategories");
        threshold = columns.apply("threshold");
        values = columns.apply("categories");
        starts = integers(columns, "categoriesStart");
        stats = columns.apply("impurityStats");
        int nodes = prediction.length;
        classes = nodes == 0 ? 0 : stats.length / nodes;
        roots = roots(tree, id);
        for (int[] column : new int[][] {tree, left, right, feature, categories}) {
            require(column.length == nodes, "its columns are of different lengths");
        }
        require(
                nodes > 0 && starts.length == nodes + 1 && threshold.length == nodes,
                "its columns are of different lengths");
        features = link(tree, id);
    }

    /** @param columns gives the numbers of a column by its name; no such column is a failure */
    static Trees of(Function<String, double[]> columns) {
        return new Trees(columns);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new BadInput("the trees are damaged: " + what);
        }
    }

    private static int[] integers(Function<String, double[]> columns, String name) {
        return Arrays.stream(columns.apply(name)).mapToInt(value -> (int) value).toArray();
    }

    private static int[] roots(int[] tree, int[] id) {
        int[] roots = new int[tree.length];
        int count = 0;
        for (int i = 0; i < tree.length && i < id.length; i++) {
            if (i == 0 || tree[i] != tree[i - 1]) {
                require(tree[i] == count && id[i] == 0, "tree " + count + " has no root");
                roots[count++] = i;
            }
        }
        return Arrays.copyOf(roots, count);
    }

    /**
     * Makes places in the columns of the ids of children. A child comes after its parent, so that no way leads back; that is
     * how Spark numbers them.
     */
    private int link(int[] tree, int[] id) {
        int most = 0;
        for (int i = 0; i < left.length; i++) {
            if (left[i] == LEAF && right[i] == LEAF) {
                continue;
            }
            left[i] = place(tree, id, i, left[i]);
            right[i] = place(tree, id, i, right[i]);
            require(feature[i] >= 0, "a node asks for feature " + feature[i]);
            require(
                    starts[i] >= 0 && starts[i] <= starts[i + 1] && starts[i + 1] <= values.length,
                    "a node has no categories");
            most = Math.max(most, feature[i] + 1);
        }
        return most;
    }

    private int place(int[] tree, int[] id, int parent, int child) {
        int root = roots[tree[parent]];
        long place = (long) root + child;
        if (place < id.length && place > parent && id[(int) place] == child && tree[(int) place] == tree[parent]) {
            return (int) place;
        }
        throw new BadInput(
                "the trees are damaged: node " + id[parent] + " of tree " + tree[parent] + " has no child " + child);
    }

    public int count() {
        return roots.length;
    }

    /** One more than the highest feature that a node asks for. */
    public int features() {
        return features;
    }

    int classes() {
        return classes;
    }

    public int root(int tree) {
        return roots[tree];
    }

    public boolean isLeaf(int node) {
        return left[node] == LEAF && right[node] == LEAF;
    }

    public int left(int node) {
        return left[node];
    }

    public int right(int node) {
        return right[node];
    }

    public int feature(int node) {
        return feature[node];
    }

    public boolean isNumeric(int node) {
        return categories[node] == NUMERIC;
    }

    public double threshold(int node) {
        return threshold[node];
    }

    /** The categories that go left. */
    public double[] categories(int node) {
        return Arrays.copyOfRange(values, starts[node], starts[node + 1]);
    }

    public double prediction(int node) {
        return prediction[node];
    }

    /** The share of a class among what has fallen into a node. */
    double stat(int node, int which) {
        return stats[node * classes + which];
    }

    /** The leaf into which a row falls. */
    int leaf(int tree, double[] row) {
        int node = roots[tree];
        while (!isLeaf(node)) {
            node = goesLeft(node, row[feature[node]]) ? left[node] : right[node];
        }
        return node;
    }

    private boolean goesLeft(int node, double value) {
        if (isNumeric(node)) {
            return value <= threshold[node];
        }
        for (int i = starts[node]; i < starts[node + 1]; i++) {
            if (values[i] == value) {
                return true;
            }
        }
        return false;
    }
}
