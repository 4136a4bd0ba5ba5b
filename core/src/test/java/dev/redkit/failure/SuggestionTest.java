package dev.redkit.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> WORDS = List.of("ping", "info", "server", "completion", "--output");

    @Test
    void findsSlipsOfTheHand() {
        assertThat(Suggestion.closest("pnig", WORDS)).isEqualTo("ping");
        assertThat(Suggestion.closest("sever", WORDS)).isEqualTo("server");
        assertThat(Suggestion.closest("--ouptut", WORDS)).isEqualTo("--output");
        assertThat(Suggestion.closest("comp", WORDS)).isEqualTo("completion");
    }

    @Test
    void doesNotGuessWildly() {
        assertThat(Suggestion.closest("backup", WORDS)).isNull();
        assertThat(Suggestion.hint("zz", WORDS)).isNull();
    }
}
