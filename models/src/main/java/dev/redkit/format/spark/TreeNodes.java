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

/**
 * Trees as columns, an element for each node, in the order of trees and of nodes in them. A split of numbers goes left up to
 * {@code threshold}; one of categories ({@code numCategories} is not -1) goes left for those of {@code categories} from
 * {@code categoriesStart} of the node to that of the next.
 */
final class TreeNodes {
    /** Some hundred bytes each, all in memory, since they come in any order. */
    private static final int MOST = 2_000_000;

    private final Numbers tree = new Numbers(DType.I32);
    private final Numbers id = new Numbers(DType.I32);
    private final Numbers prediction = new Numbers(DType.F64);
    private final Numbers impurity = new Numbers(DType.F64);
    private final Numbers gain = new Numbers(DType.F64);
    private final Numbers rawCount = new Numbers(DType.I64);
    private final Numbers left = new Numbers(DType.I32);
    private final Numbers right = new Numbers(DType.I32);
    private final Numbers feature = new Numbers(DType.I32);
    private final Numbers categories = new Numbers(DType.I32);
    private final List<Numbers> splits = new ArrayList<>();
    private final List<Numbers> stats = new ArrayList<>();

    static void read(SparkDirectory directory, String prefix, List<Tensor> to) {
        TreeNodes nodes = new TreeNodes();
        directory.rows("data", nodes::add);
        nodes.tensors(directory, prefix, to);
        if (directory.has("treesMetadata")) {
            weights(directory, prefix, to);
        }
    }

    /** A single tree has its nodes as rows, a forest in a column beside the number of the tree. */
    private void add(Struct row) {
        if (id.count() == MOST) {
            throw new BadInput(row.where() + " has more than " + MOST + " nodes of trees, more than redkit takes");
        }
        Struct node = row.has("nodeData") ? row.struct("nodeData") : row;
        tree.add(row.has("nodeData") ? row.integer("treeID") : 0);
        id.add(node.integer("id"));
        prediction.add(node.real("prediction"));
        impurity.add(node.real("impurity"));
        gain.add(node.real("gain"));
        rawCount.add(node.values().get("rawCount") instanceof Long count ? count.longValue() : -1);
        left.add(node.integer("leftChild"));
        right.add(node.integer("rightChild"));
        stats.add(node.numbers("impurityStats", DType.F64));
        Struct split = node.struct("split");
        feature.add(split.integer("featureIndex"));
        categories.add(split.integer("numCategories"));
        splits.add(split.numbers("leftCategoriesOrThreshold", DType.F64));
    }

    private void tensors(SparkDirectory directory, String prefix, List<Tensor> to) {
        int count = id.count();
        int[] order = order(directory);
        to.add(tree.ordered(order).tensor(prefix + "treeID", count));
        to.add(id.ordered(order).tensor(prefix + "id", count));
        to.add(prediction.ordered(order).tensor(prefix + "prediction", count));
        to.add(impurity.ordered(order).tensor(prefix + "impurity", count));
        to.add(gain.ordered(order).tensor(prefix + "gain", count));
        to.add(rawCount.ordered(order).tensor(prefix + "rawCount", count));
        to.add(left.ordered(order).tensor(prefix + "leftChild", count));
        to.add(right.ordered(order).tensor(prefix + "rightChild", count));
        to.add(feature.ordered(order).tensor(prefix + "featureIndex", count));
        to.add(categories.ordered(order).tensor(prefix + "numCategories", count));
        splits(order, prefix, to);
        stats(directory, order, prefix, to);
    }

    private int[] order(SparkDirectory directory) {
        long[] keys = new long[id.count()];
        Integer[] order = new Integer[keys.length];
        for (int i = 0; i < keys.length; i++) {
            if (tree.integer(i) < 0 || id.integer(i) < 0) {
                throw new BadInput(directory.folder() + " has a node with a negative number");
            }
            keys[i] = ((long) tree.integer(i) << Integer.SIZE) | id.integer(i);
            order[i] = i;
        }
        Arrays.sort(order, (a, b) -> Long.compare(keys[a], keys[b]));
        int[] sorted = new int[order.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = order[i];
            if (i > 0 && keys[sorted[i]] == keys[sorted[i - 1]]) {
                throw new BadInput(directory.folder() + " has node " + id.integer(sorted[i]) + " of tree "
                        + tree.integer(sorted[i]) + " twice");
            }
        }
        return sorted;
    }

    private void splits(int[] order, String prefix, List<Tensor> to) {
        Numbers threshold = new Numbers(DType.F64);
        Numbers values = new Numbers(DType.F64);
        Numbers start = new Numbers(DType.I32);
        for (int node : order) {
            Numbers split = splits.get(node);
            boolean numeric = categories.integer(node) == -1;
            threshold.add(numeric && split.count() == 1 ? split.real(0) : Double.NaN);
            start.add(values.count());
            for (int i = 0; i < split.count() && !numeric; i++) {
                values.add(split.real(i));
            }
        }
        start.add(values.count());
        to.add(threshold.tensor(prefix + "threshold", order.length));
        to.add(values.tensor(prefix + "categories", values.count()));
        to.add(start.tensor(prefix + "categoriesStart", order.length + 1L));
    }

    private void stats(SparkDirectory directory, int[] order, String prefix, List<Tensor> to) {
        Numbers all = new Numbers(DType.F64);
        int width = stats.isEmpty() ? 0 : stats.get(0).count();
        for (int node : order) {
            if (stats.get(node).count() != width) {
                throw new BadInput(directory.folder() + " has nodes with different numbers of impurityStats");
            }
            for (int i = 0; i < width; i++) {
                all.add(stats.get(node).real(i));
            }
        }
        to.add(all.tensor(prefix + "impurityStats", order.length, width));
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
