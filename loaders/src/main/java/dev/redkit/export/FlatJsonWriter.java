package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import dev.redkit.mapping.Utf8;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Hashes as plain JSON records: {@code {"key":"user:1","name":"Ada"}}, as any program reads them. Entries of other kinds,
 * and hashes with a field whose name is no text, are not taken.
 */
public final class FlatJsonWriter implements EntryWriter {
    private final OutputStream out;
    private final JsonOutput json;
    private final boolean array;
    private final boolean expiries;
    private final Set<ByteBuffer> wanted;
    private long count;

    /** {@code fields} are those to write, null for all. */
    public FlatJsonWriter(OutputStream out, boolean array, List<byte[]> fields, boolean expiries) throws IOException {
        this.out = out;
        this.array = array;
        this.expiries = expiries;
        this.wanted = fields == null ? null : new HashSet<>();
        if (fields != null) {
            fields.forEach(field -> wanted.add(ByteBuffer.wrap(field)));
        }
        json = new JsonOutput(out, array ? ",\n" : "\n");
        if (array) {
            out.write('[');
            out.write('\n');
        }
    }

    private boolean wants(byte[] field) {
        return wanted == null || wanted.contains(ByteBuffer.wrap(field));
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        if (entry.value().kind() != Kind.HASH) {
            return false;
        }
        Look look = new Look();
        entry.value().walk(look);
        if (!look.allText) {
            return false;
        }
        count++;
        try {
            writeRecord(entry, look);
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        return true;
    }

    private void writeRecord(Entry entry, Look look) throws IOException {
        json.out.writeStartObject();
        json.out.writeName(look.free("key"));
        json.string(entry.key());
        if (expiries && entry.expires()) {
            json.out.writeNumberProperty(look.free("expire_at"), entry.expireAt());
        }
        try {
            entry.value().walk(new ValueWalker() {
                @Override
                public void field(byte[] name, byte[] value, long expireAt) {
                    if (wants(name)) {
                        json.out.writeName(new String(name, StandardCharsets.UTF_8));
                        json.string(value);
                    }
                }
            });
        } finally {
            // A record has no place for the remark that its key vanished; what is there of it is well-formed.
            json.out.writeEndObject();
        }
    }

    @Override
    public void end() throws IOException {
        JsonEntryWriter.end(json, out, array, count);
    }

    /** A first walk, to see which names are taken. Of a hash's names only those that are like ours are kept. */
    private final class Look implements ValueWalker {
        private final Set<String> taken = new HashSet<>();
        private boolean allText = true;

        @Override
        public void field(byte[] name, byte[] value, long expireAt) {
            if (wants(name)) {
                allText &= Utf8.isValid(name, 0, name.length);
                String text = new String(name, StandardCharsets.UTF_8);
                if (text.matches("_*(key|expire_at)")) {
                    taken.add(text);
                }
            }
        }

        /** A name that no field has. */
        String free(String wish) {
            String name = wish;
            while (taken.contains(name)) {
                name = "_" + name;
            }
            return name;
        }
    }
}
