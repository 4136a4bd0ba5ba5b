package dev.redkit.cli;

import dev.redkit.commands.Catalog;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The words of a command line: which command they name, and what is wrong with them. */
final class Words {
    private final Syntax root;
    private final GlobalOptions options;
    private final Session session;

    Words(Syntax root, GlobalOptions options, Session session) {
        this.root = root;
        this.options = options;
        this.session = session;
    }

    /** Only commands whose name occurs are loaded: the others would cost every start their share. */
    ParseResult parse(String[] args) {
        for (String name : Catalog.names()) {
            for (String arg : args) {
                if (arg.equals(name)) {
                    lend(Catalog.attach(root, name, session), args);
                    break;
                }
            }
        }
        return new CommandLine(root.spec()).parseArgs(args);
    }

    private void lend(Syntax syntax, String[] args) {
        options.lend(syntax.spec(), args);
        for (Syntax below : syntax.subcommands()) {
            lend(below, args);
        }
    }

    /** A word that only leads to other words was the last one. */
    UsageError incomplete(CommandSpec spec) {
        List<String> names = spec == root.spec()
                ? Catalog.names()
                : new ArrayList<>(spec.subcommands().keySet());
        String command = spec.qualifiedName();
        return new UsageError(
                "'" + command + "' needs a command: " + String.join(", ", names), "see '" + command + " --help'");
    }

    /** What the parser says, in our words; what an argument itself said, as it is. */
    Failure explain(ParameterException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure;
            }
        }
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String command = spec.qualifiedName();
        String help = "see '" + command + " --help'";
        if (e instanceof UnmatchedArgumentException unmatched) {
            return unmatched(unmatched.getUnmatched().get(0), spec, help);
        }
        if (e instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            var arg = missing.getMissing().get(0);
            if (arg instanceof OptionSpec option) {
                return new UsageError(option.longestName() + " needs a value: " + option.paramLabel(), help);
            }
            return new UsageError("'" + command + "' needs " + arg.paramLabel(), help);
        }
        return new UsageError(e.getMessage(), help);
    }

    private UsageError unmatched(String word, CommandSpec spec, String help) {
        String command = spec.qualifiedName();
        if (word.length() > 1 && word.startsWith("-")) {
            int value = word.indexOf('=');
            String name = value < 0 ? word : word.substring(0, value);
            String close = Suggestion.hint(name, optionNames(spec));
            return new UsageError("'" + command + "' has no option '" + name + "'", close == null ? help : close);
        }
        if (!spec.subcommands().isEmpty() || spec == root.spec()) {
            List<String> names = spec == root.spec()
                    ? Catalog.names()
                    : new ArrayList<>(spec.subcommands().keySet());
            String close = Suggestion.hint(word, names);
            return new UsageError("'" + command + "' has no command '" + word + "'", close == null ? help : close);
        }
        return new UsageError("'" + command + "' does not take '" + word + "'", help);
    }

    private List<String> optionNames(CommandSpec spec) {
        List<String> names = new ArrayList<>();
        for (OptionSpec option : spec.options()) {
            names.addAll(List.of(option.names()));
        }
        for (OptionSpec option : root.spec().options()) {
            names.addAll(List.of(option.names()));
        }
        return names;
    }
}
