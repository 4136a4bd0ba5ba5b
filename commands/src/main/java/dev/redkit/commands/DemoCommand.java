package dev.redkit.commands;

import dev.redkit.console.Console;
import dev.redkit.console.Ink;
import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.GateFailed;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** {@code redkit demo}: the real commands, on a real server that is gone afterwards. */
final class DemoCommand implements Action {
    /** One step: what it shows, and its command line as typed (no quoting beyond single quotes). */
    private record Step(String about, String... words) {}

    /** Stands for the file of commands that the demo makes, and shows as a name without its folder. */
    private static final String COMMANDS = "commands.txt";

    private static final int COMMAND_COUNT = 100_000;

    private static final List<Step> STEPS = List.of(
            new Step("Is it there?", "ping"),
            new Step("And how fast?", "ping", "--count", "1000"),
            new Step("Any command of the server:", "call", "HSET", "user:1", "name", "Ada", "city", "London"),
            new Step("A map comes back as a map:", "call", "HGETALL", "user:1"),
            new Step("The same for programs:", "-o", "json", "call", "HGETALL", "user:1"),
            new Step("A hundred thousand commands at once, every reply checked:", "pipe", COMMANDS),
            new Step("What the server says of itself, typed:", "info", "clients"),
            new Step("As YAML:", "-o", "yaml", "info", "keyspace"));

    private final Session session;

    DemoCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Run the real commands on a redis-server that redkit starts for it and removes afterwards.",
                "Nothing is left behind.");
    }

    @Override
    public void run() {
        Console console = session.console();
        console.note("Starting a redis-server of redkit's own …");
        try (EmbeddedServer server = EmbeddedServer.start(EmbeddedOptions.PRIVATE)) {
            Path commands = write(server.directory().resolve(COMMANDS));
            for (Step step : STEPS) {
                console.line("");
                console.line(console.paint(Ink.FAINT, "# " + step.about()));
                console.line(console.paint(Ink.BOLD, "$ redkit " + typed(step.words())));
                String[] words = step.words().clone();
                Arrays.asList(words).replaceAll(word -> word.equals(COMMANDS) ? commands.toString() : word);
                int code = session.runOn(server.target(), words);
                if (code != 0) {
                    throw new GateFailed("the demo stopped: 'redkit " + typed(step.words()) + "' ended with " + code);
                }
            }
        }
        console.line("");
        console.note("The server is stopped and its data are gone. Next: redkit --help");
    }

    /** In the server's own directory, which goes with it however the demo ends. */
    private static Path write(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            for (int i = 1; i <= COMMAND_COUNT; i++) {
                out.write("HSET reading:" + i + " sensor s" + i % 50 + " value " + i * 37 % 1000 + "\n");
            }
            return file;
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + e.getMessage(), null, e);
        }
    }

    private static String typed(String... words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean quote = word.isEmpty() || word.indexOf(' ') >= 0 || word.indexOf('"') >= 0;
            line.append(line.length() == 0 ? "" : " ").append(quote ? "'" + word + "'" : word);
        }
        return line.toString();
    }
}
