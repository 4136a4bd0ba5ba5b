package dev.redkit.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redkit.failure.UsageError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionTest {
    private static final Map<String, Object> BINDINGS = bindings();

    private static Map<String, Object> bindings() {
        Map<String, Object> map = new HashMap<>();
        map.put("age", "42");
        map.put("count", 7);
        map.put("price", 2.5);
        map.put("first", "Ada");
        map.put("last", "Lovelace");
        map.put("none", null);
        map.put("type", "click");
        map.put("address.city", "Rome");
        map.put("raw", new byte[] {1, 2});
        map.put("tags", Arrays.asList("a", null, "c"));
        Map<String, Object> row = new HashMap<>();
        row.put("my column", "odd");
        row.put("gap", null);
        map.put("row", row);
        return map;
    }

    private static Object value(String text) throws EvaluationException {
        return Expression.compile("--set", text, BINDINGS.keySet()).evaluate(BINDINGS);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "int(age) >= 18 && first == \"Ada\" | true",
                "count > 2.5 | true",
                "price * 2.0 | 5.0",
                "double(age) / 8.0 | 5.25",
                "first + \" \" + last | Ada Lovelace",
                "none == null | true",
                "type == \"click\" | true",
                "address.city | Rome",
                "row[\"my column\"] | odd",
                "has(row.gap) && !has(row.hole) | true",
                "row.gap == null | true",
                "tags.exists(t, t == \"c\") | true",
                "tags[1] == null | true",
                "size(tags) | 3",
                "first.lowerAscii().startsWith(\"a\") | true",
                "last.matches(\"^L.*e$\") | true",
                "last.substring(0, 4).replace(\"o\", \"0\") | L0ve",
                "[\"a\", \"b\"].join(\"-\") | a-b",
                "math.greatest(count, 9) | 9",
                "base64.encode(raw) | AQI=",
                "string(count) + \"!\" | 7!",
                "int(age) % 10 | 2",
                "int(age) > 40 ? \"old\" : \"young\" | old",
                "duration(\"90m\") > duration(\"1h\") | true",
                "18446744073709551615u | 18446744073709551615",
            })
    void computes(String text, String expected) throws EvaluationException {
        assertThat(String.valueOf(value(text))).isEqualTo(expected);
    }

    static Stream<Arguments> documented() throws IOException {
        return Files.readAllLines(Path.of("../docs/expressions.md")).stream()
                .map(line -> Pattern.compile("\\| `(.*)` \\| `(.*)` \\|").matcher(line))
                .filter(Matcher::matches)
                .map(matcher -> Arguments.of(
                        matcher.group(1).replace("\\|", "|"), matcher.group(2).replace("\\|", "|")));
    }

    @ParameterizedTest
    @MethodSource("documented")
    void examplesOfTheDocumentationHold(String text, String expected) throws EvaluationException {
        Map<String, Object> bindings = new HashMap<>(BINDINGS);
        bindings.put("tags", List.of("a", "b"));
        bindings.put("city", null);
        bindings.put("row", new LazyMap(() -> List.of("first", "city"), BINDINGS::get));
        Object value = Expression.compile("--set", text, bindings.keySet()).evaluate(bindings);
        assertThat(String.valueOf(value)).isEqualTo(expected);
    }

    @Test
    void givesListsMapsBytesAndTimes() throws EvaluationException {
        assertThat(value("{\"n\": count, \"l\": [first, null]}"))
                .isEqualTo(Map.of("n", 7L, "l", Arrays.asList("Ada", null)));
        assertThat((byte[]) value("raw")).containsExactly(1, 2);
        assertThat(value("timestamp(\"2030-01-01T00:00:00Z\")")).isEqualTo(Instant.parse("2030-01-01T00:00:00Z"));
        assertThat(value("none")).isNull();
    }

    @Test
    void asksOnlyForWhatItNeeds() throws EvaluationException {
        List<String> asked = new ArrayList<>();
        Expression expression = Expression.compile("--where", "count > 1 || first == \"x\"", BINDINGS.keySet());
        assertThat(expression.names()).containsExactlyInAnyOrder("count", "first");
        assertThat(expression.test(name -> {
                    asked.add(name);
                    return BINDINGS.get(name);
                }))
                .isTrue();
        assertThat(asked).containsExactly("count");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "agee > 1 | --where 'agee > 1': there is no 'agee' (at character 1)",
                "count > 1 && lost | --where 'count > 1 && lost': there is no 'lost' (at character 14)",
                "\"20\" < 18 | --where '\"20\" < 18': '<' does not take (string, int) (at character 6)",
                "\"yes\" | --where '\"yes\"' is not true or false, but string",
            })
    void namesThePositionOfWhatIsWrong(String text, String message) {
        assertThatThrownBy(() ->
                        Expression.compile("--where", text, BINDINGS.keySet()).condition())
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }

    @Test
    void suggestsTheNameThatWasMeant() {
        assertThatThrownBy(() -> Expression.compile("--where", "cuont > 1", List.of("count", "age")))
                .isInstanceOfSatisfying(
                        UsageError.class,
                        e -> assertThat(e.hint()).contains("did you mean 'count'? the names are: count, age"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "int(first) > 1 | --set: it cannot be converted: For input string: \"Ada\" (at character 4)",
                "age > 1 | --set: '>' does not take such values: numbers come of text by int(x) or double(x) (at character 5)",
                "count / 0 | --set: division by zero (at character 7)",
                "row.hole | --set: key 'hole' is not present in map. (at character 4)",
            })
    void saysWhyThereIsNoValue(String text, String message) {
        assertThatThrownBy(() -> value(text))
                .isInstanceOf(EvaluationException.class)
                .hasMessage(message);
    }

    @Test
    void conditionsMustComeOutTrueOrFalse() {
        Expression dynamic =
                Expression.compile("--where", "first", BINDINGS.keySet()).condition();
        assertThatThrownBy(() -> dynamic.test(BINDINGS))
                .isInstanceOf(EvaluationException.class)
                .hasMessage("--where: it is not true or false, but string");
    }

    @Test
    void namesMayBeUnknownUntilTheDataComes() throws EvaluationException {
        Expression open = Expression.compileOpen("--where", "json.user.id == 5 && type(json) == map");
        byte[] bytes = "{\"user\":{\"id\":5,\"x\":null}}".getBytes(StandardCharsets.UTF_8);
        Object json = JsonValue.parse(bytes, 0, bytes.length);
        assertThat(open.test(Map.of("json", json))).isTrue();
        assertThat(Expression.compileOpen("--where", "nothing == null").test(Map.of()))
                .isTrue();
    }

    @Test
    void columnsOfAnyNameDoNoHarm() throws EvaluationException {
        List<String> odd =
                List.of("in", "my col", "", "é", "a..b", "1", "int", "size", "true", "@result", "x.in", "ok");
        assertThat(Expression.compile("--where", "ok == 1", odd).test(Map.of("ok", 1)))
                .isTrue();
        assertThat(Expression.compile("--where", "size == 1 && int(\"1\") == 1", odd)
                        .test(Map.of("size", 1)))
                .isTrue();
    }

    @Test
    void expressionsAreBounded() {
        String list = "[1,1,1,1,1,1,1,1,1,1]";
        StringBuilder nested = new StringBuilder("1 == 1");
        for (int i = 0; i < 8; i++) {
            nested.insert(0, list + ".all(x" + i + ", ").append(")");
        }
        assertThatThrownBy(() -> value(nested.toString())).isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> value("(".repeat(10_000) + "1" + ")".repeat(10_000)))
                .isInstanceOf(UsageError.class);
    }

    @Test
    void onlyUsageErrorsComeOfAnyText() {
        Random random = new Random(5);
        String letters = "a1 .\"'+-*/%()[]{}<>=!&|?:,\\trueinhasexists\n\0é";
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                Expression.compile("--where", text.toString(), List.of("a", "t"))
                        .evaluate(Map.of("a", 1L));
            } catch (UsageError | EvaluationException e) {
                assertThat(e).hasMessageStartingWith("--where");
            }
        }
    }
}
