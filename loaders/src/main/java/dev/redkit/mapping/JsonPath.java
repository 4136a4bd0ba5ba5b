package dev.redkit.mapping;

import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/** Names inside of JSON text: {@code address.city}, {@code tags.0}. */
final class JsonPath {
    /** Always UTF-8, for only that is read with offsets of bytes; texts and numbers are as long as they are. */
    static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** The whole of the text. */
    static final JsonPath HERE = new JsonPath(List.of());

    private final List<String> steps;

    private JsonPath(List<String> steps) {
        this.steps = List.copyOf(steps);
    }

    static JsonPath parse(String path) {
        return new JsonPath(List.of(path.split("\\.", -1)));
    }

    /** Narrows JSON text to the value at this path: a string's text, or else the JSON of it; null if there is none. */
    void find(Slice json) {
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), json.array, json.offset, json.length)) {
            JsonToken token = parser.nextToken();
            for (String step : steps) {
                token = step(parser, token, step);
                if (token == null) {
                    json.setNull();
                    return;
                }
            }
            take(parser, token, json);
        } catch (StreamReadException | JacksonIOException e) {
            json.setNull();
        }
    }

    /** Enters an object or array; the token of the value there, or null. */
    private static JsonToken step(JsonParser parser, JsonToken token, String step) {
        if (token == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean found = parser.currentName().equals(step);
                JsonToken value = parser.nextToken();
                if (found) {
                    return value;
                }
                parser.skipChildren();
            }
        } else if (token == JsonToken.START_ARRAY && step.matches("\\d{1,9}")) {
            int left = Integer.parseInt(step);
            for (JsonToken item = parser.nextToken(); item != JsonToken.END_ARRAY; item = parser.nextToken()) {
                if (left-- == 0) {
                    return item;
                }
                parser.skipChildren();
            }
        }
        return null;
    }

    /** Narrows the text to the value that the parser has just come to. */
    static void take(JsonParser parser, JsonToken token, Slice json) {
        if (token == JsonToken.VALUE_NULL) {
            json.setNull();
        } else if (token == JsonToken.VALUE_STRING) {
            json.set(parser.getString());
        } else if (token.isStructStart()) {
            int start = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getByteOffset();
            json.set(json.array, json.offset + start, end - start);
        } else {
            json.set(parser.getString());
        }
    }
}
