package dev.redkit.expression;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;

/** JSON text as a value for an expression: maps, lists, text, numbers, true, false, null. */
public final class JsonValue {
    /** Deeper documents are no JSON that anyone computes with, and would exhaust the stack. */
    private static final int MAX_DEPTH = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(TokenStreamFactory.Feature.CHARSET_DETECTION)
            .disable(TokenStreamFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonValue() {}

    /**
     * Reads one value. Whole numbers beyond 64 bits become doubles.
     *
     * @throws EvaluationException for what is not JSON, naming the offset
     */
    public static Object parse(byte[] array, int offset, int length) throws EvaluationException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), array, offset, length)) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new EvaluationException("it is not JSON: it is empty", null);
            }
            Object value = value(parser, token);
            if (parser.nextToken() != null) {
                throw new EvaluationException("it is not JSON: something follows after the value", null);
            }
            return value;
        } catch (JacksonException e) {
            throw new EvaluationException("it is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Object value(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case VALUE_NUMBER_INT -> integer(parser);
            default -> parser.getDoubleValue();
        };
    }

    private static Object integer(JsonParser parser) {
        JsonParser.NumberType type = parser.getNumberType();
        return type == JsonParser.NumberType.BIG_INTEGER ? (Object) parser.getDoubleValue() : parser.getLongValue();
    }

    private static Map<String, Object> object(JsonParser parser) {
        Map<String, Object> members = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            members.put(name, value(parser, parser.nextToken()));
        }
        return members;
    }

    private static List<Object> array(JsonParser parser) {
        List<Object> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(value(parser, token));
        }
        return items;
    }
}
