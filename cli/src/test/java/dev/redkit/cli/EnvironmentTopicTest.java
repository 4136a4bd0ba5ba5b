package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.commands.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EnvironmentTopicTest {
    /** {@code env.get("X")}, {@code isSet("X")}, {@code set("X")}, {@code base(environment, "X", …)}, {@code getenv("X")}. */
    private static final Pattern READ =
            Pattern.compile("(?:\\.get|isSet|[^.]set|getenv|base)\\((?:env(?:ironment)?, )?\"([A-Z][A-Z_0-9]+)\"");

    @Test
    void namesEveryVariableThatTheCodeReads() throws IOException {
        Set<String> read = new TreeSet<>();
        for (String module : new String[] {"core", "commands", "cli"}) {
            try (Stream<Path> files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("env")) {
                        Matcher matcher = READ.matcher(source);
                        while (matcher.find()) {
                            read.add(matcher.group(1));
                        }
                    }
                }
            }
        }
        assertThat(read).contains("REDIS_URL", "REDISCLI_AUTH", "NO_COLOR", "XDG_CACHE_HOME");
        String topic = Topics.text("environment");
        assertThat(read).allSatisfy(name -> assertThat(topic).containsPattern("\\b" + name + "\\b"));
    }

    @Test
    void namesEveryVariableThatTheLauncherReads() throws IOException {
        Set<String> read = new TreeSet<>();
        Matcher matcher = Pattern.compile("\\b(REDKIT_[A-Z]+|JAVA_HOME)\\b")
                .matcher(Files.readString(Path.of("src/main/launcher/redkit")));
        while (matcher.find()) {
            read.add(matcher.group(1));
        }
        assertThat(Topics.text("environment")).contains(read);
    }
}
