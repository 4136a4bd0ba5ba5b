package dev.redkit.format.text;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Builds maps and lists of what a parser finds: for headers and other small things. */
public final class ValueTree implements ValueEvents {
    /** Far more than any header has. */
    private static final int MOST_VALUES = 4_000_000;

    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> keys = new ArrayDeque<>();
    private Object root;
    private int count;

    /** What was found: maps, lists, strings, {@code Long}, {@code BigInteger}, {@code Double}, {@code Boolean}, or nothing for null. */
    public Optional<Object> root() {
        return Optional.ofNullable(root);
    }

    /** The root, when it is a map; else an empty one. */
    public Map<?, ?> map() {
        return root instanceof Map<?, ?> map ? map : Map.of();
    }

    @Override
    public void beginObject() {
        open.push(new LinkedHashMap<String, Object>());
    }

    @Override
    public void key(String name) {
        if (((Map<?, ?>) open.element()).containsKey(name)) {
            throw new IllegalArgumentException("'" + name + "' is there twice");
        }
        keys.push(name);
    }

    @Override
    public void endObject() {
        add(Collections.unmodifiableMap((Map<?, ?>) open.pop()));
    }

    @Override
    public void beginArray() {
        open.push(new ArrayList<>());
    }

    @Override
    public void endArray() {
        add(Collections.unmodifiableList((List<?>) open.pop()));
    }

    @Override
    public void number(long value) {
        add(value);
    }

    @Override
    public void number(double value) {
        add(value);
    }

    @Override
    public void number(BigInteger value) {
        add(value);
    }

    @Override
    public void truth(boolean value) {
        add(value);
    }

    @Override
    public void text(String value) {
        add(value);
    }

    @Override
    public void nothing() {
        add(null);
    }

    @SuppressWarnings("unchecked")
    private void add(Object value) {
        if (++count > MOST_VALUES) {
            throw new IllegalArgumentException("there are more than " + MOST_VALUES + " values");
        }
        if (open.isEmpty()) {
            root = value;
        } else if (open.element() instanceof List<?> list) {
            ((List<Object>) list).add(value);
        } else {
            ((Map<String, Object>) open.element()).put(keys.pop(), value);
        }
    }
}
