package dev.redkit.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateTest {
    private static final Columns COLUMNS =
            Rows.columns("id", "name", "my col", "a|b}", "json", "#row", "empty", "none", "x.y");
    private static final String JSON =
            "{\"city\":\"Z\\u00fcrich\",\"n\":1.50,\"o\":{\"k\": [1, {\"z\":null}]},\"t\":[\"p\",\"q\"],\"b\":true}";

    private static Row row() {
        Row row = Rows.text(COLUMNS, "42", "Ädä Love", "odd", "odder", "", "hash", "", null, "dotted");
        Rows.set(row, 4, FieldType.JSON, JSON);
        return row;
    }

    private static String render(String template) {
        Slice out = new Slice();
        piece(template).render(row(), new Bytes(), out);
        return out.isNull() ? null : out.text();
    }

    private static BoundTemplate piece(String template) {
        Binding binding = new Binding(COLUMNS, Origin.fixed("data/u.csv"), NullPolicy.STRICT, new Verdict());
        return new BoundTemplate(Template.parse("--key", template), "--key", binding, null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "user:{id}!user:42",
                "{id}{id}!4242",
                "{ id }!42",
                "{\"my col\"}!odd",
                "{my col}!odd",
                "{\"a|b}\"}!odder",
                "{\"#row\"}!hash",
                "{#row}:{#line}:{#file}!7:8:data/u.csv",
                "{#file|replace:/:.|upper}!DATA.U.CSV",
                "{#row|pad:4}!0007",
                "{{{id}}}!{42}",
                "a{{b}}c!a{b}c",
                "{json.city}!Zürich",
                "{json.n}!1.50",
                "{json.b}!true",
                "{json.o}!{\"k\": [1, {\"z\":null}]}",
                "{json.o.k.0}!1",
                "{json.t.1}!q",
                "{json.t}![\"p\",\"q\"]",
                "{json.nix|default:none}!none",
                "{x.y}!dotted",
                "{name|lower}!ädä love",
                "{name|upper}!ÄDÄ LOVE",
                "{name|urlencode}!%C3%84d%C3%A4%20Love",
                "{name|substr:0:3}!Ädä",
                "{name|substr:4}!Love",
                "{name|substr:-4}!Love",
                "{name|substr:-4:-1}!Lov",
                "{name|substr:99}!",
                "{name|pad:10:.}!..Ädä Love",
                "{name|replace: :_}!Ädä_Love",
                "{name|replace:\" \":\"\"}!ÄdäLove",
                "{name|replace:ä:\":|\"}!Äd:| Love",
                "{name|json}!\"Ädä Love\"",
                "{id|pad:5}!00042",
                "{id|pad:1}!42",
                "{id|sha1}!92cfceb39d57d914ed8b14d0e37643de0797ae56",
                "{id|md5}!a1d0c6e83f027327d8461063f4ac58a6",
                "{id|hex}!3432",
                "{id|base64}!NDI=",
                "{none|default:x}!x",
                "{empty|default:\"\"}-{empty|default:y}!-y",
            })
    void fillsItsHoles(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected == null ? "" : expected);
    }

    static Stream<Arguments> documented() throws IOException {
        return Files.readAllLines(Path.of("../docs/mapping.md")).stream()
                .map(line ->
                        Pattern.compile("\\| `(.*\\{.*\\}.*)` \\| `(.*)` \\|").matcher(line))
                .filter(Matcher::matches)
                .map(matcher -> Arguments.of(matcher.group(1).replace("\\|", "|"), matcher.group(2)));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void examplesOfTheDocumentationHold(String template, String expected) {
        Row row = row();
        Rows.set(row, 1, FieldType.TEXT, "Ada Löve");
        Rows.set(row, 4, FieldType.JSON, "{\"city\":\"Rome\",\"tags\":[\"x\",\"y\"]}");
        Slice out = new Slice();
        piece(template).render(row, new Bytes(), out);
        assertThat(out.text()).isEqualTo(expected);
    }

    @Test
    void trimDropsWhiteSpaceOfAsciiOnly() {
        Row row = row();
        Rows.set(row, 0, FieldType.TEXT, " \t42\n ");
        Slice out = new Slice();
        piece("{id|trim}").render(row, new Bytes(), out);
        assertThat(out.text()).isEqualTo("42");
    }

    @Test
    void sha256IsThatOfTheBytes() {
        assertThat(render("{id|sha256}")).isEqualTo("73475cb40a568e8da8a045ced110137e159f890ac4da883b6b17dc651b3a8049");
    }

    @Test
    void aNullMakesAllOfItNull() {
        assertThat(render("user:{none}")).isNull();
        assertThat(render("{none|upper}")).isNull();
        assertThat(render("{json.o.k.1.z}")).isNull();
    }

    @Test
    void bytesThatAreNoTextPassTheFilters() {
        byte[] bytes = {'A', (byte) 0xff, 0, (byte) 0xc3, 'b'};
        Row row = row();
        row.set(0, FieldType.TEXT, bytes, 0, bytes.length);
        Slice out = new Slice();
        piece("{id|lower}").render(row, new Bytes(), out);
        assertThat(out.copy()).containsExactly('a', 0xff, 0, 0xc3, 'b');
        piece("{id|substr:1:4}").render(row, new Bytes(), out);
        assertThat(out.copy()).containsExactly(0xff, 0, 0xc3);
        piece("{id|urlencode}").render(row, new Bytes(), out);
        assertThat(out.text()).isEqualTo("A%FF%00%C3b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            quoteCharacter = '\0',
            value = {
                "user:{id!--key 'user:{id': a '{' that is never closed (at character 6)",
                "user:id}!--key 'user:id}': a '}' without a '{' (at character 8)",
                "a{}!--key 'a{}': a '{' without a column name (at character 2)",
                "{\"id}!--key '{\"id}': a '\"' that is never closed (at character 2)",
                "{\"id\"x}!--key '{\"id\"x}': 'x' after a quoted word, where | or } should be (at character 6)",
                "{id|lowr}!--key '{id|lowr}': there is no filter 'lowr' (at character 5)",
                "{id|pad}!--key '{id|pad}': filter 'pad' takes 1 or 2 arguments, not 0 (at character 5)",
                "{id|lower:x}!--key '{id|lower:x}': filter 'lower' takes no arguments, not 1 (at character 5)",
                "{id|pad:x}!--key '{id|pad:x}': filter 'pad' needs a whole number, not 'x' (at character 5)",
                "{id|pad:99999}!--key '{id|pad:99999}': filter 'pad' fills up to at most 1024 characters, not 99999 (at character 5)",
                "{#rwo}!--key '{#rwo}': there is no '#rwo' (at character 2)",
                "{a{b}}!--key '{a{b}}': a '{' inside of braces (at character 3)",
            })
    void namesThePositionOfWhatIsWrong(String template, String message) {
        assertThatThrownBy(() -> Template.parse("--key", template))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void suggestsTheFilterThatWasMeant() {
        assertThatThrownBy(() -> Template.parse("--key", "{id|lowr}"))
                .isInstanceOfSatisfying(
                        UsageError.class, e -> assertThat(e.hint()).contains("did you mean 'lower'?"));
    }

    @Test
    void onlyUsageErrorsComeOfAnyTextAndWhatParsesRenders() {
        Random random = new Random(3);
        String[] words = {
            "{",
            "}",
            "{id}",
            "|",
            ":",
            "\"",
            "\\",
            "id",
            "name",
            "#row",
            "#",
            "pad:3",
            "lower",
            "substr:1:-1",
            "replace:a:b",
            "default:",
            " ",
            ".",
            "json.t",
            "é",
            "\0",
            "sha1",
            "json",
            "-9",
            "99999999999",
            "{{",
            "}}"
        };
        int rendered = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "{id|" : "");
            for (int n = random.nextInt(7); n >= 0; n--) {
                text.append(words[random.nextInt(words.length)]);
            }
            text.append(random.nextBoolean() ? "}" : "");
            try {
                render(text.toString());
                rendered++;
            } catch (UsageError e) {
                assertThat(e).hasMessageStartingWith("--key");
            }
        }
        assertThat(rendered).isGreaterThan(1000);
    }

    @Test
    void constantsRenderAsTheyAre() {
        Random random = new Random(4);
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 1, 0xd7ff).forEach(text::appendCodePoint);
            String constant = text.toString();
            assertThat(render(constant.replace("{", "{{").replace("}", "}}"))).isEqualTo(constant);
        }
        assertThat(Template.parse("--key", "train_dataset").isConstant()).isTrue();
        assertThat(Template.parse("--key", "x{#row}").isConstant()).isFalse();
        assertThat(Template.parse("--key", "{b}{\"a c\"}{b}").columns()).containsExactly("b", "a c");
    }
}
