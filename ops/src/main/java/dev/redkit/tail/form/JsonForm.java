package dev.redkit.tail.form;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.SerializableString;
import tools.jackson.core.io.SerializedString;

/**
 * An object for each message, one per line, or all in one array. Its shape is public: time, channel, pattern (if it came
 * by one), id (of a stream's entry), payload; {@code {"$base64": …}} for what is not UTF-8. A gap is an object with
 * {@code "event":"gap"}.
 */
final class JsonForm implements MessageForm {
    private static final SerializableString TIME = new SerializedString("time");
    private static final SerializableString CHANNEL = new SerializedString("channel");
    private static final SerializableString PATTERN = new SerializedString("pattern");
    private static final SerializableString ID = new SerializedString("id");
    private static final SerializableString PAYLOAD = new SerializedString("payload");

    private final boolean lines;
    private final boolean embedded;
    private final Stamp.Writer stamp;
    private JsonText text;
    private JsonGenerator json;
    private Out target;
    private boolean first = true;

    /** {@code embedded}: the payload is JSON itself, and stands as it is. */
    JsonForm(boolean lines, Stamp stamp, boolean embedded) {
        this.lines = lines;
        this.embedded = embedded;
        this.stamp = new Stamp.Writer(stamp == Stamp.NONE ? Stamp.RFC3339 : stamp);
    }

    @Override
    public void begin(Out out) {
        if (!lines) {
            out.put('[');
        }
    }

    @Override
    public void end(Out out) {
        if (!lines) {
            out.put(first ? "]\n" : "\n]\n");
        }
    }

    private JsonGenerator to(Out out) {
        if (target != out) {
            target = out;
            text = new JsonText(out);
            json = text.generator();
        }
        if (!lines) {
            out.put(first ? "\n" : ",\n");
        }
        first = false;
        return json;
    }

    private void done(Out out) {
        json.flush();
        if (lines) {
            out.put('\n');
        }
    }

    @Override
    public void message(Message message, Out out) {
        JsonGenerator to = to(out);
        to.writeStartObject();
        to.writeName(TIME);
        to.writeString(stamp.text(message.micros()));
        to.writeName(CHANNEL);
        text.value(message.channel());
        if (message.pattern().present()) {
            to.writeName(PATTERN);
            text.value(message.pattern());
        }
        if (message.id().present()) {
            to.writeName(ID);
            text.value(message.id());
        }
        to.writeName(PAYLOAD);
        if (embedded) {
            to.writeRawValue(message.payload().text());
        } else {
            text.value(message.payload());
        }
        to.writeEndObject();
        done(out);
    }

    @Override
    public void gap(Gap gap, Out out) {
        to(out);
        text.gap(gap);
        done(out);
    }
}
