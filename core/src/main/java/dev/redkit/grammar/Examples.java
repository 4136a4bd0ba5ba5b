package dev.redkit.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Commands that one could send, made of the arguments: the shortest form, and one with an option. */
final class Examples {
    private Examples() {}

    static List<String> of(CommandDoc doc) {
        if (!doc.subcommands().isEmpty() && doc.arguments().isEmpty()) {
            return List.of();
        }
        Set<String> examples = new LinkedHashSet<>();
        examples.add(line(doc, null));
        for (Argument argument : doc.arguments()) {
            if (argument.optional()) {
                examples.add(line(doc, argument));
                break;
            }
        }
        return List.copyOf(examples);
    }

    private static String line(CommandDoc doc, Argument with) {
        List<String> words = new ArrayList<>();
        words.add(doc.title());
        addAll(doc.arguments(), with, words);
        return String.join(" ", words);
    }

    /** What may be left out is, unless the argument before says that there is one. */
    private static void addAll(List<Argument> arguments, Argument with, List<String> words) {
        boolean counted = false;
        for (Argument argument : arguments) {
            if (!argument.optional() || argument.equals(with) || (counted && argument.multiple())) {
                add(argument, words);
            }
            counted = argument.counts();
        }
    }

    private static void add(Argument argument, List<String> words) {
        if (argument.type() == Argument.Type.PURE_TOKEN) {
            words.add(argument.token());
            return;
        }
        if (argument.hasToken()) {
            words.add(argument.token());
        }
        switch (argument.type()) {
            case ONEOF -> add(argument.parts().get(0), words);
            case BLOCK -> addAll(argument.parts(), null, words);
            default -> words.add(sample(argument));
        }
    }

    private static String sample(Argument argument) {
        String name = argument.name().toLowerCase(Locale.ROOT);
        return switch (argument.type()) {
            case KEY -> name.contains("dest") ? "result" : "mykey";
            case INTEGER ->
                argument.counts() ? "1" : name.equals("cursor") ? "0" : name.contains("second") ? "60" : "10";
            case UNIX_TIME -> name.contains("milli") ? "1893456000000" : "1893456000";
            case DOUBLE -> "1.5";
            case PATTERN -> "'user:*'";
            default ->
                switch (name) {
                    case "start" -> "0";
                    case "stop" -> "-1";
                    case "script" -> "\"return 1\"";
                    case "id" -> "*";
                    default -> name.replace(' ', '-').replace("\"", "");
                };
        };
    }
}
