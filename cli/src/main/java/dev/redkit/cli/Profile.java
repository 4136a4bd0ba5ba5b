package dev.redkit.cli;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.util.List;
import java.util.Map;

/** The settings of one server that the configuration file knows by name. Its keys are the words of the options. */
final class Profile {
    static final Profile NONE = new Profile("", "", Map.of());

    /** What a profile may say. */
    static final List<String> KEYS = List.of(
            "uri",
            "db",
            "cluster",
            "sentinel",
            "master",
            "ssh",
            "user",
            "password",
            "pass-command",
            "pass-file",
            "tls",
            "cacert",
            "cert",
            "key",
            "sni",
            "insecure",
            "timeout",
            "resp",
            "protected");

    private final String name;
    private final String file;
    private final Map<String, Object> settings;

    Profile(String name, String file, Map<String, Object> settings) {
        this.name = name;
        this.file = file;
        this.settings = settings;
        for (String key : settings.keySet()) {
            if (!KEYS.contains(key)) {
                throw new UsageError(
                        "profile '" + name + "' in " + file + " has an unknown key '" + key + "'",
                        Suggestion.hint(key, KEYS));
            }
        }
    }

    boolean exists() {
        return !name.isEmpty();
    }

    String name() {
        return name;
    }

    /** A text, or null. Numbers are taken as their text. */
    String text(String key) {
        Object value = settings.get(key);
        if (value == null || value instanceof String || value instanceof Number) {
            return value == null ? null : value.toString();
        }
        throw new UsageError(where(key) + " should be a text");
    }

    boolean flag(String key) {
        Object value = settings.get(key);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new UsageError(where(key) + " should be true or false");
    }

    /** How messages call a key. */
    String where(String key) {
        return "'" + key + "' of profile '" + name + "' in " + file;
    }

    @Override
    public String toString() {
        return exists() ? "profile " + name : "no profile";
    }
}
