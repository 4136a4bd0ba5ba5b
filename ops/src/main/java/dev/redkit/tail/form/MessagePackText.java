package dev.redkit.tail.form;

import dev.redkit.tail.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.msgpack.core.MessageFormat;
import org.msgpack.core.MessagePack;
import org.msgpack.core.MessagePackException;
import org.msgpack.core.MessageUnpacker;

/** MessagePack as JSON: binary values and extensions as {@code {"$base64": …}}, a map whose keys are no text cannot be shown. */
final class MessagePackText {
    private static final int DEEPEST = 200;

    private final MessageUnpacker unpacker;
    private final long whole;
    private final JsonText json;
    private final Slice slice = new Slice();

    private MessagePackText(MessageUnpacker unpacker, long whole, Out out) {
        this.unpacker = unpacker;
        this.whole = whole;
        this.json = new JsonText(out);
    }

    static void decode(Slice payload, Out out) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(payload.bytes(), payload.offset(), payload.length());
        try (MessageUnpacker unpacker = MessagePack.newDefaultUnpacker(bytes)) {
            MessagePackText text = new MessagePackText(unpacker, payload.length(), out);
            text.value(0);
            if (unpacker.hasNext()) {
                throw new IOException("something follows after the value");
            }
            text.json.generator().flush();
        } catch (MessagePackException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private void value(int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new IOException("nested deeper than " + DEEPEST);
        }
        MessageFormat format = unpacker.getNextFormat();
        switch (format.getValueType()) {
            case NIL -> {
                unpacker.unpackNil();
                json.generator().writeNull();
            }
            case BOOLEAN -> json.generator().writeBoolean(unpacker.unpackBoolean());
            case INTEGER -> json.generator().writeNumber(unpacker.unpackBigInteger());
            case FLOAT -> json.generator().writeNumber(unpacker.unpackDouble());
            case STRING -> bytes(unpacker.unpackRawStringHeader());
            case BINARY -> bytes(unpacker.unpackBinaryHeader());
            case EXTENSION -> bytes(unpacker.unpackExtensionTypeHeader().getLength());
            case ARRAY -> {
                int count = unpacker.unpackArrayHeader();
                json.generator().writeStartArray();
                for (int i = 0; i < count; i++) {
                    value(depth + 1);
                }
                json.generator().writeEndArray();
            }
            case MAP -> {
                int count = unpacker.unpackMapHeader();
                json.generator().writeStartObject();
                for (int i = 0; i < count; i++) {
                    key();
                    value(depth + 1);
                }
                json.generator().writeEndObject();
            }
        }
    }

    private void bytes(int length) throws IOException {
        slice.set(unpacker.readPayload(bounded(length)));
        json.value(slice);
    }

    /** A header may announce more than there is. */
    private int bounded(int length) throws IOException {
        if (length > whole - unpacker.getTotalReadBytes()) {
            throw new IOException("a value of " + length + " bytes");
        }
        return length;
    }

    private void key() throws IOException {
        if (!unpacker.getNextFormat().getValueType().isStringType()) {
            throw new IOException("a key that is no text");
        }
        slice.set(unpacker.readPayload(bounded(unpacker.unpackRawStringHeader())));
        json.name(slice);
    }
}
