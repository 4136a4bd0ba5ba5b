package dev.redkit.model;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a version says of itself: the fields of its hash.
 *
 * @param fields {@code state}, {@code created}, {@code source}, {@code framework}, {@code tensors}, {@code params},
 *     {@code nbytes}, {@code chunk}, {@code layout}, {@code digest}, {@code live} (when it was current last), and
 *     {@code meta:…}, what the file said of itself
 */
public record Manifest(Map<String, String> fields) {
    static final String META = "meta:";

    public Manifest {
        fields = Map.copyOf(fields);
    }

    boolean ready() {
        return "ready".equals(fields.get("state"));
    }

    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A number of it; 0 when it is not there. */
    public long number(String name) {
        try {
            return Long.parseLong(text(name));
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    /** When it was completed. */
    public Instant created() {
        return Instant.ofEpochMilli(number("created"));
    }

    /** When it was live last. */
    public Optional<Instant> live() {
        return number("live") == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(number("live")));
    }

    /** What the file that it came from said of itself. */
    public Map<String, String> metadata() {
        Map<String, String> metadata = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            if (name.startsWith(META)) {
                metadata.put(name.substring(META.length()), value);
            }
        });
        return metadata;
    }
}
