package dev.redkit.tail.form;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Slice;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.SerializableString;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON objects into an {@link Out}, from bytes: text where they are UTF-8, {@code {"$base64": …}} where not. */
public final class JsonText {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final JsonGenerator json;

    public JsonText(Out out) {
        json = JSON.createGenerator(
                new ObjectWriteContext.Base() {
                    @Override
                    public SerializableString getRootValueSeparator(SerializableString otherwise) {
                        return null;
                    }
                },
                out);
    }

    /** For what this class has no word for; {@link #end} writes it out. */
    JsonGenerator generator() {
        return json;
    }

    public void begin() {
        json.writeStartObject();
    }

    public void member(Slice name, Slice value) {
        name(name);
        value(value);
    }

    void name(Slice name) {
        if (Utf8.valid(name)) {
            json.writeName(name.text());
        } else {
            json.writeName(new String(name.bytes(), name.offset(), name.length(), StandardCharsets.ISO_8859_1));
        }
    }

    public void member(String name, Slice value) {
        json.writeName(name);
        value(value);
    }

    public void member(String name, long value) {
        json.writeNumberProperty(name, value);
    }

    void value(Slice slice) {
        if (Utf8.valid(slice)) {
            json.writeUTF8String(slice.bytes(), slice.offset(), slice.length());
        } else {
            json.writeStartObject();
            json.writeName("$base64");
            json.writeBinary(slice.bytes(), slice.offset(), slice.length());
            json.writeEndObject();
        }
    }

    /** The record of a gap, the same wherever there is one. */
    public void gap(Gap gap) {
        json.writeStartObject();
        json.writeStringProperty("event", "gap");
        json.writeStringProperty("time", Stamp.rfc3339(gap.micros()));
        json.writeName("seconds");
        json.writeNumber(gap.seconds());
        json.writeStringProperty("node", gap.node());
        json.writeStringProperty("cause", gap.cause());
        if (gap.lost() >= 0) {
            json.writeNumberProperty("lost", gap.lost());
        }
        end();
    }

    public void end() {
        json.writeEndObject();
        json.flush();
    }
}
