package dev.redkit.restore;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Copies a JSON text and masks members by their paths ({@code address.city}; elements of arrays count as the array). */
final class MaskedJson {
    private static final JsonFactory JSON = new JsonFactory();

    private final Pseudonyms pseudonyms;
    private final List<Mask> masks;

    MaskedJson(Pseudonyms pseudonyms, List<Mask> masks) {
        this.pseudonyms = pseudonyms;
        this.masks = masks;
    }

    /** The masked text; null when it is no JSON, so that nothing of it can be told apart. */
    byte[] of(byte[] text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length);
        try (JsonParser in = JSON.createParser(ObjectReadContext.empty(), text);
                JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            JsonToken first = in.nextToken();
            if (first != JsonToken.START_OBJECT && first != JsonToken.START_ARRAY) {
                return null;
            }
            value(in, json, "");
            if (in.nextToken() != null) {
                return null;
            }
        } catch (JacksonException e) {
            return null;
        }
        return out.toByteArray();
    }

    private void value(JsonParser in, JsonGenerator json, String path) {
        if (in.currentToken() == JsonToken.START_OBJECT) {
            json.writeStartObject();
            while (in.nextToken() != JsonToken.END_OBJECT) {
                member(in, json, path);
            }
            json.writeEndObject();
        } else if (in.currentToken() == JsonToken.START_ARRAY) {
            json.writeStartArray();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                value(in, json, path);
            }
            json.writeEndArray();
        } else {
            json.copyCurrentEventExact(in);
        }
    }

    private void member(JsonParser in, JsonGenerator json, String path) {
        String name = in.currentName();
        String below = path.isEmpty() ? name : path + "." + name;
        in.nextToken();
        Mask mask = masks.stream().filter(one -> one.means(below)).findFirst().orElse(null);
        if (mask == null) {
            json.writeName(name);
            value(in, json, below);
        } else if (mask.how() == Mask.How.DROP) {
            in.skipChildren();
        } else {
            json.writeName(name);
            masked(in, json, mask.how());
        }
    }

    /** All that is below it, too. */
    private void masked(JsonParser in, JsonGenerator json, Mask.How how) {
        switch (in.currentToken()) {
            case START_OBJECT -> {
                json.writeStartObject();
                while (in.nextToken() != JsonToken.END_OBJECT) {
                    json.writeName(in.currentName());
                    in.nextToken();
                    masked(in, json, how);
                }
                json.writeEndObject();
            }
            case START_ARRAY -> {
                json.writeStartArray();
                while (in.nextToken() != JsonToken.END_ARRAY) {
                    masked(in, json, how);
                }
                json.writeEndArray();
            }
            case VALUE_NULL -> json.writeNull();
            default -> {
                byte[] plain = in.getString().getBytes(StandardCharsets.UTF_8);
                json.writeString(new String(pseudonyms.of(plain, how), StandardCharsets.UTF_8));
            }
        }
    }
}
