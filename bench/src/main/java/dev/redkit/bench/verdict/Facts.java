package dev.redkit.bench.verdict;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Named numbers about a run, in the order in which they were noted. Each name ends with its unit. */
public final class Facts {
    private final Map<String, Double> values = new LinkedHashMap<>();

    /** Notes a number, unless it is none. */
    public Facts put(String name, double value) {
        if (!Double.isNaN(value) && !Double.isInfinite(value)) {
            values.put(name, value);
        }
        return this;
    }

    public Facts put(String name, long value) {
        return put(name, (double) value);
    }

    Facts putAll(Facts others) {
        values.putAll(others.values);
        return this;
    }

    /** NaN when nobody noted it: any comparison with it is false. */
    public double get(String name) {
        return values.getOrDefault(name, Double.NaN);
    }

    public Map<String, Double> all() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
