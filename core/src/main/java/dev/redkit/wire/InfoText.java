package dev.redkit.wire;

import java.util.HashMap;
import java.util.Map;

/** The text of INFO and its kind: {@code name:value} on each line, {@code #} before a heading. */
public final class InfoText {
    private InfoText() {}

    /** The fields by name; of all sections together. */
    public static Map<String, String> fields(String text) {
        Map<String, String> fields = new HashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && line.charAt(0) != '#') {
                fields.put(line.substring(0, colon), line.substring(colon + 1));
            }
        });
        return fields;
    }
}
