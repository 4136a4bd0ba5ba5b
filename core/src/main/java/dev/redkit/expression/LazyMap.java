package dev.redkit.expression;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

/** A map for an expression whose values are made when they are asked for: {@code row["my column"]} of a wide record. */
public final class LazyMap extends AbstractMap<String, Object> {
    private final Supplier<? extends Collection<String>> names;
    private final Function<String, ?> values;

    /**
     * Makes a map over something else.
     *
     * @param names the keys, as they are at each moment
     * @param values the value of a key
     */
    public LazyMap(Supplier<? extends Collection<String>> names, Function<String, ?> values) {
        this.names = names;
        this.values = values;
    }

    @Override
    public boolean containsKey(Object key) {
        return names.get().contains(key);
    }

    @Override
    public Object get(Object key) {
        return key instanceof String name && containsKey(name) ? Values.in(values.apply(name)) : null;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        List<Entry<String, Object>> entries = new ArrayList<>();
        names.get().forEach(name -> entries.add(new SimpleImmutableEntry<>(name, get(name))));
        return new LinkedHashSet<>(entries);
    }
}
