package dev.redkit.format.text;

import dev.redkit.tensor.Shape;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** A list, or a list of lists, of numbers or of strings while it is read. All rows must be of one length. */
final class ArrayOfText {
    private static final int UNKNOWN = -1;

    private final Numbers numbers = new Numbers();
    private final List<String> strings = new ArrayList<>();
    private final List<Long> lengths = new ArrayList<>();
    private final List<Long> open = new ArrayList<>();
    private int leafDepth = UNKNOWN;

    /** Opens a list within the list, or the list itself. */
    void begin() {
        item();
        open.add(0L);
        if (open.size() > lengths.size()) {
            lengths.add((long) UNKNOWN);
        }
        if (leafDepth != UNKNOWN && open.size() > leafDepth) {
            throw new IllegalArgumentException("a list has both numbers and lists");
        }
    }

    /** Whether the whole is closed by this. */
    boolean end() {
        int depth = open.size() - 1;
        long length = open.remove(depth);
        long before = lengths.get(depth);
        if (before != UNKNOWN && before != length) {
            throw new IllegalArgumentException("the rows of a list differ in length: " + before + " and " + length);
        }
        lengths.set(depth, length);
        return open.isEmpty();
    }

    private void item() {
        if (!open.isEmpty()) {
            open.set(open.size() - 1, open.get(open.size() - 1) + 1);
        }
    }

    private void leaf(boolean string) {
        item();
        if (leafDepth != UNKNOWN && leafDepth != open.size()) {
            throw new IllegalArgumentException("a list has both numbers and lists");
        }
        leafDepth = open.size();
        if (string ? numbers.count() > 0 : !strings.isEmpty()) {
            throw new IllegalArgumentException("a list has both numbers and strings");
        }
    }

    void number(long value) {
        leaf(false);
        numbers.add(value);
    }

    void number(double value) {
        leaf(false);
        numbers.add(value);
    }

    void truth(boolean value) {
        leaf(false);
        numbers.add(value);
    }

    void text(String value) {
        leaf(true);
        strings.add(value);
    }

    /** Whether nothing but the beginning was seen. */
    boolean isFresh() {
        return leafDepth == UNKNOWN && open.size() == 1 && open.get(0) == 0;
    }

    Tensor tensor(String name) {
        long[] dimensions = new long[lengths.size()];
        for (int i = 0; i < dimensions.length; i++) {
            dimensions[i] = Math.max(0, lengths.get(i));
        }
        Shape shape = Shape.of(dimensions);
        return strings.isEmpty() ? numbers.tensor(name, shape) : Tensor.ofStrings(name, shape, strings);
    }
}
