package dev.redkit.shell.meta;

import dev.redkit.commands.Arg;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Format;
import dev.redkit.shell.Desk;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** What can be switched. Without a word behind them they switch over; all say how it is now. */
final class Toggles {
    private Toggles() {}

    static Meta output(Desk desk) {
        return new Meta(
                List.of("o", "output"),
                "FORMAT",
                "form of the output: table, json, ndjson, csv, tsv, raw, yaml",
                rest -> {
                    if (!rest.isEmpty()) {
                        desk.settings().format(format(rest));
                    }
                    desk.console().note("output: " + Arg.word(desk.settings().format()));
                });
    }

    private static Format format(String word) {
        List<String> known = new ArrayList<>();
        for (Format format : Format.values()) {
            if (Arg.word(format).equals(word)) {
                return format;
            }
            known.add(Arg.word(format));
        }
        throw new UsageError("'" + word + "' is not one of " + String.join(", ", known), Suggestion.hint(word, known));
    }

    static Meta expanded(Desk desk) {
        return toggle(
                desk, List.of("x"), "rows as one field per line", desk.settings()::expanded, desk.settings()::expanded);
    }

    static Meta timing(Desk desk) {
        return toggle(
                desk,
                List.of("t", "timing"),
                "how long each command took",
                desk.settings()::timing,
                desk.settings()::timing);
    }

    static Meta pager(Desk desk) {
        return toggle(
                desk,
                List.of("pager"),
                "what is longer than the screen goes through $REDKIT_PAGER, $PAGER or less",
                desk.settings()::pager,
                desk.settings()::pager);
    }

    static Meta readOnly(Desk desk) {
        return toggle(
                desk,
                List.of("readonly"),
                "refuse every command that writes",
                desk.settings()::readOnly,
                desk.settings()::readOnly);
    }

    static Meta keyNames(Desk desk) {
        return toggle(
                desk,
                List.of("keys"),
                "ask the server for names of keys to complete",
                desk.settings()::keyNames,
                desk.settings()::keyNames);
    }

    static Meta editing(Desk desk) {
        return new Meta(List.of("mode"), "vi|emacs", "edit lines with the keys of vi or of emacs", rest -> {
            if (!rest.equals("vi") && !rest.equals("emacs")) {
                throw new UsageError("\\mode vi, or \\mode emacs");
            }
            desk.keys(rest.equals("vi"));
        });
    }

    private static Meta toggle(
            Desk desk, List<String> names, String summary, BooleanSupplier now, Consumer<Boolean> change) {
        return new Meta(names, "[on|off]", summary, rest -> {
            switch (rest) {
                case "" -> change.accept(!now.getAsBoolean());
                case "on" -> change.accept(true);
                case "off" -> change.accept(false);
                default -> throw new UsageError("\\" + names.get(0) + ": '" + rest + "' is not on or off");
            }
            desk.console().note(names.get(names.size() - 1) + ": " + (now.getAsBoolean() ? "on" : "off"));
        });
    }
}
