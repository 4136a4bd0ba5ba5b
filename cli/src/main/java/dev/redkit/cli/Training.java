package dev.redkit.cli;

import dev.redkit.console.Console;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * What the launcher runs, once per installation and JVM, to make a class-data archive: the short commands, one after the
 * other in one process, so that all their classes are loaded when the JVM writes its archive at exit. They talk to a
 * {@link Rehearsal} in the same process and see nothing of the user's environment; their output is thrown away.
 */
final class Training {
    private static final List<String> COMMANDS = List.of(
            "ping",
            "ping --count 2 --interval 1ms -o json",
            "-o json ping",
            "call GET key",
            "call LRANGE list 0 -1 -o json",
            "call EVAL script 0",
            "call EVAL script 0 -o json",
            "call NOSUCHCOMMAND",
            "info",
            "info server -o json",
            "version",
            "version -o json",
            "--help",
            "ping --help",
            "help",
            "help ping",
            "completion bash",
            "completion zsh",
            "completion fish",
            "pnig",
            "ping --nosuchoption");

    /** Through Lettuce and Netty, whose classes would only weigh on an archive for the others. */
    private static final List<String> CLUSTERED = List.of("-c ping", "-c call GET key", "-c info", "-c info -o json");

    private Training() {}

    public static void main(String[] args) throws IOException, ClassNotFoundException {
        // What Main does before it has a program; a class that is only named is archived too.
        Class.forName(Main.class.getName());
        Console.system(System.getenv());
        int unreachable;
        try (Rehearsal server = Rehearsal.start()) {
            for (String command : COMMANDS) {
                run("-p " + server.port() + " " + command);
            }
            if (args.length == 1 && "wide".equals(args[0])) {
                for (String command : CLUSTERED) {
                    run("-p " + server.port() + " " + command);
                }
                run("info --sentinel 127.0.0.1:" + server.port() + " --master main");
            }
            unreachable = server.port();
        }
        run("-p " + unreachable + " ping");
        // Threads of a library that lingers must not keep the archive from being written.
        System.exit(0);
    }

    private static void run(String line) {
        Map<String, String> env = Map.of();
        Console console = Console.system(env);
        new Program(console, env, new Interrupts(console).cancellation()).run(line.split(" "));
    }
}
