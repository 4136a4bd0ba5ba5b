package dev.redkit.load;

import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** A record as a line of JSON, for formats whose records have no bytes of their own to be written down. */
final class RecordText {
    private static final JsonFactory JSON = new JsonFactory();
    private static final Set<String> WITHOUT_BYTES = Set.of("xml", "jdbc");

    private RecordText() {}

    /** Whether records of a format are written down as JSON. */
    static boolean isNeededFor(String format) {
        return WITHOUT_BYTES.contains(format);
    }

    /** Gives a record the bytes that it lacks. */
    static void make(Row row) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            for (int i = 0; i < row.size(); i++) {
                if (!row.isNull(i)) {
                    json.writeName(row.columns().name(i));
                    field(json, row.type(i), row.copy(i));
                }
            }
            json.writeEndObject();
        }
        row.made(row.end(), text.toByteArray(), 0, text.size());
    }

    private static void field(JsonGenerator json, FieldType type, byte[] value) {
        if (type != FieldType.TEXT && type != FieldType.BYTES) {
            json.writeRawValue(new String(value, StandardCharsets.UTF_8));
            return;
        }
        try {
            json.writeString(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(value))
                    .toString());
        } catch (CharacterCodingException e) {
            json.writeStartObject();
            json.writeStringProperty("$base64", Base64.getEncoder().encodeToString(value));
            json.writeEndObject();
        }
    }
}
