package dev.redkit.format.pickled;

import dev.redkit.failure.BadInput;
import dev.redkit.pickle.Blob;
import dev.redkit.pickle.Instance;
import dev.redkit.pickle.Persistent;
import dev.redkit.pickle.Tuple;
import dev.redkit.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through what a pickle holds and collects the tensors, each named by the way to it; numbers and texts on the way
 * become metadata. What shares parts, or contains itself, is gone through within bounds.
 */
public final class PickledTensors {
    private static final int MOST_DEPTH = 100;
    private static final int MOST_VISITS = 4_000_000;
    private static final int LONGEST_NAME = 4_000;

    /** Where a module of PyTorch keeps its parts; the names that users know do not have these. */
    private static final Set<String> UNNAMED = Set.of("_parameters", "_buffers", "_modules");

    private final String file;
    private final String stem;
    private final PickledClasses classes;
    private final List<Tensor> tensors = new ArrayList<>();
    private final Map<String, String> metadata = new LinkedHashMap<>();
    private final Set<Object> onTheWay = Collections.newSetFromMap(new IdentityHashMap<>());
    private int visits;

    /**
     * @param file what to call it before a user
     * @param stem the name of a tensor that is all there is
     * @param classes what the classes in it mean
     */
    public PickledTensors(String file, String stem, PickledClasses classes) {
        this.file = file;
        this.stem = stem;
        this.classes = classes;
    }

    /** What was collected. */
    public List<Tensor> tensors() {
        return tensors;
    }

    public Map<String, String> metadata() {
        return metadata;
    }

    /** Goes through what the pickle held. */
    public void collect(Object root) {
        visit("", root);
    }

    private void visit(String name, Object value) {
        if (++visits > MOST_VISITS || name.length() > LONGEST_NAME || onTheWay.size() > MOST_DEPTH) {
            throw new BadInput("the pickle in " + file + " is nested too deep, or repeats too much, at '"
                    + name.substring(0, Math.min(100, name.length())) + "'");
        }
        if (value instanceof Map<?, ?> || value instanceof List<?> || value instanceof Instance) {
            if (onTheWay.add(value)) {
                container(name, value);
                onTheWay.remove(value);
            }
        } else if (value instanceof Tuple tuple) {
            items(name, tuple.items());
        } else {
            scalar(name, value);
        }
    }

    private void container(String name, Object value) {
        if (value instanceof Map<?, ?> map) {
            entries(name, map);
        } else if (value instanceof List<?> list) {
            items(name, list);
        } else {
            instance(name, (Instance) value);
        }
    }

    private void entries(String name, Map<?, ?> map) {
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = entry.getKey();
            String part = key instanceof Object[] ? "?" : String.valueOf(key);
            visit(UNNAMED.contains(part) ? name : joined(name, part), entry.getValue());
        }
    }

    private void items(String name, List<?> items) {
        for (int i = 0; i < items.size(); i++) {
            visit(joined(name, Integer.toString(i)), items.get(i));
        }
    }

    private static String joined(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    private void instance(String name, Instance instance) {
        String called = name.isEmpty() ? stem : name;
        try {
            if (NumpyPickles.isArray(instance)) {
                tensors.add(NumpyPickles.array(file, called, instance));
            } else if (instance.is("torch._utils._rebuild_sparse_tensor")) {
                items(name, instance.arguments());
            } else if (classes.isTensor(instance)) {
                tensors.add(classes.tensor(called, instance));
            } else if (classes.wrapped(instance) != instance) {
                visit(classes.name(name, instance), classes.wrapped(instance));
            } else {
                unknown(name, instance);
            }
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException | IndexOutOfBoundsException e) {
            throw new BadInput(
                    "the pickle in " + file + " describes " + called + " ("
                            + instance.type().path() + " at byte "
                            + instance.type().offset() + ") in a way that makes no sense: " + e.getMessage(),
                    null,
                    e);
        }
    }

    private void unknown(String name, Instance instance) {
        instance.state().ifPresent(state -> visit(name, state));
        items(name, instance.items());
        entries(name, instance.entries());
        if (instance.state().isEmpty()) {
            items(name, instance.arguments());
        }
    }

    private void scalar(String name, Object value) {
        if (value instanceof Persistent persistent) {
            classes.found(name, persistent).ifPresent(tensors::add);
        }
        if (value instanceof Blob blob) {
            throw BadInput.at(
                    file, blob.region().offset(), "'" + name + "' is data of " + blob.length() + " bytes, no tensor,");
        }
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            metadata.put(name.isEmpty() ? stem : name, value.toString());
        }
    }
}
