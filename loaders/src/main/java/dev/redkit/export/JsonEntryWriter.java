package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.keyspace.Gone;
import dev.redkit.mapping.Utf8;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Entries as JSON, one on each line, of which {@link EntryReader} makes the same again:
 *
 * <pre>{@code
 * {"key":"user:1","type":"hash","expireAt":1790000000000,"value":{"name":"Ada"}}
 *   string  "text"                      a long one: ["first piece","second piece"]
 *   list    ["a","b"]        set  the same
 *   zset    [["member",1.5],["top","inf"]]
 *   hash    {"field":"value"}           with names that are no text, or big: [["field","value",fieldExpireAt?],…]
 *   stream  {"messages":[["1-1",["f","v"]]],"lastId":"1-1",…,"groups":[…]}
 *   module  {"$dump":"base64 of what DUMP gives"}
 * }</pre>
 *
 * Bytes that are not UTF-8 are {@code {"$base64":"…"}} wherever a text can be. A key that vanished while it was written
 * ends with {@code "gone":true}.
 */
public final class JsonEntryWriter implements EntryWriter {
    /** Up to how many fields of a hash are looked at before it is decided how they are written. */
    private static final int LOOK_AHEAD = 1000;

    private static final int LOOK_AHEAD_BYTES = 256 << 10;

    private final OutputStream out;
    private final JsonOutput json;
    private final boolean array;
    private final boolean expiries;
    private long count;

    /** {@code array} makes one JSON array of all entries; else each line stands for itself. */
    public JsonEntryWriter(OutputStream out, boolean array, boolean expiries) throws IOException {
        this.out = out;
        this.array = array;
        this.expiries = expiries;
        json = new JsonOutput(out, array ? ",\n" : "\n");
        if (array) {
            out.write('[');
            out.write('\n');
        }
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        try {
            count++;
            writeEntry(entry);
            return true;
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
    }

    private void writeEntry(Entry entry) throws IOException {
        json.out.writeStartObject();
        json.out.writeName("key");
        json.string(entry.key());
        json.out.writeStringProperty("type", entry.value().kind().word());
        if (entry.db() != 0) {
            json.out.writeNumberProperty("db", entry.db());
        }
        if (expiries && entry.expires()) {
            json.out.writeNumberProperty("expireAt", entry.expireAt());
        }
        json.out.writeName("value");
        writeValue(entry);
        json.out.writeEndObject();
    }

    private void writeValue(Entry entry) throws IOException {
        Body body = body(entry.value().kind());
        try {
            entry.value().walk(body);
            body.close();
        } catch (Gone e) {
            body.close();
            json.out.writeBooleanProperty("gone", true);
            json.out.writeEndObject();
            throw e;
        }
    }

    private Body body(Kind kind) {
        return switch (kind) {
            case STRING, MODULE -> new TextBody();
            case LIST, SET, ZSET -> new ItemsBody();
            case HASH -> new HashBody();
            case STREAM -> new StreamBody();
        };
    }

    @Override
    public void end() throws IOException {
        end(json, out, array, count);
    }

    /** The end of a text with so many values on its top level. */
    static void end(JsonOutput json, OutputStream out, boolean array, long count) throws IOException {
        try {
            json.out.close();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        if (array && count > 0) {
            out.write('\n');
        }
        if (array) {
            out.write(']');
        }
        if (array || count > 0) {
            out.write('\n');
        }
        out.flush();
    }

    /** What stands behind {@code "value":}; closed also when the walk ended early. */
    private interface Body extends ValueWalker {
        void close();
    }

    private final class TextBody implements Body {
        private boolean any;
        private boolean pieces;
        /** The beginning of a letter at the end of a piece, which belongs to the next. */
        private byte[] rest = {};

        @Override
        public boolean takesPieces() {
            return true;
        }

        @Override
        public void text(byte[] value) {
            any = true;
            json.string(value);
        }

        @Override
        public void payload(byte[] dump) {
            any = true;
            json.base64("$dump", dump);
        }

        @Override
        public void piece(byte[] piece, long offset) {
            if (!pieces) {
                any = true;
                pieces = true;
                json.out.writeStartArray();
            }
            byte[] all = Arrays.copyOf(rest, rest.length + piece.length);
            System.arraycopy(piece, 0, all, rest.length, piece.length);
            int cut = cut(all);
            rest = Arrays.copyOfRange(all, cut, all.length);
            json.string(Arrays.copyOf(all, cut));
        }

        /** Where the last letter begins, if that is not all there. */
        private static int cut(byte[] bytes) {
            for (int back = 1; back <= Math.min(3, bytes.length); back++) {
                int one = bytes[bytes.length - back] & 0xff;
                if (one >= 0xc0) {
                    int octets = one >= 0xf0 ? 4 : one >= 0xe0 ? 3 : 2;
                    return octets > back ? bytes.length - back : bytes.length;
                } else if (one < 0x80) {
                    return bytes.length;
                }
            }
            return bytes.length;
        }

        @Override
        public void close() {
            if (!any) {
                json.out.writeNull();
            } else if (pieces) {
                if (rest.length > 0) {
                    json.string(rest);
                }
                json.out.writeEndArray();
            }
        }
    }

    private final class ItemsBody implements Body {
        ItemsBody() {
            json.out.writeStartArray();
        }

        @Override
        public void item(byte[] item) {
            json.string(item);
        }

        @Override
        public void scored(byte[] member, double score) {
            json.out.writeStartArray();
            json.string(member);
            json.number(score);
            json.out.writeEndArray();
        }

        @Override
        public void close() {
            json.out.writeEndArray();
        }
    }

    /** The first fields are held back until it is seen which form does for them. */
    private final class HashBody implements Body {
        private record Field(byte[] name, byte[] value, long expireAt) {}

        private List<Field> held = new ArrayList<>();
        private long heldBytes;

        @Override
        public void field(byte[] name, byte[] value, long expireAt) {
            Field field = new Field(name, value, expireAt);
            if (held == null) {
                writeTriple(field);
                return;
            }
            held.add(field);
            heldBytes += name.length + value.length;
            boolean plain = (!expiries || expireAt == Entry.NEVER) && Utf8.isValid(name, 0, name.length);
            if (!plain || held.size() > LOOK_AHEAD || heldBytes > LOOK_AHEAD_BYTES) {
                json.out.writeStartArray();
                held.forEach(this::writeTriple);
                held = null;
            }
        }

        private void writeTriple(Field field) {
            json.out.writeStartArray();
            json.string(field.name);
            json.string(field.value);
            if (expiries && field.expireAt != Entry.NEVER) {
                json.out.writeNumber(field.expireAt);
            }
            json.out.writeEndArray();
        }

        @Override
        public void close() {
            if (held == null) {
                json.out.writeEndArray();
                return;
            }
            json.out.writeStartObject();
            for (Field field : held) {
                json.out.writeName(new String(field.name, StandardCharsets.UTF_8));
                json.string(field.value);
            }
            json.out.writeEndObject();
        }
    }

    private final class StreamBody implements Body {
        private boolean inMessages = true;

        StreamBody() {
            json.out.writeStartObject();
            json.out.writeName("messages");
            json.out.writeStartArray();
        }

        @Override
        public void message(StreamId id, byte[][] pairs) {
            json.out.writeStartArray();
            json.out.writeString(id.toString());
            json.pairs(pairs);
            json.out.writeEndArray();
        }

        @Override
        public void stream(StreamState state) {
            json.out.writeEndArray();
            inMessages = false;
            json.state(state);
        }

        @Override
        public void close() {
            if (inMessages) {
                json.out.writeEndArray();
            }
            json.out.writeEndObject();
        }
    }
}
