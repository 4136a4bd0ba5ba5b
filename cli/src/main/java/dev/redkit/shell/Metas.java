package dev.redkit.shell;

import dev.redkit.commands.Catalog;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.shell.meta.Meta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The shell's own commands, by name. Any other name behind a backslash may be one of redkit's: {@code \info}. */
final class Metas {
    private static final Set<String> BARE = Set.of("exit", "quit", "clear", "help", "?", "history");

    private final Map<String, Meta> byName = new LinkedHashMap<>();

    Metas(List<Meta> metas) {
        for (Meta meta : metas) {
            for (String name : meta.names()) {
                byName.put(name, meta);
            }
        }
    }

    /** All, each once. */
    List<Meta> all() {
        return new ArrayList<>(new LinkedHashSet<>(byName.values()));
    }

    Optional<Meta> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    Set<String> names() {
        return byName.keySet();
    }

    /** Words that everybody tries first, without a backslash. */
    boolean isBare(String text) {
        String first = text.split("\\s", 2)[0];
        return BARE.contains(first) && (text.equals(first) || first.equals("help"));
    }

    void run(String text, Interpreter interpreter) {
        String[] parts = text.split("\\s+", 2);
        String name = parts[0].startsWith("\\") ? parts[0].substring(1) : parts[0];
        String rest = parts.length > 1 ? parts[1].strip() : "";
        Meta meta = byName.get(name.equals("?") || name.isEmpty() ? "help" : name);
        if (meta != null) {
            meta.run(rest);
            return;
        }
        if (Catalog.summary(name) != null) {
            interpreter.run("redkit " + name + " " + rest);
            return;
        }
        String close = Suggestion.closest(name, names());
        throw new UsageError(
                "the shell has no command '\\" + name + "'",
                close == null ? "\\h shows what there is" : "did you mean '\\" + close + "'?");
    }
}
