package dev.redkit.export;

import dev.redkit.entry.StreamState;
import dev.redkit.mapping.Utf8;
import java.io.OutputStream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/** JSON as it is written for entries: bytes as text or base64, scores with every digit, and what streams remember. */
final class JsonOutput {
    final JsonGenerator out;

    /** Writes to that stream, which stays open; values on the top level are parted by {@code separator}. */
    JsonOutput(OutputStream stream, String separator) {
        JsonFactory factory = JsonFactory.builder()
                .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
                .rootValueSeparator(separator)
                .build();
        out = factory.createGenerator(ObjectWriteContext.empty(), stream);
    }

    void string(byte[] bytes) {
        if (Utf8.isValid(bytes, 0, bytes.length)) {
            out.writeUTF8String(bytes, 0, bytes.length);
        } else {
            base64("$base64", bytes);
        }
    }

    void base64(String name, byte[] bytes) {
        out.writeStartObject();
        out.writeName(name);
        out.writeBinary(bytes);
        out.writeEndObject();
    }

    void number(double score) {
        String text = EntryCommands.scoreText(score);
        if (Double.isInfinite(score)) {
            out.writeString(text);
        } else {
            out.writeNumber(text);
        }
    }

    /** The fields and values of a message. */
    void pairs(byte[][] pairs) {
        out.writeStartArray();
        for (byte[] one : pairs) {
            string(one);
        }
        out.writeEndArray();
    }

    /** The properties of a stream, within its object. */
    void state(StreamState state) {
        out.writeStringProperty("lastId", state.lastId().toString());
        out.writeStringProperty("firstId", state.firstId().toString());
        out.writeStringProperty("maxDeletedId", state.maxDeletedId().toString());
        out.writeNumberProperty("entriesAdded", state.entriesAdded());
        out.writeName("groups");
        out.writeStartArray();
        state.groups().forEach(this::group);
        out.writeEndArray();
    }

    private void group(StreamState.Group group) {
        out.writeStartObject();
        out.writeName("name");
        string(group.name());
        out.writeStringProperty("lastDelivered", group.lastDelivered().toString());
        out.writeNumberProperty("entriesRead", group.entriesRead());
        out.writeName("consumers");
        out.writeStartArray();
        for (StreamState.Consumer consumer : group.consumers()) {
            out.writeStartArray();
            string(consumer.name());
            out.writeNumber(consumer.seenAt());
            out.writeNumber(consumer.activeAt());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeName("pending");
        out.writeStartArray();
        group.pending().forEach(this::pending);
        out.writeEndArray();
        out.writeEndObject();
    }

    private void pending(StreamState.Pending one) {
        out.writeStartArray();
        out.writeString(one.id().toString());
        string(one.consumer());
        out.writeNumber(one.deliveredAt());
        out.writeNumber(one.deliveries());
        out.writeEndArray();
    }
}
