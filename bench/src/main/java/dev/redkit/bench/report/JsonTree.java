package dev.redkit.bench.report;

import dev.redkit.failure.BadInput;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON document in memory, asked by name; a field of the wrong kind counts as absent. Result files are small, so a tree is
 * simpler than a stream. The parser bounds depth and lengths; complaints name the line and the column.
 */
public final class JsonTree {
    private static final JsonFactory JSON = new JsonFactory();

    private final String where;
    private final Object value;

    private JsonTree(String where, Object value) {
        this.where = where;
        this.value = value;
    }

    /** Reads one document; {@code name} is what a complaint calls it. */
    public static JsonTree read(InputStream in, String name) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), in)) {
            if (parser.nextToken() == null) {
                throw new BadInput(name + " is empty");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new BadInput(name + " goes on after its end, at " + place(parser));
            }
            return new JsonTree(name, value);
        } catch (StreamReadException e) {
            throw new BadInput(
                    name + " is not JSON: " + e.getOriginalMessage() + " at line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr(),
                    null,
                    e);
        } catch (JacksonIOException e) {
            throw new BadInput(name + " cannot be read: " + e.getOriginalMessage(), null, e);
        }
    }

    private static String place(JsonParser parser) {
        return "line " + parser.currentTokenLocation().getLineNr();
    }

    private static Object value(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Object> fields = new LinkedHashMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, value(parser));
                }
                yield fields;
            }
            case START_ARRAY -> {
                List<Object> items = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    items.add(value(parser));
                }
                yield items;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> Optional.empty();
            default -> parser.getString();
        };
    }

    /** The file. */
    public String where() {
        return where;
    }

    public Optional<JsonTree> field(String name) {
        Object found = value instanceof Map<?, ?> fields ? fields.get(name) : null;
        return found == null || found instanceof Optional ? Optional.empty() : Optional.of(new JsonTree(where, found));
    }

    /** The elements of an array; none where there is no array. */
    public List<JsonTree> items(String name) {
        List<JsonTree> items = new ArrayList<>();
        if (field(name).map(one -> one.value).orElse(null) instanceof List<?> all) {
            all.forEach(one -> items.add(new JsonTree(where, one)));
        }
        return items;
    }

    /** The names of an object, in their order. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        if (value instanceof Map<?, ?> fields) {
            fields.keySet().forEach(name -> names.add((String) name));
        }
        return names;
    }

    public String text(String name, String otherwise) {
        return field(name).map(one -> one.value).orElse(null) instanceof String text ? text : otherwise;
    }

    public double number(String name, double otherwise) {
        return field(name).map(one -> one.value).orElse(null) instanceof Double number ? number : otherwise;
    }

    public boolean flag(String name) {
        return field(name).map(one -> one.value).orElse(null) instanceof Boolean flag && flag;
    }

    /** This value as text; empty if it is none. */
    public String asText() {
        return value instanceof String text ? text : "";
    }

    Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        names().forEach(name -> texts.put(name, text(name, "")));
        return texts;
    }

    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        names().forEach(name -> numbers.put(name, number(name, Double.NaN)));
        return numbers;
    }
}
