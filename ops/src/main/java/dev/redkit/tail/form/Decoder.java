package dev.redkit.tail.form;

import dev.redkit.failure.UsageError;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/**
 * Opens payloads for reading: each step puts a plainer payload in place of the one before. What a step cannot read stays
 * as it is, and is counted. What comes out of a small payload is bounded, too.
 */
public final class Decoder implements Sieve {
    /** So large may a payload become. */
    static final int LARGEST = 64 * 1024 * 1024;

    /** The names of the steps, for messages and help. */
    public static final List<String> NAMES =
            List.of("gzip", "base64", "msgpack", "json", "f32", "protobuf:FILE#MESSAGE");

    /** One way of reading; puts what it read into {@code out}. Anything it throws means that it could not. */
    interface Step {
        void decode(Slice payload, Out out) throws IOException;
    }

    private static final JsonFactory JSON = new JsonFactory();

    private final Step step;
    private final Out out = new Out(8192);
    private long failed;

    private Decoder(Step step) {
        this.step = step;
    }

    /** The step of that name. */
    public static Decoder named(String name) {
        if (name.startsWith("protobuf:")) {
            return new Decoder(new ProtobufText(name.substring("protobuf:".length())));
        }
        return new Decoder(
                switch (name) {
                    case "gzip" -> Decoder::gunzip;
                    case "base64" -> Decoder::base64;
                    case "msgpack" -> MessagePackText::decode;
                    case "json" -> Decoder::pretty;
                    case "f32" -> Decoder::floats;
                    default ->
                        throw new UsageError(
                                "--decode: there is no '" + name + "'", "there are " + String.join(", ", NAMES));
                });
    }

    @Override
    public boolean passes(Message message) {
        out.clear();
        try {
            step.decode(message.payload(), out);
            message.payload().set(out.bytes(), 0, out.length());
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            failed++;
        }
        return true;
    }

    /** How many payloads could not be read. */
    public long failed() {
        return failed;
    }

    private static void gunzip(Slice payload, Out out) throws IOException {
        byte[] window = new byte[8192];
        try (GZIPInputStream in =
                new GZIPInputStream(new ByteArrayInputStream(payload.bytes(), payload.offset(), payload.length()))) {
            for (int got = in.read(window); got >= 0; got = in.read(window)) {
                out.put(window, 0, got);
                bounded(out);
            }
        }
    }

    static void bounded(Out out) throws IOException {
        if (out.length() > LARGEST) {
            throw new IOException("more than " + LARGEST + " bytes come out of it");
        }
    }

    private static void base64(Slice payload, Out out) {
        byte[] decoded = Base64.getDecoder().decode(payload.copy());
        out.put(decoded, 0, decoded.length);
    }

    private static void floats(Slice payload, Out out) throws IOException {
        if (payload.length() % Float.BYTES != 0) {
            throw new IOException("not a number of float32 values");
        }
        ByteBuffer values = ByteBuffer.wrap(payload.bytes(), payload.offset(), payload.length())
                .order(ByteOrder.LITTLE_ENDIAN);
        out.put('[');
        while (values.hasRemaining()) {
            out.put(Float.toString(values.getFloat()));
            if (values.hasRemaining()) {
                out.put(',');
            }
        }
        out.put(']');
    }

    private static void pretty(Slice payload, Out out) {
        PrettyPrinter printer = new DefaultPrettyPrinter();
        try (JsonParser json = JSON.createParser(
                        ObjectReadContext.empty(), payload.bytes(), payload.offset(), payload.length());
                JsonGenerator to = JSON.createGenerator(
                        new ObjectWriteContext.Base() {
                            @Override
                            public PrettyPrinter getPrettyPrinter() {
                                return printer;
                            }

                            @Override
                            public boolean hasPrettyPrinter() {
                                return true;
                            }
                        },
                        out)) {
            JsonToken first = json.nextToken();
            if (first == null) {
                throw new IllegalArgumentException("empty");
            }
            to.copyCurrentStructureExact(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("something follows after the value");
            }
        }
    }
}
