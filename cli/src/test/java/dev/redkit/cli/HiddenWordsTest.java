package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class HiddenWordsTest {
    @Test
    void comeBackFromTheEnvironment() {
        String[] args = {"-a", "@hidden:1", "ping", "@hidden:2", "@hidden:x"};
        Map<String, String> env = Map.of("REDKIT_HIDDEN_1", "s3same", "OTHER", "x");
        assertThat(HiddenWords.restore(args, env)).containsExactly("-a", "s3same", "ping", "@hidden:2", "@hidden:x");
        assertThat(args[1]).isEqualTo("@hidden:1");
    }

    @Test
    void staysBehindWhenAProcessStarts() {
        ProcessBuilder process = new ProcessBuilder("true");
        process.environment().put("REDKIT_HIDDEN_1", "s3same");
        process.environment().put("OTHER", "x");
        assertThat(HiddenWords.keptFrom(process).environment())
                .doesNotContainKey("REDKIT_HIDDEN_1")
                .containsKey("OTHER");
    }
}
