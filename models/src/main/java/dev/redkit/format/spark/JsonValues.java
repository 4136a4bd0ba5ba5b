package dev.redkit.format.spark;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.io.CharTypes;

/** Values of JSON as text: a text as it is, all else as JSON. */
final class JsonValues {
    private JsonValues() {}

    static String text(Object value) {
        return value instanceof String text ? text : json(value);
    }

    private static String json(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(JsonValues::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> quoted(String.valueOf(entry.getKey())) + ":" + json(entry.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        return value instanceof String text ? quoted(text) : String.valueOf(value);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        CharTypes.appendQuoted(quoted, text);
        return quoted.append('"').toString();
    }
}
