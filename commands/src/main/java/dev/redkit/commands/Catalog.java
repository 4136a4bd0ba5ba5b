package dev.redkit.commands;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * All subcommands, by name, without loading any: a start only pays for the one that it runs. A new command is one line
 * in each of the two lists below; a test holds them together.
 */
public final class Catalog {
    /** Name and summary in turn, in the order of the help. */
    private static final String[] SUMMARIES = {
        "ping", "Ask a server whether it answers, and how fast",
        "call", "Send any command to the server and show its reply",
        "pipe", "Send a stream of commands, as RESP or as plain lines, and check every reply",
        "info", "Show what a server says of itself",
        "server", "Start, stop and look at the redis-server that redkit brings along",
        "init", "Write a profile to the configuration file",
        "demo", "See redkit at work, on a server that it brings along",
        "completion", "Print the completion script of a shell",
        "help", "Explain a command or a topic",
        "version", "Show the versions of redkit and of what it stands on",
    };

    private Catalog() {}

    public static List<String> names() {
        List<String> names = new ArrayList<>(SUMMARIES.length / 2);
        for (int i = 0; i < SUMMARIES.length; i += 2) {
            names.add(SUMMARIES[i]);
        }
        return names;
    }

    /** The one-line summary, or null for a word that is no command. */
    public static String summary(String name) {
        for (int i = 0; i < SUMMARIES.length; i += 2) {
            if (SUMMARIES[i].equals(name)) {
                return SUMMARIES[i + 1];
            }
        }
        return null;
    }

    /** Loads one command: its syntax, with the action that runs it. */
    public static Syntax open(String name, Session session) {
        Syntax syntax = new Syntax(name, summary(name));
        switch (name) {
            case "ping" -> syntax.action(new PingCommand(syntax, session));
            case "pipe" -> syntax.action(new PipeCommand(syntax, session));
            case "call" -> syntax.action(new CallCommand(syntax, session));
            case "info" -> syntax.action(new InfoCommand(syntax, session));
            case "server" -> ServerCommand.describe(syntax, session);
            case "init" -> syntax.action(new InitCommand(syntax, session));
            case "demo" -> syntax.action(new DemoCommand(syntax, session));
            case "completion" -> syntax.action(new CompletionCommand(syntax, session));
            case "help" -> syntax.action(new HelpCommand(syntax, session));
            case "version" -> syntax.action(new VersionCommand(syntax, session));
            default -> throw new IllegalArgumentException(name);
        }
        return syntax;
    }

    /** The command below the program's own syntax, loaded if it is not there yet. */
    public static Syntax attach(Syntax root, String name, Session session) {
        CommandLine there = root.spec().subcommands().get(name);
        if (there != null) {
            return (Syntax) there.getCommandSpec().userObject();
        }
        Syntax syntax = open(name, session);
        attach(root, syntax);
        return syntax;
    }

    private static void attach(Syntax above, Syntax syntax) {
        for (Syntax below : syntax.subcommands()) {
            attach(syntax, below);
        }
        above.spec().addSubcommand(syntax.name(), syntax.spec());
    }
}
