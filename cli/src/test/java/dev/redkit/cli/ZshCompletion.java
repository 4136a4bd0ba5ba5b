package dev.redkit.cli;

import dev.redkit.cli.Model.Place;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for zsh, with descriptions. It finds its place as the one for bash does. */
final class ZshCompletion {
    private static final String HEAD = """
            #compdef redkit
            # zsh completion for redkit. Generated from its syntax; do not edit.

            _redkit() {
                local at='' skip='' word prev=${words[CURRENT-1]} i
                local -a commands options
                for ((i = 2; i < CURRENT; i++)); do
                    word=${words[i]}
                    if [[ -n $skip ]]; then skip=''; continue; fi
                    case "$at/$word" in
            """;

    private ZshCompletion() {}

    static String of(Model model) {
        StringBuilder out = new StringBuilder(HEAD);
        for (Place place : model.places()) {
            if (!place.path().isEmpty()) {
                out.append("            '")
                        .append(place.step())
                        .append("') at='")
                        .append(place.path())
                        .append("' ;;\n");
            }
        }
        for (Place place : model.places()) {
            for (OptionSpec option : model.options(place)) {
                if (Model.needsValue(option)) {
                    out.append("            ").append(pattern(place, option)).append(") skip=1 ;;\n");
                }
            }
        }
        out.append("        esac\n    done\n    case \"$at/$prev\" in\n");
        List<Place> ownFirst = new ArrayList<>(model.places());
        ownFirst.add(ownFirst.remove(0));
        for (Place place : ownFirst) {
            for (OptionSpec option : model.options(place)) {
                if (Model.needsValue(option)) {
                    out.append("        ").append(pattern(place, option)).append(") ");
                    out.append(offer(place, option)).append("; return ;;\n");
                }
            }
        }
        out.append("    esac\n    case \"$at\" in\n");
        for (Place place : model.places()) {
            place(out, model, place);
        }
        out.append("    esac\n}\n\n_redkit \"$@\"\n");
        return out.toString();
    }

    private static String pattern(Place place, OptionSpec option) {
        List<String> patterns = new ArrayList<>();
        for (String name : option.names()) {
            patterns.add(place.path().isEmpty() ? "*/" + name : "'" + place.path() + "/" + name + "'");
        }
        return String.join(" | ", patterns);
    }

    private static String offer(Place place, OptionSpec option) {
        if (!Model.words(option).isEmpty()) {
            return "compadd -- " + String.join(" ", Model.words(option));
        }
        return place.syntax().isPath(option) ? "_files" : "_message " + quoted(option.paramLabel());
    }

    private static void place(StringBuilder out, Model model, Place place) {
        out.append("        '").append(place.path()).append("')\n            options=(\n");
        List<OptionSpec> options = new ArrayList<>(model.options(place));
        if (!place.path().isEmpty()) {
            options.addAll(model.root.spec().options());
        }
        for (OptionSpec option : options) {
            String text = option.longestName() + ":" + Model.description(option);
            out.append("                ").append(quoted(text)).append('\n');
        }
        out.append("            )\n            commands=(\n");
        for (String[] command : model.commandsBelow(place)) {
            out.append("                ")
                    .append(quoted(command[0] + ":" + command[1]))
                    .append('\n');
        }
        for (String word : Model.parameterWords(place)) {
            out.append("                ").append(quoted(word)).append('\n');
        }
        out.append("            )\n            if [[ $PREFIX == -* ]]; then _describe option options; ");
        out.append("elif ((#commands)); then _describe command commands; else _files; fi\n            ;;\n");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
