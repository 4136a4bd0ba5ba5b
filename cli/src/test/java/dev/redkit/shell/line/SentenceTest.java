package dev.redkit.shell.line;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import org.jline.reader.EOFError;
import org.jline.reader.Parser.ParseContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            GET k | jq .              ; 2 ; jq .          ; -   ; -
            GET k | grep 'a | b' > f  ; 2 ; grep 'a | b' > f ; -  ; -
            GET k > f                 ; 2 ; -             ; f   ; -
            GET k >> f                ; 2 ; -             ; f   ; -
            SET k < f                 ; 2 ; -             ; -   ; f
            SET k < f > g             ; 2 ; -             ; g   ; f
            SET k "a | b"             ; 3 ; -             ; -   ; -
            SET k a|b                 ; 3 ; -             ; -   ; -
            ZRANGEBYSCORE z (1 >5     ; 4 ; -             ; -   ; -
            XREADGROUP GROUP g c STREAMS s > ; 7 ; -      ; -   ; -
            xreadgroup GROUP g c STREAMS s t > > ; 9 ; -  ; -   ; -
            SET k '>' x               ; 4 ; -             ; -   ; -
            """)
    void knowsWhereOutputGoes(String line, int words, String program, String into, String from) {
        Sentence sentence = Sentence.of(line);
        assertThat(sentence.words()).hasSize(words);
        assertThat(sentence.program()).isEqualTo(program);
        assertThat(sentence.into()).isEqualTo(into);
        assertThat(sentence.from()).isEqualTo(from);
    }

    @Test
    void namesTheColumnOfAQuote() {
        assertThatThrownBy(() -> Sentence.of("SET k \"v"))
                .isInstanceOf(UsageError.class)
                .hasMessageContaining("column 7");
        assertThatThrownBy(() -> Sentence.of("SET 'k'v")).isInstanceOf(UsageError.class);
        assertThatThrownBy(() -> Sentence.of("| jq")).isInstanceOf(UsageError.class);
    }

    @Test
    void asksForAFurtherLineWhileAQuoteIsOpen() {
        LineParser parser = new LineParser();
        assertThatThrownBy(() -> parser.parse("SET k \"a", 8, ParseContext.ACCEPT_LINE))
                .isInstanceOf(EOFError.class);
        assertThat(parser.parse("GET k | grep it's", 17, ParseContext.ACCEPT_LINE))
                .isNotNull();
        assertThat(parser.parse("\\set it's", 9, ParseContext.ACCEPT_LINE)).isNotNull();
    }

    @Test
    void quotesWhatIsCompletedAsItWasBegun() {
        assertThat(Quoting.quote("plain", "")).isEqualTo("plain");
        assertThat(Quoting.quote("a b", "")).isEqualTo("\"a b\"");
        assertThat(Quoting.quote("it's", "")).isEqualTo("\"it's\"");
        assertThat(Quoting.quote("a b", "'")).isEqualTo("'a b'");
        assertThat(Quoting.quote("user:1", "\"us")).isEqualTo("\"user:1\"");
        assertThat(Quoting.quote("a\"b\n", "")).isEqualTo("\"a\\\"b\\n\"");
        assertThat(Quoting.quote(">", "")).isEqualTo("\">\"");
    }

    @Test
    void theWordAtTheCursorIsTheOneToComplete() {
        LineParser.Parsed parsed = new LineParser().parse("GET \"us er", 8, ParseContext.COMPLETE);
        assertThat(parsed.words()).containsExactly("GET", "us ");
        assertThat(parsed.rawWordLength()).isEqualTo(4);
        assertThat(parsed.escape("us er:1", true)).hasToString("\"us er:1\"");
        assertThat(parsed.escape("us er:", false)).hasToString("\"us er:");
    }
}
