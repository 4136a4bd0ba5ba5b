package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import java.io.InputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads JSON, value by value. NaN and Infinity, which Python's json writes, are numbers. */
public final class Json {
    private static final int MOST_DEPTH = 64;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MOST_DEPTH)
                    .maxNumberLength(1_000)
                    .build())
            .build();

    private Json() {}

    /**
     * Reads one value, and that nothing follows.
     *
     * @param name what to call it before a user
     */
    public static void parse(String name, InputStream in, ValueEvents events) {
        run(name, FACTORY.createParser(ObjectReadContext.empty(), in), events);
    }

    public static void parse(String name, String text, ValueEvents events) {
        run(name, FACTORY.createParser(ObjectReadContext.empty(), text), events);
    }

    /** A small object as a map. */
    public static Map<?, ?> object(String name, byte[] bytes) {
        ValueTree tree = new ValueTree();
        run(name, FACTORY.createParser(ObjectReadContext.empty(), bytes), tree);
        if (!(tree.root().orElse(null) instanceof Map<?, ?>)) {
            throw new BadInput(name + " is JSON, but no object");
        }
        return tree.map();
    }

    /** A map as an object, in one line. */
    public static String text(Map<String, String> map) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            map.forEach(json::writeStringProperty);
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void run(String name, JsonParser parser, ValueEvents events) {
        try (parser) {
            int depth = 0;
            do {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    throw new IllegalArgumentException("the text ends too early");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                hand(token, parser, events);
            } while (depth > 0 || parser.currentToken() == JsonToken.PROPERTY_NAME);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("something follows the value");
            }
        } catch (JacksonException e) {
            throw new BadInput(name + " is no proper JSON: " + place(parser) + ": " + e.getOriginalMessage(), null, e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage() + ", at " + place(parser) + " of " + name, null, e);
        }
    }

    private static String place(JsonParser parser) {
        return "line " + parser.currentLocation().getLineNr() + ", column "
                + parser.currentLocation().getColumnNr();
    }

    private static void hand(JsonToken token, JsonParser parser, ValueEvents events) {
        switch (token) {
            case START_OBJECT -> events.beginObject();
            case END_OBJECT -> events.endObject();
            case START_ARRAY -> events.beginArray();
            case END_ARRAY -> events.endArray();
            case PROPERTY_NAME -> events.key(parser.currentName());
            case VALUE_STRING -> events.text(parser.getString());
            case VALUE_TRUE -> events.truth(true);
            case VALUE_FALSE -> events.truth(false);
            case VALUE_NULL -> events.nothing();
            case VALUE_NUMBER_FLOAT -> events.number(parser.getDoubleValue());
            case VALUE_NUMBER_INT -> integer(parser, events);
            default -> throw new IllegalArgumentException("an unknown token");
        }
    }

    private static void integer(JsonParser parser, ValueEvents events) {
        switch (parser.getNumberType()) {
            case INT, LONG -> events.number(parser.getLongValue());
            default -> events.number(new BigInteger(parser.getString()));
        }
    }
}
