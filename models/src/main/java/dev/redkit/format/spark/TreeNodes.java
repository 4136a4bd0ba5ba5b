package dev.redkit.format.spark;

import dev.redkit.failure.BadInput;
import dev.redkit.tensor.DType;
import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;

/**
 * Trees as columns, an element for each node, in the order of trees and of nodes in them. A split of numbers goes left up to
 * {@code threshold}; one of categories ({@code numCategories} is not -1) goes left for those of {@code categories} from
 * {@code categoriesStart} of the node to that of the next.
 */
final class TreeNodes {
    /** Some fifty bytes each are in memory, since they come in any order; their numbers are not. */
    private static final int MOST = 2_000_000;

    private final Column tree;
    private final Column id;
    private final Column prediction;
    private final Column impurity;
    private final Column gain;
    private final Column rawCount;
    private final Column left;
    private final Column right;
    private final Column feature;
    private final Column categories;
    private final Column threshold;
    private final Column values;
    private final Column valuesStart;
    private final Column stats;

    /** Of each node the number of its tree and its own. */
    private long[] keys = new long[64];

    /** Where its categories begin; and where those of the last one end. */
    private int[] starts = new int[keys.length + 1];

    private int count;
    private int width = -1;

    private TreeNodes(BiFunction<String, DType, Column> columns) {
        tree = columns.apply("treeID", DType.I32);
        id = columns.apply("id", DType.I32);
        prediction = columns.apply("prediction", DType.F64);
        impurity = columns.apply("impurity", DType.F64);
        gain = columns.apply("gain", DType.F64);
        rawCount = columns.apply("rawCount", DType.I64);
        left = columns.apply("leftChild", DType.I32);
        right = columns.apply("rightChild", DType.I32);
        feature = columns.apply("featureIndex", DType.I32);
        categories = columns.apply("numCategories", DType.I32);
        threshold = columns.apply("threshold", DType.F64);
        values = columns.apply("categories", DType.F64);
        valuesStart = columns.apply("categoriesStart", DType.I32);
        stats = columns.apply("impurityStats", DType.F64);
    }

    /** Reads them into columns, which are made, and in the end closed, by whoever calls this. */
    static void read(
            SparkDirectory directory, String prefix, BiFunction<String, DType, Column> columns, List<Tensor> to) {
        TreeNodes nodes = new TreeNodes(columns);
        directory.rows("data", nodes::add);
        nodes.tensors(directory, to);
        if (directory.has("treesMetadata")) {
            weights(directory, prefix, to);
        }
    }

    /** A single tree has its nodes as rows, a forest in a column beside the number of the tree. */
    private void add(Struct row) {
        if (count == MOST) {
            throw new BadInput(row.where() + " has more than " + MOST + " nodes of trees, more than redkit takes");
        }
        Struct node = row.has("nodeData") ? row.struct("nodeData") : row;
        key(row, row.has("nodeData") ? row.integer("treeID") : 0, node.integer("id"));
        prediction.add(node.real("prediction"));
        impurity.add(node.real("impurity"));
        gain.add(node.real("gain"));
        rawCount.add(node.values().get("rawCount") instanceof Long known ? known.longValue() : -1L);
        left.add(node.integer("leftChild"));
        right.add(node.integer("rightChild"));
        stats(row, node.numbers("impurityStats", DType.F64));
        split(node.struct("split"));
        count++;
    }

    private void key(Struct row, int ofTree, int ofNode) {
        if (ofTree < 0 || ofNode < 0) {
            throw new BadInput(row.where() + " has a node with a negative number");
        }
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count + 1);
        }
        keys[count] = ((long) ofTree << Integer.SIZE) | ofNode;
        tree.add(ofTree);
        id.add(ofNode);
    }

    private void stats(Struct row, Numbers numbers) {
        width = width < 0 ? numbers.count() : width;
        if (numbers.count() != width) {
            throw new BadInput(row.where() + " has nodes with different numbers of impurityStats");
        }
        stats.add(numbers.bytes());
    }

    private void split(Struct split) {
        Numbers numbers = split.numbers("leftCategoriesOrThreshold", DType.F64);
        boolean numeric = split.integer("numCategories") == -1;
        feature.add(split.integer("featureIndex"));
        categories.add(split.integer("numCategories"));
        threshold.add(numeric && numbers.count() == 1 ? numbers.real(0) : Double.NaN);
        if (!numeric) {
            values.add(numbers.bytes());
        }
        starts[count + 1] = Math.addExact(starts[count], numeric ? 0 : numbers.count());
    }

    private void tensors(SparkDirectory directory, List<Tensor> to) {
        int[] order = order(directory);
        for (Column column :
                List.of(tree, id, prediction, impurity, gain, rawCount, left, right, feature, categories, threshold)) {
            to.add(column.ordered(order, count));
        }
        to.add(values.ordered(new Reordered.Order(order, node -> (long) starts[node] * Double.BYTES), starts[count]));
        int start = 0;
        valuesStart.add(start);
        for (int node : order) {
            start += starts[node + 1] - starts[node];
            valuesStart.add(start);
        }
        to.add(valuesStart.tensor(count + 1L));
        to.add(stats.ordered(order, count, Math.max(width, 0)));
    }

    /** The nodes by trees and by their own numbers. */
    private int[] order(SparkDirectory directory) {
        long[] sorted = Arrays.copyOf(keys, count);
        Arrays.sort(sorted);
        for (int i = 1; i < count; i++) {
            if (sorted[i] == sorted[i - 1]) {
                throw new BadInput(directory.folder() + " has node " + (int) sorted[i] + " of tree "
                        + (sorted[i] >>> Integer.SIZE) + " twice");
            }
        }
        int[] order = new int[count];
        for (int i = 0; i < count; i++) {
            order[Arrays.binarySearch(sorted, keys[i])] = i;
        }
        return order;
    }

    private static void weights(SparkDirectory directory, String prefix, List<Tensor> to) {
        Map<Integer, Struct> trees = new TreeMap<>();
        directory.rows("treesMetadata", row -> trees.put(row.integer("treeID"), row));
        Numbers weights = new Numbers(DType.F64);
        List<String> about = new ArrayList<>();
        for (Map.Entry<Integer, Struct> tree : trees.entrySet()) {
            if (tree.getKey() != about.size()) {
                throw new BadInput(directory.folder() + " tells nothing of its tree " + about.size());
            }
            weights.add(tree.getValue().real("weights"));
            about.add(tree.getValue().text("metadata"));
        }
        to.add(weights.tensor(prefix + "weights", weights.count()));
        to.add(Tensor.ofStrings(prefix + "metadata", Shape.of(about.size()), about));
    }
}
