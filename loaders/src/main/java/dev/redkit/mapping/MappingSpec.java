package dev.redkit.mapping;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a user wants of a mapping, as plain data: it can be written to a checkpoint or sent to another machine.
 *
 * @param layouts the main structure, then those of {@code --also}
 * @param drop columns left out of hashes, messages and documents
 * @param rename other names for columns there: column to name
 * @param types what columns shall be: column to type word, {@code int}, {@code date:dd.MM.yyyy}
 * @param split columns that hold many values: column to separator, which is empty for a JSON array
 * @param where which records to take, an expression; null for all
 * @param set columns to compute, in order: name to expression
 */
public record MappingSpec(
        List<Layout> layouts,
        List<String> drop,
        Map<String, String> rename,
        Map<String, String> types,
        NullPolicy nulls,
        Map<String, String> split,
        String where,
        Map<String, String> set,
        Expiry expiry)
        implements Serializable {
    public MappingSpec {
        layouts = List.copyOf(layouts);
        drop = List.copyOf(drop);
        rename = ordered(rename);
        types = ordered(types);
        split = ordered(split);
        set = ordered(set);
    }

    private static Map<String, String> ordered(Map<String, String> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }

    public static Builder builder(Structure structure, String key) {
        return builder(Layout.of(structure, key));
    }

    public static Builder builder(Layout main) {
        return new Builder(main);
    }

    public Layout main() {
        return layouts.get(0);
    }

    /** Gathers the options of a mapping. */
    public static final class Builder {
        private Layout main;
        private final List<Layout> also = new ArrayList<>();
        private List<String> drop = List.of();
        private Map<String, String> rename = Map.of();
        private Map<String, String> types = Map.of();
        private NullPolicy nulls = NullPolicy.STRICT;
        private Map<String, String> split = Map.of();
        private String where;
        private Map<String, String> set = Map.of();
        private Expiry expiry = Expiry.NONE;

        private Builder(Layout main) {
            this.main = main;
        }

        public Builder part(Part part, String text) {
            main = main.with(part, text);
            return this;
        }

        public Builder fields(List<String> names) {
            main = main.withFields(names);
            return this;
        }

        public Builder also(Layout layout) {
            also.add(layout);
            return this;
        }

        public Builder drop(List<String> columns) {
            drop = columns;
            return this;
        }

        public Builder rename(Map<String, String> columnToName) {
            rename = columnToName;
            return this;
        }

        public Builder types(Map<String, String> columnToType) {
            types = columnToType;
            return this;
        }

        public Builder nulls(NullPolicy policy) {
            nulls = policy;
            return this;
        }

        public Builder split(Map<String, String> columnToSeparator) {
            split = columnToSeparator;
            return this;
        }

        public Builder where(String expression) {
            where = expression;
            return this;
        }

        public Builder set(Map<String, String> nameToExpression) {
            set = nameToExpression;
            return this;
        }

        public Builder expiry(Expiry itsExpiry) {
            expiry = itsExpiry;
            return this;
        }

        public MappingSpec build() {
            List<Layout> layouts = new ArrayList<>(List.of(main));
            layouts.addAll(also);
            return new MappingSpec(layouts, drop, rename, types, nulls, split, where, set, expiry);
        }
    }
}
