package dev.redkit.cli;

import dev.redkit.commands.ShellWishes;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.shell.Shell;
import dev.redkit.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/**
 * What the launcher runs, once per installation and JVM, to make a class-data archive: the short commands (and tail, of which many runs are short), one after the
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
            "doctor",
            "doctor -o json",
            "topology",
            "topology -o json",
            "tail jobs --count 1",
            "tail jobs --until done -o ndjson --timestamps clock",
            "publish jobs done",
            "shell",
            "shell GET key",
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

    private static final List<String> FILES = List.of("rows.csv", "commands.txt");

    private Training() {}

    public static void main(String[] args) throws IOException, ClassNotFoundException {
        // What Main does before it has a program; a class that is only named is archived too.
        Class.forName(Main.class.getName());
        Class.forName(HiddenWords.class.getName());
        Console.system(System.getenv());
        int unreachable;
        try (Rehearsal server = Rehearsal.start()) {
            for (String command : COMMANDS) {
                run("-p " + server.port() + " " + command);
            }
            prompt(server.port());
            Path data = Files.createTempDirectory("redkit-training");
            try {
                files(data, "-p " + server.port() + " ");
            } finally {
                for (String name : FILES) {
                    Files.deleteIfExists(data.resolve(name));
                }
                Files.delete(data);
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

    /** A shell before nobody: some keys, and Ctrl-D. */
    private static void prompt(int port) {
        Map<String, String> env = Map.of("XDG_STATE_HOME", "/nonexistent", "TERM", "xterm-256color");
        Console console = Console.system(env);
        Program program = new Program(console, env, new Interrupts(console).cancellation());
        Syntax syntax = new Syntax("redkit", "");
        CliSession nowhere = new CliSession(program, syntax, new GlobalOptions(syntax));
        byte[] keys = "GET key\rLRANGE list 0 -1\rnosuch\r\u0004".getBytes(StandardCharsets.UTF_8);
        try {
            // What a system terminal would load besides.
            Class.forName("org.jline.terminal.impl.jni.JniUnixSysTerminal");
            Terminal terminal = TerminalBuilder.builder()
                    .name("redkit")
                    .system(false)
                    .provider("jni")
                    .type("xterm-256color")
                    .encoding(StandardCharsets.UTF_8)
                    .streams(new ByteArrayInputStream(keys), OutputStream.nullOutputStream())
                    .build();
            Surroundings surroundings = nowhere.elsewhere("-p", Integer.toString(port));
            ShellWishes wishes = new ShellWishes(List.of(), false, null, false, false, true, false);
            Shell.atPrompt(surroundings, wishes, terminal);
        } catch (IOException | ReflectiveOperationException | RuntimeException e) {
            console.debug("no terminal to train with: " + e);
        }
    }

    private static void files(Path folder, String server) throws IOException {
        Path rows = folder.resolve(FILES.get(0));
        Path commands = folder.resolve(FILES.get(1));
        Files.writeString(rows, "id,name,age\n1,Ada,36\n2,\"Grace \"\"G\"\"\",85\n");
        Files.writeString(commands, "HSET user:1 name Ada\n");
        run(server + "load " + rows + " --as hash --key user:{id}");
        run(server + "load " + rows + " --as hash --key user:{id} -o json --ttl 1d");
        run(server + "pipe " + commands);
    }

    private static void run(String line) {
        Map<String, String> env = Map.of();
        Console console = Console.system(env);
        new Program(console, env, new Interrupts(console).cancellation()).run(line.split(" "));
    }
}
