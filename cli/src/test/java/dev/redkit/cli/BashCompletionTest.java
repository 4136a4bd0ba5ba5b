package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in a real bash. */
class BashCompletionTest {
    @TempDir
    private Path folder;

    private Path script;

    @BeforeEach
    void writeScript() throws IOException {
        script = folder.resolve("redkit.bash");
        Files.writeString(script, BashCompletion.of(new Model()));
        Files.writeString(folder.resolve("ca.pem"), "");
        Files.createDirectory(folder.resolve("data"));
    }

    private List<String> complete(String... words) throws IOException, InterruptedException {
        String program = "source '" + script + "'; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _redkit;"
                + " printf '%s\\n' \"${COMPREPLY[@]}\"";
        List<String> command = new ArrayList<>(List.of("bash", "--norc", "-c", program, "bash", "redkit"));
        command.addAll(List.of(words));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().filter(line -> !line.isEmpty()).toList();
    }

    @Test
    void offersCommandsAndTheirSubcommands() throws Exception {
        assertThat(complete("p")).contains("ping").doesNotContain("info");
        assertThat(complete("server", "")).containsExactly("start", "stop", "status");
        assertThat(complete("-p", "7000", "server", "sta")).containsExactly("start", "status");
        assertThat(complete("completion", "")).containsExactly("bash", "zsh", "fish");
    }

    @Test
    void offersOptionsOfTheCommandAndOfAll() throws Exception {
        assertThat(complete("ping", "--un")).containsExactly("--until-ready");
        assertThat(complete("ping", "--out")).containsExactly("--output");
        assertThat(complete("server", "start", "--un")).containsExactly("--unix");
        assertThat(complete("info", "--until")).isEmpty();
    }

    @Test
    void offersTheWordsAnOptionTakes() throws Exception {
        assertThat(complete("-o", "j")).containsExactly("json");
        assertThat(complete("ping", "--output", "=", "y")).containsExactly("yaml");
        assertThat(complete("ping", "--color", "=")).containsExactly("auto", "always", "never");
    }

    @Test
    void aValueIsNoCommand() throws Exception {
        assertThat(complete("-h", "server", "sta")).isEmpty();
        assertThat(complete("-h", "server", "p")).contains("ping");
    }

    @Test
    void offersFiles() throws Exception {
        assertThat(complete("ping", "--cacert", "c")).containsExactly("ca.pem");
        assertThat(complete("--embedded", "./d")).containsExactly("./data");
        assertThat(complete("--embedded", "pi")).containsExactlyInAnyOrder("pipe", "ping");
    }
}
