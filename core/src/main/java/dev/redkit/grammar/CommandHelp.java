package dev.redkit.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The help on a command of the server, as text: from its own words. */
public final class CommandHelp {
    private final Grammar grammar;
    private final CommandDoc doc;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private CommandHelp(Grammar grammar, CommandDoc doc, int width) {
        this.grammar = grammar;
        this.doc = doc;
        this.width = width;
    }

    /** Lines of at most that many columns where words allow it. */
    public static String of(Grammar grammar, CommandDoc doc, int width) {
        return new CommandHelp(grammar, doc, Math.max(width, 40)).text();
    }

    private String text() {
        wrap(doc.syntax(), 4);
        out.append('\n');
        if (!doc.summary().isEmpty()) {
            wrap(doc.summary(), 0);
            out.append('\n');
        }
        if (doc.isDeprecated()) {
            String instead = doc.replacedBy().isEmpty() ? "" : "; instead: " + doc.replacedBy();
            wrap("Deprecated since " + doc.deprecatedSince() + instead, 0);
            out.append('\n');
        }
        fact("since", doc.since());
        fact("group", doc.group());
        fact("module", doc.module());
        fact("complexity", doc.complexity());
        fact("flags", String.join(" ", new TreeSet<>(doc.flags())));
        List<String> categories = new ArrayList<>();
        new TreeSet<>(doc.categories()).forEach(one -> categories.add("@" + one));
        fact("categories", String.join(" ", categories));
        subcommands();
        options();
        examples();
        return out.toString();
    }

    private void fact(String name, String value) {
        if (!value.isEmpty()) {
            row(name, value, 12);
        }
    }

    private void row(String name, String value, int column) {
        out.append("  ").append(name).append(" ".repeat(Math.max(2, column - name.length())));
        int from = out.length() - out.lastIndexOf("\n") - 1;
        wrap(value, from, from);
    }

    private void subcommands() {
        if (doc.words() > 1 || doc.subcommands().isEmpty()) {
            return;
        }
        out.append("\nSubcommands:\n");
        for (String name : new TreeSet<>(doc.subcommands())) {
            String summary = grammar.named(doc.name() + "|" + name)
                    .map(CommandDoc::summary)
                    .orElse("");
            row(name.toUpperCase(Locale.ROOT), summary, 20);
        }
    }

    private void options() {
        List<Argument> options = new ArrayList<>();
        tokens(doc.arguments(), options);
        if (options.isEmpty()) {
            return;
        }
        out.append("\nOptions:\n");
        for (Argument option : options) {
            String since =
                    option.since().isEmpty() || option.since().equals(doc.since()) ? "" : "since " + option.since();
            out.append("  ")
                    .append((SyntaxText.once(option) + "  " + since).stripTrailing())
                    .append('\n');
        }
    }

    private static void tokens(List<Argument> arguments, List<Argument> into) {
        for (Argument argument : arguments) {
            if (argument.hasToken()) {
                Argument dated = argument;
                into.add(dated);
            } else {
                tokens(argument.parts(), into);
            }
        }
    }

    private void examples() {
        List<String> examples = Examples.of(doc);
        if (examples.isEmpty()) {
            return;
        }
        out.append("\nExamples:\n");
        examples.forEach(example -> out.append("  ").append(example).append('\n'));
    }

    private void wrap(String text, int indent) {
        wrap(text, 0, indent);
    }

    private void wrap(String text, int column, int indent) {
        int at = column;
        boolean first = true;
        for (String word : text.split(" ", -1)) {
            if (!first && at + 1 + word.length() > width && at > indent) {
                out.append('\n').append(" ".repeat(indent));
                at = indent;
            } else if (!first) {
                out.append(' ');
                at++;
            }
            out.append(word);
            at += word.length();
            first = false;
        }
        out.append('\n');
    }
}
