package dev.redkit.doctor.facts;

import java.util.HashMap;
import java.util.Map;

/** A line of CLIENT LIST. */
public record Client(Map<String, String> fields) {
    static Client parse(String line) {
        Map<String, String> fields = new HashMap<>();
        for (String word : line.split(" ", -1)) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return new Client(fields);
    }

    /** Address, and name where it has one. */
    public String title() {
        String name = fields.getOrDefault("name", "");
        return fields.getOrDefault("addr", "?") + (name.isEmpty() ? "" : " (" + name + ")");
    }

    public boolean flagged(char flag) {
        return fields.getOrDefault("flags", "").indexOf(flag) >= 0;
    }

    public long number(String name) {
        try {
            return Long.parseLong(fields.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
