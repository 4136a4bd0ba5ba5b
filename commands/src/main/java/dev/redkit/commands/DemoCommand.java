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

    /** Files that the demo makes; shown as names without their folder. */
    private static final String READINGS = "readings.csv";

    private static final String KEPT = "kept.jsonl";

    private static final int READINGS_COUNT = 100_000;

    private static final List<Step> STEPS = List.of(
            new Step("Is it there, and how fast?", "ping", "--count", "1000"),
            new Step("Any command of the server; a map comes back as a map:", "call", "HSET", "user:1", "name", "Ada"),
            new Step("The same for programs:", "-o", "json", "call", "HGETALL", "user:1"),
            new Step("What is in this file?", "load", READINGS, "--describe"),
            new Step(
                    "A hundred thousand records into hashes, and a set for each sensor, in one pass, each accounted for:",
                    "load",
                    READINGS,
                    "--as",
                    "hash",
                    "--key",
                    "reading:{id}",
                    "--also",
                    "set:sensor:{sensor}={id}"),
            new Step(
                    "Keys out, by pattern and condition:",
                    "export",
                    "reading:*",
                    "--where",
                    "value == \"7\"",
                    "--out",
                    KEPT),
            new Step("And in again, which changes nothing:", "load", KEPT),
            new Step("What the server says of itself, typed, as YAML:", "-o", "yaml", "info", "keyspace"));

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
            write(server.directory().resolve(READINGS));
            for (Step step : STEPS) {
                console.line("");
                console.line(console.paint(Ink.FAINT, "# " + step.about()));
                console.line(console.paint(Ink.BOLD, "$ redkit " + typed(step.words())));
                String[] words = step.words().clone();
                Arrays.asList(words).replaceAll(word -> inFolder(server.directory(), word));
                int code = session.runOn(server.target(), words);
                if (code != 0) {
                    throw new GateFailed("the demo stopped: 'redkit " + typed(step.words()) + "' ended with " + code);
                }
            }
        }
        console.line("");
        console.note("The server is stopped and its data are gone. Next: redkit --help");
    }

    private static String inFolder(Path folder, String word) {
        return word.equals(READINGS) || word.equals(KEPT) ? folder.resolve(word).toString() : word;
    }

    /** In the server's own directory, which goes with it however the demo ends. */
    private static void write(Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("id,sensor,value\n");
            for (int i = 1; i <= READINGS_COUNT; i++) {
                out.write(i + ",s" + i % 50 + "," + i * 37 % 1000 + "\n");
            }
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + e.getMessage(), null, e);
        }
    }

    private static String typed(String... words) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            boolean quote =
                    word.isEmpty() || word.indexOf(' ') >= 0 || word.indexOf('"') >= 0 || word.indexOf('{') >= 0;
            line.append(line.length() == 0 ? "" : " ").append(quote ? "'" + word + "'" : word);
        }
        return line.toString();
    }
}
