package dev.redkit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

class JsonStringsTest {
    private static String utf8(String text) throws IOException {
        Reading read = Reading.of(Reading.open(
                ("{\"a\":\"" + text + "\",\"b\":\"\\n\"}").getBytes(StandardCharsets.UTF_8),
                SourceOptions.DEFAULTS.withFormat("jsonl")));
        return read.records.isEmpty()
                ? null
                : new String(read.records.get(0).get(0).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Test
    void unescapes() throws IOException {
        assertThat(utf8("\\\"\\\\\\/\\b\\f\\n\\r\\t")).isEqualTo("\"\\/\b\f\n\r\t");
        assertThat(utf8("Zo\u00eb \\u00eb \\u20ac \\ud83d\\ude00 \ud83d\ude00"))
                .isEqualTo("Zo\u00eb \u00eb \u20ac \ud83d\ude00 \ud83d\ude00");
        assertThat(utf8("\\u0000x")).isEqualTo("\0x");
        assertThat(utf8("\\ud83dx\\ude00")).isEqualTo("\ufffdx\ufffd");
        assertThat(utf8("\\x")).isNull();
        assertThat(utf8("\\u12g4")).isNull();
    }

    @Test
    void readsAnyTextAsTheParserDoes() throws IOException {
        Random random = new Random(19);
        List<String> pieces = List.of(
                "a",
                "long enough for a word",
                "\\\\",
                "\\\"",
                "\\u00e9",
                "\u20ac",
                "\\ud83d\\ude00",
                "\\/",
                "\\n",
                "\\",
                "u12");
        for (int round = 0; round < 3000; round++) {
            StringBuilder text = new StringBuilder();
            for (int left = random.nextInt(6); left > 0; left--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            assertThat(utf8(text.toString())).as(text.toString()).isEqualTo(byParser(text.toString()));
        }
    }

    private static String byParser(String text) {
        try (JsonParser parser =
                new JsonFactory().createParser(ObjectReadContext.empty(), "{\"a\":\"" + text + "\",\"b\":\"\\n\"}")) {
            parser.nextToken();
            parser.nextToken();
            parser.nextToken();
            String read = parser.getString();
            while (parser.nextToken() != null) {
                // To its end, where it may be broken.
            }
            return read.codePoints()
                    .map(c -> c <= Character.MAX_SURROGATE && c >= Character.MIN_SURROGATE ? 0xfffd : c)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        } catch (StreamReadException e) {
            return null;
        }
    }
}
