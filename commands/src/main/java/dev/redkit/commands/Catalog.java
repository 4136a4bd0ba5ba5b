package dev.redkit.commands;

import dev.redkit.commands.backup.BackupCommand;
import dev.redkit.commands.bench.BenchCommand;
import dev.redkit.commands.keys.KeysCommand;
import dev.redkit.commands.load.ExportCommand;
import dev.redkit.commands.load.LoadCommand;
import dev.redkit.commands.model.ModelCommand;
import dev.redkit.commands.model.PredictCommand;
import dev.redkit.commands.ops.AclCommand;
import dev.redkit.commands.ops.ClientsCommand;
import dev.redkit.commands.ops.ConfigCommand;
import dev.redkit.commands.ops.DoctorCommand;
import dev.redkit.commands.ops.FunctionCommand;
import dev.redkit.commands.ops.MemoryCommand;
import dev.redkit.commands.ops.ModuleCommand;
import dev.redkit.commands.ops.ScriptCommand;
import dev.redkit.commands.ops.SlowLogCommand;
import dev.redkit.commands.ops.TopCommand;
import dev.redkit.commands.ops.TopologyCommand;
import dev.redkit.commands.tail.PublishCommand;
import dev.redkit.commands.tail.TailCommand;
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
        "shell", "A prompt for every command of Redis and of redkit",
        "pipe", "Send a stream of commands, as RESP or as plain lines, and check every reply",
        "load", "Read a dataset and write it to Redis",
        "export", "Write keys to a file: JSON, CSV, commands, RDB",
        "tail", "Watch what goes by: channels, streams, keyspace events, MONITOR",
        "publish", "Send messages to a channel or a stream",
        "info", "Show what a server says of itself",
        "keys", "Look at many keys, and change many: big, hot, idle, expiring; delete, rename, copy",
        "slowlog", "Show the slow commands of all servers together, and follow them",
        "clients", "See who is connected, and close connections",
        "memory", "Say what the memory of each server is used for",
        "config", "Read, change and compare the parameters of servers",
        "script", "Run or load Lua scripts out of files",
        "function", "Load, list, dump, restore and delete libraries of functions",
        "acl", "See users and what they may",
        "module", "See the modules of servers, and load one",
        "doctor", "Say what is wrong with servers, and what mends it",
        "topology", "Show who is master and who follows, watch it change, fail over",
        "top", "Watch what servers do: commands, latency, memory, network",
        "backup", "Take backups, check them, look into them, convert them and give them back",
        "model", "Keep model parameters in Redis: import, publish, compare, export",
        "predict", "Predict with a small model: linear, logistic, k-means, trees",
        "bench", "Measure latency and throughput, and say whether the figures can be believed",
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
            case "shell" -> syntax.action(new ShellCommand(syntax, session));
            case "pipe" -> syntax.action(new PipeCommand(syntax, session));
            case "load" -> syntax.action(new LoadCommand(syntax, session));
            case "export" -> syntax.action(new ExportCommand(syntax, session));
            case "call" -> syntax.action(new CallCommand(syntax, session));
            case "tail" -> syntax.action(new TailCommand(syntax, session));
            case "publish" -> syntax.action(new PublishCommand(syntax, session));
            case "info" -> syntax.action(new InfoCommand(syntax, session));
            case "keys" -> KeysCommand.describe(syntax, session);
            case "slowlog" -> syntax.action(new SlowLogCommand(syntax, session));
            case "clients" -> ClientsCommand.describe(syntax, session);
            case "memory" -> syntax.action(new MemoryCommand(syntax, session));
            case "config" -> ConfigCommand.describe(syntax, session);
            case "script" -> ScriptCommand.describe(syntax, session);
            case "function" -> FunctionCommand.describe(syntax, session);
            case "acl" -> AclCommand.describe(syntax, session);
            case "module" -> ModuleCommand.describe(syntax, session);
            case "doctor" -> DoctorCommand.describe(syntax, session);
            case "topology" -> TopologyCommand.describe(syntax, session);
            case "top" -> syntax.action(new TopCommand(syntax, session));
            case "backup" -> BackupCommand.describe(syntax, session);
            case "model" -> ModelCommand.describe(syntax, session);
            case "predict" -> syntax.action(new PredictCommand(syntax, session));
            case "bench" -> BenchCommand.describe(syntax, session);
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
