package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hashes as the rows of a table: a column for the key, one for when it expires, and one for each field. A field that a
 * hash does not have is null. Other fields than those of the columns, and the expiries of fields, are left out; entries
 * that are no hash are not taken.
 */
public final class HashRowWriter implements EntryWriter {
    private final Delimited out;
    private final boolean expiries;
    private final Map<ByteBuffer, Integer> indexes = new HashMap<>();
    private final byte[][] values;

    /** {@code expiries} adds the column for when keys expire. */
    public HashRowWriter(OutputStream out, byte delimiter, List<byte[]> fields, boolean expiries) throws IOException {
        this.out = new Delimited(out, delimiter);
        this.expiries = expiries;
        for (byte[] field : fields) {
            indexes.putIfAbsent(ByteBuffer.wrap(field), indexes.size());
        }
        this.values = new byte[indexes.size()][];
        header(fields);
    }

    private void header(List<byte[]> fields) throws IOException {
        out.field(free("key"));
        if (expiries) {
            out.field(free("expire_at"));
        }
        int next = 0;
        for (byte[] field : fields) {
            if (indexes.get(ByteBuffer.wrap(field)) == next) {
                out.field(field);
                next++;
            }
        }
        out.endOfRow();
    }

    /** A name for a column of ours that no field has. */
    private String free(String wanted) {
        String name = wanted;
        while (indexes.containsKey(ByteBuffer.wrap(EntryCommands.ascii(name)))) {
            name = "_" + name;
        }
        return name;
    }

    @Override
    public boolean write(Entry entry) throws IOException {
        if (entry.value().kind() != Kind.HASH) {
            return false;
        }
        Arrays.fill(values, null);
        entry.value().walk(new ValueWalker() {
            @Override
            public void field(byte[] name, byte[] value, long expireAt) {
                Integer index = indexes.get(ByteBuffer.wrap(name));
                if (index != null) {
                    values[index] = value;
                }
            }
        });
        out.field(entry.key());
        if (expiries) {
            out.field(entry.expires() ? EntryCommands.number(entry.expireAt()) : null);
        }
        for (byte[] value : values) {
            out.field(value);
        }
        out.endOfRow();
        return true;
    }

    @Override
    public void end() throws IOException {
        out.flush();
    }
}
