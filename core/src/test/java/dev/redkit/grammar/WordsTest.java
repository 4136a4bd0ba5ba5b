package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @Test
    void splitsAsRedisCliDoes() {
        assertThat(Words.of(" set  k \"a b\\n\\x41\\\"\" 'it\\'s \\n' x").texts())
                .containsExactly("set", "k", "a b\nA\"", "it's \\n", "x");
        assertThat(Words.of("").words()).isEmpty();
        assertThat(Words.of("get \"\"").texts()).containsExactly("get", "");
    }

    @Test
    void keepsBytesThatAreNoText() {
        assertThat(Words.of("\"\\xff\\x00\"").words().get(0).bytes()).containsExactly(0xff, 0);
    }

    @Test
    void saysWhereWordsAreInCharacters() {
        Words words = Words.of("get \"ключ 🚀\" x");
        assertThat(words.words().get(1).from()).isEqualTo(4);
        assertThat(words.words().get(1).to()).isEqualTo(13);
        assertThat(words.words().get(2).from()).isEqualTo(14);
        assertThat(words.words().get(1).quoted()).isTrue();
        assertThat(words.words().get(2).quoted()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "get \"ab|4|true|the quote \" at column 5 is never closed",
                "get 'ab|4|true|the quote ' at column 5 is never closed",
                "é \"ab|2|true|the quote \" at column 3 is never closed",
                "get \"a\"b|7|false|after the closing quote \" comes no blank (column 8)",
            })
    void saysWhatIsWrongAndWhere(String line, int at, boolean open, String message) {
        Words.Fault fault = Words.of(line).fault();
        assertThat(fault.at()).isEqualTo(at);
        assertThat(fault.open()).isEqualTo(open);
        assertThat(fault.message()).isEqualTo(message);
    }
}
