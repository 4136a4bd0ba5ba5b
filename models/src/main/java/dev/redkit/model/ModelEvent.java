package dev.redkit.model;

import dev.redkit.wire.Reply;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Something that was done to a model.
 *
 * @param id its place in the stream of events; empty before it has one
 * @param version what it was done to; for {@link Kind#DELETE} of the whole model: empty
 * @param previous the version that was there before, if any
 * @param tag the tag that was moved or taken away, if any
 */
public record ModelEvent(String id, Kind kind, String model, String version, String previous, String tag) {
    /** What was done. */
    public enum Kind {
        /** A version is complete, and nothing points to it yet. */
        ADD,
        /** Another version is current. */
        PUBLISH,
        /** An earlier version is current again. */
        ROLLBACK,
        /** A tag points to another version. */
        TAG,
        UNTAG,
        DELETE
    }

    private static final JsonFactory FACTORY = new JsonFactory();
    private static final String KEPT = "1000";

    static ModelEvent of(Kind kind, ModelKeys keys, String version, String previous, String tag) {
        return new ModelEvent("", kind, keys.name(), version, previous == null ? "" : previous, tag == null ? "" : tag);
    }

    /** Says so in the stream and on the channel. */
    List<Masters.Command> commands(ModelKeys keys) {
        byte[][] fields = {
            Texts.bytes("MAXLEN"),
            Texts.bytes("~"),
            Texts.bytes(KEPT),
            Texts.bytes("*"),
            Texts.bytes("event"),
            Texts.bytes(word()),
            Texts.bytes("version"),
            Texts.bytes(version),
            Texts.bytes("previous"),
            Texts.bytes(previous),
            Texts.bytes("tag"),
            Texts.bytes(tag)
        };
        return List.of(
                Masters.Command.of("XADD", keys.events(), fields),
                Masters.Command.of("PUBLISH", keys.head(), Texts.bytes(json())));
    }

    public String word() {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /** In the form that goes over the channel. */
    public String json() {
        StringWriter text = new StringWriter(128);
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartObject();
            json.writeStringProperty("event", word());
            json.writeStringProperty("model", model);
            json.writeStringProperty("version", version);
            json.writeStringProperty("previous", previous);
            json.writeStringProperty("tag", tag);
            json.writeEndObject();
        }
        return text.toString();
    }

    /** One entry of the stream; null for one that is none of ours. */
    static ModelEvent read(String model, Reply entry) {
        Map<String, String> fields = Texts.fields(entry.items().get(1));
        for (Kind kind : Kind.values()) {
            if (kind.name().equalsIgnoreCase(fields.get("event"))) {
                return new ModelEvent(
                        entry.items().get(0).text(),
                        kind,
                        model,
                        fields.getOrDefault("version", ""),
                        fields.getOrDefault("previous", ""),
                        fields.getOrDefault("tag", ""));
            }
        }
        return null;
    }
}
