package dev.redkit.cli;

import dev.redkit.cli.Model.Place;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Completion for bash: no bash-completion package is needed, and redkit is not started by it. */
final class BashCompletion {
    private static final String HEAD = """
            # bash completion for redkit. Generated from its syntax; do not edit.

            _redkit_words() {
                local IFS=$' \\t\\n'
                COMPREPLY=($(compgen -W "$1" -- "$cur"))
            }

            _redkit_files() {
                local IFS=$'\\n'
                compopt -o filenames 2>/dev/null
                COMPREPLY=($(compgen -f -- "$cur"))
            }

            _redkit() {
                local cur prev path i word skip last
                COMPREPLY=()
                cur=${COMP_WORDS[COMP_CWORD]}
                last=$((COMP_CWORD - 1))
                # "--output=js" arrives as three words
                [ "$cur" = "=" ] && cur= && last=$COMP_CWORD
                [ "${COMP_WORDS[last]}" = "=" ] && last=$((last - 1))
                prev=${COMP_WORDS[last]}
                path=
                skip=
                for ((i = 1; i < COMP_CWORD; i++)); do
                    word=${COMP_WORDS[i]}
                    if [ "$word" = "=" ]; then skip=1; continue; fi
                    if [ -n "$skip" ]; then skip=; continue; fi
                    case "$path/$word" in
            """;

    private BashCompletion() {}

    static String of(Model model) {
        StringBuilder out = new StringBuilder(HEAD);
        for (Place place : model.places()) {
            if (!place.path().isEmpty()) {
                out.append("            '").append(place.step()).append("') path='");
                out.append(place.path()).append("' ;;\n");
            }
        }
        for (Place place : model.places()) {
            List<String> names = new ArrayList<>();
            for (OptionSpec option : model.options(place)) {
                if (Model.needsValue(option)) {
                    names.addAll(patterns(place, option));
                }
            }
            if (!names.isEmpty()) {
                out.append("            ").append(String.join(" | ", names)).append(") skip=1 ;;\n");
            }
        }
        out.append("        esac\n    done\n    case \"$path/$prev\" in\n");
        for (Place place : ownFirst(model)) {
            for (OptionSpec option : model.options(place)) {
                if (Model.takesValue(option)) {
                    out.append("        ")
                            .append(String.join(" | ", patterns(place, option)))
                            .append(") ");
                    out.append(offer(place, option)).append(" ;;\n");
                }
            }
        }
        out.append("    esac\n    case \"$path\" in\n");
        for (Place place : model.places()) {
            out.append("        '").append(place.path()).append("')\n");
            offers(out, model, place);
            out.append("            ;;\n");
        }
        out.append("    esac\n}\n\ncomplete -F _redkit redkit\n");
        return out.toString();
    }

    /** A command's own meaning of a letter comes before the common one. */
    private static List<Place> ownFirst(Model model) {
        List<Place> places = new ArrayList<>(model.places());
        places.add(places.remove(0));
        return places;
    }

    private static List<String> patterns(Place place, OptionSpec option) {
        List<String> patterns = new ArrayList<>();
        for (String name : option.names()) {
            patterns.add(place.path().isEmpty() ? "*/" + name : "'" + place.path() + "/" + name + "'");
        }
        return patterns;
    }

    private static String offer(Place place, OptionSpec option) {
        boolean optional = !Model.needsValue(option);
        if (!Model.words(option).isEmpty()) {
            return "_redkit_words '" + String.join(" ", Model.words(option)) + "'; return";
        } else if (place.syntax().isPath(option)) {
            return optional ? "case $cur in .* | */*) _redkit_files; return ;; esac" : "_redkit_files; return";
        }
        return "return";
    }

    private static void offers(StringBuilder out, Model model, Place place) {
        List<String> options = new ArrayList<>();
        for (OptionSpec option : model.options(place)) {
            options.addAll(List.of(option.names()));
        }
        if (!place.path().isEmpty()) {
            for (OptionSpec option : model.root.spec().options()) {
                options.add(option.longestName());
            }
        }
        List<String> words = new ArrayList<>();
        for (String[] command : model.commandsBelow(place)) {
            words.add(command[0]);
        }
        words.addAll(Model.parameterWords(place));
        out.append("            case \"$cur\" in\n");
        out.append("                -*) _redkit_words '")
                .append(String.join(" ", options))
                .append("' ;;\n");
        if (words.isEmpty()) {
            out.append("                *) _redkit_files ;;\n");
        } else {
            out.append("                *) _redkit_words '")
                    .append(String.join(" ", words))
                    .append("' ;;\n");
        }
        out.append("            esac\n");
    }
}
