package dev.redkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTest {
    @Test
    void showsEachCommandLineBeforeWhatItPrints() {
        Cli.Result result = Cli.run("demo");
        assertThat(result.exit()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains("$ redkit -o json call HGETALL user:1\n{\n  \"name\": \"Ada\"\n}\n")
                .containsPattern("\\$ redkit load readings\\.csv --as hash .*\nread +100000\nwritten +100000\n")
                .containsPattern("\\$ redkit load kept\\.jsonl\nread +100\nwritten +100\n");
    }

    @Test
    void theEmbeddedServerNeedsNoOtherWord() {
        assertThat(Cli.run("--embedded", "ping").out()).isEqualTo("PONG\n");
        assertThat(Cli.run("ping", "--embedded").out()).isEqualTo("PONG\n");
        assertThat(Cli.run("call", "--embedded", "DBSIZE").out()).isEqualTo("0\n");
    }
}
