package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The one thing of a model that changes: what is live.
 *
 * @param current the live version; empty when there is none
 * @param latest the highest number that was ever complete; 0 when there was none
 * @param tags tags and the versions that they stand for
 */
public record Head(String name, Optional<String> current, long latest, Map<String, String> tags) {
    static final String FORMAT = "rkm1";
    static final String TAG_FIELD = "alias:";

    static Head of(String name, Map<String, String> fields) {
        String format = fields.getOrDefault("format", FORMAT);
        if (!format.equals(FORMAT)) {
            throw new ServerRefused(
                    "model '" + name + "' is kept in the layout '" + format + "', which is not known here",
                    "a newer redkit may know it");
        }
        Map<String, String> tags = new TreeMap<>();
        fields.forEach((field, value) -> {
            if (field.startsWith(TAG_FIELD)) {
                tags.put(field.substring(TAG_FIELD.length()), value);
            }
        });
        String latest = fields.getOrDefault("latest", "0");
        return new Head(
                name,
                Optional.ofNullable(fields.get("current")).filter(one -> !one.isEmpty()),
                ModelName.isVersion(latest) ? Long.parseLong(latest) : 0,
                tags);
    }

    /** The version that is meant. That it still exists, its manifest says. */
    public String resolve(String ref) {
        if (ref.isEmpty() || ref.equals(ModelName.CURRENT)) {
            return current.orElseThrow(() -> new UsageError(
                    "model '" + name + "' has no current version", "publish one: redkit model publish " + name + ":N"));
        }
        if (ref.equals(ModelName.LATEST)) {
            return Long.toString(latest);
        }
        String version = tags.get(ref);
        if (version != null) {
            return version;
        }
        if (ModelName.isVersion(ref)) {
            return ref;
        }
        throw new UsageError(
                "model '" + name + "' has no tag '" + ref + "'",
                tags.isEmpty() ? "it has no tags" : "its tags: " + String.join(", ", tags.keySet()));
    }

    /** Why a version cannot go: what points to it. */
    Optional<String> holds(String version) {
        if (current.isPresent() && current.get().equals(version)) {
            return Optional.of("it is current");
        }
        return tags.entrySet().stream()
                .filter(tag -> tag.getValue().equals(version))
                .findFirst()
                .map(tag -> "the tag '" + tag.getKey() + "' points to it");
    }
}
