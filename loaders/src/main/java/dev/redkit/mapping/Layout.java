package dev.redkit.mapping;

import java.io.Serializable;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One structure that a record becomes.
 *
 * @param key the template of its key
 * @param parts the templates, or names of columns, of what else it is made of
 * @param fields of which columns a hash, a message or a document is made; empty for all
 */
public record Layout(Structure structure, String key, Map<Part, String> parts, List<String> fields)
        implements Serializable {
    public Layout {
        // In the order of the parts, so that the same layout is written down in the same way by every JVM.
        Map<Part, String> ordered = new EnumMap<>(Part.class);
        ordered.putAll(parts);
        parts = Collections.unmodifiableMap(ordered);
        fields = List.copyOf(fields);
    }

    public static Layout of(Structure structure, String key) {
        return new Layout(structure, key, Map.of(), List.of());
    }

    /**
     * Reads a layout in one word: {@code set:city:{city}={id}}, {@code zset:rank={points} {player}}, {@code
     * hash:name:{id}=first,last}.
     */
    public static Layout parse(String words) {
        return new LayoutWords(words).layout();
    }

    /** The same with one more part. */
    public Layout with(Part part, String text) {
        Map<Part, String> more = new EnumMap<>(Part.class);
        more.putAll(parts);
        more.put(part, text);
        return new Layout(structure, key, more, fields);
    }

    public Layout withFields(List<String> names) {
        return new Layout(structure, key, parts, names);
    }
}
