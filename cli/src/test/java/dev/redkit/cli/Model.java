package dev.redkit.cli;

import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Catalog;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.console.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** The whole syntax of redkit, every command loaded: what man pages and completions are made from. */
final class Model {
    final Syntax root = new Syntax("redkit", "A toolkit for Redis and Valkey");

    Model() {
        Console silent = new Console(
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                InputStream.nullInputStream(),
                Terminal.NONE,
                Map.of());
        Program program = new Program(silent, Map.of(), new Cancellation(() -> {}));
        CliSession session = new CliSession(program, root, new GlobalOptions(root));
        for (String name : Catalog.names()) {
            Catalog.attach(root, name, session);
        }
    }

    /** A command and the words that lead to it: {@code "server start"}; empty for redkit itself. */
    record Place(String path, Syntax syntax) {
        /** How the completion scripts come here: the path before, a slash, the last word; {@code "server/start"}. */
        String step() {
            int last = path.lastIndexOf(' ');
            return path.substring(0, Math.max(last, 0)) + '/' + path.substring(last + 1);
        }
    }

    List<Place> places() {
        List<Place> places = new ArrayList<>();
        places.add(new Place("", root));
        for (String name : Catalog.names()) {
            add(places, name, (Syntax)
                    root.spec().subcommands().get(name).getCommandSpec().userObject());
        }
        return places;
    }

    private static void add(List<Place> places, String path, Syntax syntax) {
        places.add(new Place(path, syntax));
        for (Syntax below : syntax.subcommands()) {
            add(places, path + " " + below.name(), below);
        }
    }

    /** What can follow: name and summary each. */
    List<String[]> commandsBelow(Place place) {
        List<String[]> commands = new ArrayList<>();
        if (place.syntax() == root) {
            for (String name : Catalog.names()) {
                commands.add(new String[] {name, Catalog.summary(name)});
            }
        }
        for (Syntax below : place.syntax().subcommands()) {
            commands.add(new String[] {below.name(), below.summary()});
        }
        return commands;
    }

    List<OptionSpec> options(Place place) {
        return place.syntax().spec().options();
    }

    /** The words that an option or parameter can have, or none. */
    static List<String> words(ArgSpec arg) {
        List<String> words = new ArrayList<>();
        if (arg.completionCandidates() != null) {
            arg.completionCandidates().forEach(words::add);
        }
        return words;
    }

    static List<String> parameterWords(Place place) {
        List<String> words = new ArrayList<>();
        for (PositionalParamSpec one : place.syntax().spec().positionalParameters()) {
            words.addAll(words(one));
        }
        return words;
    }

    static String description(ArgSpec arg) {
        return String.join(" ", arg.description());
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    /** Whether the next word always belongs to the option. */
    static boolean needsValue(OptionSpec option) {
        return option.arity().min() > 0 || option.longestName().equals("--host");
    }
}
