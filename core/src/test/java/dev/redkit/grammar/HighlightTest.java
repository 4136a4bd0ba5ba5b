package dev.redkit.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redkit.grammar.Highlight.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HighlightTest {
    private static String kinds(String line) {
        return Highlight.of(Grammar.bundled(), line).stream()
                .map(span -> line.substring(span.from(), span.to()) + ":" + span.kind())
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "get k|get:COMMAND k:KEY",
                "ge|ge:COMMAND",
                "ge |ge:UNKNOWN_COMMAND",
                "gte k|gte:UNKNOWN_COMMAND k:STRING",
                "config set a b|config:COMMAND set:SUBCOMMAND a:STRING b:STRING",
                "config se|config:COMMAND se:SUBCOMMAND",
                "config nope x|config:COMMAND nope:UNKNOWN_COMMAND x:STRING",
                "SET k v ex 10 NX|SET:COMMAND k:KEY v:STRING ex:TOKEN 10:NUMBER NX:TOKEN",
                "SET k v ex ten |SET:COMMAND k:KEY v:STRING ex:TOKEN ten:MISFIT",
                "SET k v ex t|SET:COMMAND k:KEY v:STRING ex:TOKEN t:STRING",
                "ZADD z 1.5 m|ZADD:COMMAND z:KEY 1.5:NUMBER m:STRING",
                "GET \"a b|GET:COMMAND \"a b:UNBALANCED",
                "SET k \"a\"b c|SET:COMMAND k:KEY \"a\":STRING b:UNBALANCED c:STRING",
                "AUTH ann pass|AUTH:COMMAND ann:SECRET pass:SECRET",
                "CONFIG SET requirepass x|CONFIG:COMMAND SET:SUBCOMMAND requirepass:STRING x:SECRET",
                "HELLO 3 AUTH u p|HELLO:COMMAND 3:NUMBER AUTH:TOKEN u:SECRET p:SECRET",
                "EVAL \"return 1\" 1 k a|EVAL:COMMAND \"return 1\":STRING 1:NUMBER k:KEY a:STRING",
            })
    void paintsByMeaning(String line, String wanted) {
        assertThat(kinds(line)).isEqualTo(wanted);
    }

    @Test
    void countsInCharacters() {
        assertThat(Highlight.of(Grammar.bundled(), "get 🚀k x"))
                .extracting(Highlight.Span::from, Highlight.Span::to)
                .containsExactly(Tuple.tuple(0, 3), Tuple.tuple(4, 7), Tuple.tuple(8, 9));
    }

    @Test
    void takesOtherFirstWordsForCommandsWhenTold() {
        assertThat(Highlight.of(Grammar.bundled(), "backup take", "backup"::equals)
                        .get(0)
                        .kind())
                .isEqualTo(Kind.COMMAND);
    }

    /** Whatever is typed: nothing fails, and the parts are in order, within the line, and no blanks. */
    @Test
    void takesAnyLine() {
        Random random = new Random(20_26);
        List<String> lines = new ArrayList<>();
        Grammar.bundled().all().values().forEach(doc -> lines.addAll(Examples.of(doc)));
        String nasty = "\"'\\ \t#-1 99999999999999999999 EX é漢🚀\ud800 GET * {} [ \u0000";
        for (int round = 0; round < 4_000; round++) {
            StringBuilder line = new StringBuilder(lines.get(random.nextInt(lines.size())));
            for (int change = random.nextInt(4); change > 0; change--) {
                int at = random.nextInt(line.length() + 1);
                int from = random.nextInt(nasty.length());
                line.insert(at, nasty, from, Math.min(nasty.length(), from + random.nextInt(8)));
                line.setLength(random.nextInt(5) == 0 ? random.nextInt(line.length() + 1) : line.length());
            }
            check(line.toString());
        }
    }

    private static void check(String line) {
        int end = 0;
        for (Highlight.Span span : Highlight.of(Grammar.bundled(), line)) {
            assertThat(span.from()).as(line).isGreaterThanOrEqualTo(end);
            assertThat(span.to()).as(line).isGreaterThan(span.from());
            end = span.to();
        }
        assertThat(end).as(line).isLessThanOrEqualTo(line.length());
        List<String> words = Words.of(line).texts();
        for (int i = 0; i <= words.size(); i++) {
            String current = i == words.size() ? "" : words.get(i);
            Typing typing = Typing.of(Grammar.bundled(), words.subList(0, i), current);
            assertThat(typing.suggestions()).as(line).doesNotContainNull();
            assertThat(typing.misfit()).as(line).isLessThan(Math.max(1, i));
        }
        Danger.of(Grammar.bundled(), words, Danger.Facts.NONE);
        Secrecy.masked(words);
    }
}
