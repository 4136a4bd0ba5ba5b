package dev.redkit.publish;

import dev.redkit.failure.BadInput;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One line of a capture, as {@code tail --save} writes it: {@code {"at": microseconds since its beginning, "channel": …,
 * "payload": …}}, where what is not UTF-8 is {@code {"$base64": …}}. Other members are passed over, and so are lines with
 * an {@code event}.
 */
public record Capture(long micros, byte[] channel, byte[] payload) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Null for a line that tells of something else than a message. */
    public static Capture read(byte[] line, String where) {
        long at = -1;
        byte[] channel = null;
        byte[] payload = null;
        boolean event = false;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), line)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new BadInput(where + ": not a JSON object");
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "at" -> at = json.getLongValue();
                    case "channel" -> channel = bytes(json, where);
                    case "payload" -> payload = bytes(json, where);
                    case "event" -> event = true;
                    default -> json.skipChildren();
                }
            }
        } catch (JacksonException e) {
            throw new BadInput(where + ": " + e.getOriginalMessage(), "a capture is what 'tail --save' writes", e);
        }
        if (event) {
            return null;
        }
        if (at < 0 || channel == null || payload == null) {
            throw new BadInput(where + ": at, channel or payload is missing", "a capture is what 'tail --save' writes");
        }
        return new Capture(at, channel, payload);
    }

    private static byte[] bytes(JsonParser json, String where) {
        if (json.currentToken() == JsonToken.VALUE_STRING) {
            return json.getString().getBytes(StandardCharsets.UTF_8);
        }
        byte[] decoded = null;
        if (json.currentToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("$base64")) {
                    decoded = decode(json.getString(), where);
                } else {
                    json.skipChildren();
                }
            }
        }
        if (decoded == null) {
            throw new BadInput(where + ": neither text nor $base64");
        }
        return decoded;
    }

    private static byte[] decode(String text, String where) {
        try {
            return Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw new BadInput(where + ": " + e.getMessage(), null, e);
        }
    }
}
