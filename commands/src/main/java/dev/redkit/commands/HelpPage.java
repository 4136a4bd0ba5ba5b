package dev.redkit.commands;

import dev.redkit.console.ExitCode;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The help of one command, as text, from the same model as its man page and its completion. */
public final class HelpPage {
    private static final int NARROWEST = 60;
    private static final int WIDEST = 100;

    private final Syntax syntax;
    private final Syntax root;
    private final int width;
    private final StringBuilder out = new StringBuilder();

    private HelpPage(Syntax syntax, Syntax root, int width) {
        this.syntax = syntax;
        this.root = root;
        this.width = Math.min(Math.max(width, NARROWEST), WIDEST);
    }

    public static String of(Syntax syntax, Syntax root, int width) {
        return new HelpPage(syntax, root, width).text();
    }

    private String text() {
        out.append("Usage: ").append(synopsis(syntax, root)).append("\n\n");
        for (String paragraph : syntax.spec().usageMessage().description()) {
            wrap(paragraph, 0);
            out.append('\n');
        }
        parameters();
        if (syntax == root) {
            commandsOfRoot();
        } else if (!syntax.subcommands().isEmpty()) {
            List<String[]> rows = new ArrayList<>();
            for (Syntax below : syntax.subcommands()) {
                rows.add(new String[] {below.name(), below.summary()});
            }
            list("Commands", rows);
        }
        options();
        examples();
        if (syntax == root) {
            exitCodes();
            out.append("More: redkit help COMMAND, redkit help ").append(String.join("|", Topics.names()));
            out.append('\n');
        } else {
            out.append("Options for the connection and the output are the same everywhere: redkit --help\n");
        }
        return out.toString();
    }

    /** The line of usage, without the word itself. */
    public static String synopsis(Syntax syntax, Syntax root) {
        StringBuilder line = new StringBuilder(syntax.spec().qualifiedName());
        for (OptionSpec option : syntax.spec().options()) {
            if (!option.hidden()) {
                line.append(" [options]");
                break;
            }
        }
        if (syntax == root || !syntax.subcommands().isEmpty()) {
            line.append(" COMMAND");
        }
        if (syntax == root) {
            line.append(" …");
        }
        for (PositionalParamSpec one : syntax.spec().positionalParameters()) {
            boolean required = one.arity().min() > 0;
            String label = one.paramLabel() + (one.arity().max() > 1 ? "…" : "");
            line.append(' ').append(required ? label : "[" + label + "]");
        }
        return line.toString();
    }

    private void parameters() {
        List<String[]> rows = new ArrayList<>();
        for (PositionalParamSpec one : syntax.spec().positionalParameters()) {
            rows.add(new String[] {one.paramLabel(), description(one)});
        }
        list("Parameters", rows);
    }

    private void commandsOfRoot() {
        List<String[]> rows = new ArrayList<>();
        for (String name : Catalog.names()) {
            rows.add(new String[] {name, Catalog.summary(name)});
        }
        list("Commands", rows);
    }

    private void options() {
        List<String[]> rows = new ArrayList<>();
        String heading = "Options";
        for (OptionSpec option : syntax.spec().options()) {
            if (option.hidden()) {
                continue;
            }
            String section = syntax.sectionOf(option);
            if (section != null && !section.equals(heading)) {
                list(heading, rows);
                rows.clear();
                heading = section;
            }
            rows.add(new String[] {names(option), description(option)});
        }
        list(heading, rows);
    }

    /** {@code -p, --port PORT}. */
    public static String names(OptionSpec option) {
        StringBuilder names = new StringBuilder();
        for (String name : option.names()) {
            names.append(names.length() == 0 ? "" : ", ").append(name);
        }
        if (option.names()[0].startsWith("--")) {
            names.insert(0, "    ");
        }
        if (option.arity().max() > 0) {
            String label = option.paramLabel();
            names.append(option.arity().min() == 0 ? " [" + label + "]" : " " + label);
        }
        return names.toString();
    }

    static String description(ArgSpec arg) {
        return String.join(" ", arg.description());
    }

    private void examples() {
        if (syntax.examples().isEmpty()) {
            return;
        }
        out.append("Examples:\n");
        for (String example : syntax.examples()) {
            out.append("  ").append(example).append('\n');
        }
        out.append('\n');
    }

    private void exitCodes() {
        List<String[]> rows = new ArrayList<>();
        for (ExitCode code : ExitCode.values()) {
            rows.add(new String[] {Integer.toString(code.code()), code.meaning()});
        }
        list("Exit codes", rows);
    }

    private void list(String heading, List<String[]> rows) {
        if (rows.isEmpty()) {
            return;
        }
        out.append(heading).append(":\n");
        int left = 0;
        for (String[] row : rows) {
            left = row[0].length() <= 30 ? Math.max(left, row[0].length()) : left;
        }
        for (String[] row : rows) {
            out.append("  ").append(row[0]);
            if (row[0].length() > left) {
                out.append('\n').append(" ".repeat(left + 4));
            } else {
                out.append(" ".repeat(left - row[0].length() + 2));
            }
            wrap(row[1], left + 4);
        }
        out.append('\n');
    }

    private void wrap(String text, int indent) {
        int used = 0;
        for (String word : text.split(" ", -1)) {
            if (used > 0 && indent + used + 1 + word.length() > width) {
                out.append('\n').append(" ".repeat(indent));
                used = 0;
            }
            if (used > 0) {
                out.append(' ');
                used++;
            }
            out.append(word);
            used += word.length();
        }
        out.append('\n');
    }
}
