package dev.redkit.tail.form;

import dev.redkit.failure.UsageError;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Puts one value of a JSON payload in its place: {@code $.user.name}, {@code .items[0].id}, {@code ['odd name']}. Text
 * loses its quotes, other values stay JSON. A message that has no such value does not pass.
 */
public final class JsonPath implements Sieve {
    private static final JsonFactory JSON = new JsonFactory();

    private final List<Object> steps;
    private final Out out = new Out(1024);
    private final JsonText text = new JsonText(out);

    public JsonPath(String path) {
        steps = parse(path);
    }

    private static List<Object> parse(String path) {
        List<Object> steps = new ArrayList<>();
        int at = path.startsWith("$") ? 1 : 0;
        if (at == 0 && !path.startsWith(".") && !path.startsWith("[")) {
            return parse("." + path);
        }
        while (at < path.length()) {
            int end;
            if (path.charAt(at) == '.') {
                end = at + 1;
                while (end < path.length() && path.charAt(end) != '.' && path.charAt(end) != '[') {
                    end++;
                }
                steps.add(path.substring(at + 1, end));
            } else {
                int close = path.indexOf(']', at);
                end = close + 1;
                String inside = close < 0 || path.charAt(at) != '[' ? "" : path.substring(at + 1, close);
                steps.add(step(inside, path, at));
            }
            if (steps.get(steps.size() - 1).equals("")) {
                throw wrong(path, at);
            }
            at = end;
        }
        return steps;
    }

    private static Object step(String inside, String path, int at) {
        if (inside.matches("\\d{1,9}")) {
            return Integer.parseInt(inside);
        }
        if (inside.matches("'[^']+'|\"[^\"]+\"")) {
            return inside.substring(1, inside.length() - 1);
        }
        throw wrong(path, at);
    }

    private static UsageError wrong(String path, int at) {
        return new UsageError(
                "--json-path: '" + path + "' is not understood at character " + (at + 1),
                "as $.user.name, .items[0].id, ['odd name']");
    }

    @Override
    public boolean passes(Message message) {
        Slice payload = message.payload();
        try (JsonParser json =
                JSON.createParser(ObjectReadContext.empty(), payload.bytes(), payload.offset(), payload.length())) {
            json.nextToken();
            for (Object step : steps) {
                if (!enter(json, step)) {
                    return false;
                }
            }
            return take(json, payload);
        } catch (JacksonException e) {
            // What is not JSON has no such value.
            return false;
        }
    }

    private static boolean enter(JsonParser json, Object step) {
        if (step instanceof Integer index) {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                return false;
            }
            for (int i = 0; ; i++) {
                if (json.nextToken() == JsonToken.END_ARRAY) {
                    return false;
                }
                if (i == index) {
                    return true;
                }
                json.skipChildren();
            }
        }
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            boolean here = json.currentName().equals(step);
            json.nextToken();
            if (here) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private boolean take(JsonParser json, Slice payload) {
        if (json.currentToken() == null) {
            return false;
        }
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            payload.set(json.getString().getBytes(StandardCharsets.UTF_8));
            return true;
        }
        out.clear();
        JsonGenerator copy = text.generator();
        copy.copyCurrentStructureExact(json);
        copy.flush();
        payload.set(out.bytes(), 0, out.length());
        return true;
    }
}
