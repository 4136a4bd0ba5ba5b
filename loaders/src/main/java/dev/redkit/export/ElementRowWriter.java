package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.keyspace.Gone;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * Entries of any kind as delimited text, a row for each element; {@link ElementRowSource} makes the same entries again.
 *
 * <pre>
 *   type     name              value
 *   string                     the text (of a long one a piece, with its offset as name)
 *   list                       an item
 *   set                        a member
 *   zset     a member          its score
 *   hash     a field           its value; field_expire_at when it expires
 *   stream   a message's id    its fields and values, as a JSON array
 *   stream                     what it remembers besides, as a JSON object
 *   module                     what DUMP gives, in base64
 *   gone                       the key vanished while it was written: its rows before this one are void
 * </pre>
 */
public final class ElementRowWriter implements EntryWriter {
    static final List<String> COLUMNS = List.of("key", "type", "expire_at", "name", "value", "field_expire_at");

    private final Delimited out;
    private final boolean expiries;

    public ElementRowWriter(OutputStream out, byte delimiter, boolean expiries) throws IOException {
        this.out = new Delimited(out, delimiter);
        this.expiries = expiries;
        for (String column : COLUMNS) {
            this.out.field(column);
        }
        this.out.endOfRow();
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        try {
            entry.value().walk(new Rows(entry));
        } catch (Gone e) {
            row(entry, "gone", null, null, Entry.NEVER);
            throw e;
        }
        return true;
    }

    private void row(Entry entry, String type, byte[] name, byte[] value, long fieldExpireAt) throws IOException {
        out.field(entry.key());
        out.field(type);
        time(entry.expireAt());
        out.field(name);
        out.field(value);
        time(fieldExpireAt);
        out.endOfRow();
    }

    private void time(long expireAt) throws IOException {
        if (expiries && expireAt != Entry.NEVER) {
            out.number(expireAt);
        } else {
            out.nothing();
        }
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }

    private final class Rows implements ValueWalker {
        private final Entry entry;
        private final String type;

        Rows(Entry entry) {
            this.entry = entry;
            this.type = entry.value().kind().word();
        }

        private void add(byte[] name, byte[] value) throws IOException {
            row(entry, type, name, value, Entry.NEVER);
        }

        @Override
        public boolean takesPieces() {
            return true;
        }

        @Override
        public void text(byte[] value) throws IOException {
            add(null, value);
        }

        @Override
        public void piece(byte[] piece, long offset) throws IOException {
            add(ascii(Long.toString(offset)), piece);
        }

        @Override
        public void item(byte[] item) throws IOException {
            add(null, item);
        }

        @Override
        public void scored(byte[] member, double score) throws IOException {
            add(member, ascii(EntryCommands.scoreText(score)));
        }

        @Override
        public void field(byte[] name, byte[] value, long expireAt) throws IOException {
            row(entry, type, name, value, expireAt);
        }

        @Override
        public void message(StreamId id, byte[][] pairs) throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            JsonOutput json = new JsonOutput(text, "");
            json.pairs(pairs);
            json.out.close();
            add(ascii(id.toString()), text.toByteArray());
        }

        @Override
        public void stream(StreamState state) throws IOException {
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            JsonOutput json = new JsonOutput(text, "");
            json.out.writeStartObject();
            json.state(state);
            json.out.writeEndObject();
            json.out.close();
            add(null, text.toByteArray());
        }

        @Override
        public void payload(byte[] dump) throws IOException {
            add(null, Base64.getEncoder().encode(dump));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
