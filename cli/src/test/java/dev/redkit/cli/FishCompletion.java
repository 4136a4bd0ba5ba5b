package dev.redkit.cli;

import dev.redkit.cli.Model.Place;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for fish, with descriptions. */
final class FishCompletion {
    private FishCompletion() {}

    static String of(Model model) {
        StringBuilder out = new StringBuilder();
        out.append("# fish completion for redkit. Generated from its syntax; do not edit.\n\n");
        out.append("# The command that the words so far lead to.\n");
        out.append("function __redkit_at\n    set -l at ''\n    set -l skip 0\n");
        out.append("    for word in (commandline -opc)[2..-1]\n");
        out.append("        if test $skip -eq 1\n            set skip 0\n            continue\n        end\n");
        out.append("        switch \"$at/$word\"\n");
        for (Place place : model.places()) {
            if (!place.path().isEmpty()) {
                out.append("            case '").append(place.step()).append("'\n                set at '");
                out.append(place.path()).append("'\n");
            }
        }
        out.append("            case").append(valueNames(model)).append("\n                set skip 1\n");
        out.append("        end\n    end\n    test \"$at\" = \"$argv[1]\"\nend\n\n");
        out.append("complete -c redkit -f\n");
        for (Place place : model.places()) {
            place(out, model, place);
        }
        return out.toString();
    }

    private static String valueNames(Model model) {
        StringBuilder names = new StringBuilder();
        for (Place place : model.places()) {
            for (OptionSpec option : model.options(place)) {
                for (String name : option.names()) {
                    if (Model.needsValue(option)) {
                        names.append(" '").append(place.path().isEmpty() ? "*" : place.path());
                        names.append('/').append(name).append('\'');
                    }
                }
            }
        }
        return names.toString();
    }

    private static void place(StringBuilder out, Model model, Place place) {
        String here = "complete -c redkit -n " + quoted("__redkit_at " + quoted(place.path()));
        List<String[]> words = new ArrayList<>(model.commandsBelow(place));
        for (String word : Model.parameterWords(place)) {
            words.add(new String[] {word, ""});
        }
        for (String[] word : words) {
            out.append(here).append(" -a ").append(quoted(word[0]));
            out.append(word[1].isEmpty() ? "" : " -d " + quoted(word[1])).append('\n');
        }
        if (words.isEmpty()) {
            out.append(here).append(" -F\n");
        }
        for (OptionSpec option : model.options(place)) {
            out.append(place.path().isEmpty() ? "complete -c redkit" : here);
            for (String name : option.names()) {
                out.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
            }
            if (!Model.words(option).isEmpty()) {
                out.append(" -x -a ").append(quoted(String.join(" ", Model.words(option))));
            } else if (Model.needsValue(option)) {
                out.append(place.syntax().isPath(option) ? " -r -F" : " -x");
            }
            out.append(" -d ").append(quoted(Model.description(option))).append('\n');
        }
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
