package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.testkit.RedisServer;
import dev.redkit.testkit.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs what the documentation shows. In a block {@code ```console} each line {@code $ redkit …} is run against a fresh
 * server (named by REDIS_URL), and the lines below it are what it has to print, stdout before stderr; {@code …} stands for
 * any text, alone on a line for any lines. A command line with nothing below it only has to run. {@code [6]} as the last
 * line is the exit code, when it is not 0. Lines of other programs are not run.
 */
@RedisServer
class DocsTest {
    private static final Path DOCS = Path.of("../docs");

    private final TestServer server;

    @TempDir
    private Path config;

    DocsTest(TestServer server) {
        this.server = server;
    }

    private record Example(String place, String line, List<String> expected) {}

    @Test
    void examplesRunAsShown() throws IOException {
        int count = 0;
        try (Stream<Path> pages = Files.list(DOCS)) {
            for (Path page :
                    pages.filter(one -> one.toString().endsWith(".md")).sorted().toList()) {
                server.ask("FLUSHALL");
                for (Example example : examples(page)) {
                    check(example);
                    count++;
                }
            }
        }
        assertThat(count).isGreaterThan(10);
    }

    private static List<Example> examples(Path page) throws IOException {
        List<Example> examples = new ArrayList<>();
        boolean inside = false;
        List<String> expected = null;
        int number = 0;
        for (String line : Files.readAllLines(page)) {
            number++;
            if (line.startsWith("```")) {
                inside = !inside && line.equals("```console");
                expected = null;
            } else if (inside && line.startsWith("$ redkit")) {
                expected = new ArrayList<>();
                examples.add(new Example(page.getFileName() + ":" + number, line.substring(2), expected));
            } else if (inside && line.startsWith("$ ")) {
                expected = null;
            } else if (expected != null) {
                expected.add(line);
            }
        }
        return examples;
    }

    private void check(Example example) {
        List<String> words = words(example.line());
        words.replaceAll(this::place);
        Cli.Result result = new Cli()
                .env("REDIS_URL", "redis://127.0.0.1:" + server.port())
                .env("XDG_CONFIG_HOME", config.toString())
                .with(words.subList(1, words.size()));
        List<String> expected = new ArrayList<>(example.expected());
        int exit = 0;
        if (!expected.isEmpty() && expected.get(expected.size() - 1).matches("\\[\\d+]")) {
            String last = expected.remove(expected.size() - 1);
            exit = Integer.parseInt(last.substring(1, last.length() - 1));
        }
        String printed = result.out() + result.err();
        assertThat(result.exit())
                .as("%s: %s%n%s", example.place(), example.line(), printed)
                .isEqualTo(exit);
        if (!expected.isEmpty()) {
            assertThat(printed).as("%s: %s", example.place(), example.line()).matches(pattern(expected));
        }
    }

    /** Examples read from {@code examples/}; what they write goes to {@code /backups}, which is somewhere else here. */
    private String place(String word) {
        if (word.startsWith("/backups/") || word.equals("/backups")) {
            return config.resolve(word.substring(1)).toString();
        }
        return word.startsWith("examples/") ? DOCS.resolve(word).toString() : word;
    }

    private static Pattern pattern(List<String> expected) {
        StringBuilder pattern = new StringBuilder();
        for (String line : expected) {
            if (line.equals("…")) {
                pattern.append("(?s:.*\\n)?");
            } else {
                for (String part : line.split("…", -1)) {
                    pattern.append(Pattern.quote(part)).append(".*");
                }
                pattern.setLength(pattern.length() - 2);
                pattern.append("\\n");
            }
        }
        return Pattern.compile(pattern.toString());
    }

    /** Splits as a shell would, as far as the documentation needs it: quotes, and a remark after {@code #}. */
    private static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = null;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char one = line.charAt(i);
            if (quote != 0) {
                if (one == quote) {
                    quote = 0;
                } else {
                    word.append(one);
                }
            } else if (one == '\'' || one == '"') {
                quote = one;
                word = word == null ? new StringBuilder() : word;
            } else if (one == ' ') {
                if (word != null) {
                    words.add(word.toString());
                }
                word = null;
            } else if (one == '#' && word == null) {
                return words;
            } else {
                word = word == null ? new StringBuilder() : word;
                word.append(one);
            }
        }
        if (word != null) {
            words.add(word.toString());
        }
        return words;
    }
}
