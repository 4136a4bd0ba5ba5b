package dev.redkit.describe;

import java.util.List;

/**
 * How one would load a dataset.
 *
 * @param structure as {@code --as} takes it
 * @param key the template of the key
 * @param options others that this structure needs, each with its value
 * @param reason why so
 * @param command the whole line to type
 */
public record Suggestion(String structure, String key, List<String> options, String reason, String command) {
    public Suggestion {
        options = List.copyOf(options);
    }
}
