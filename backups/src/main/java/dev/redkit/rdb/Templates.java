package dev.redkit.rdb;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Field names that hashes of Redis 8.10 share: {@code length(id) length(fields) fields * string}, told before the hashes
 * that lean on them. They are all that a reader must remember of a file, so there is a limit to them.
 */
final class Templates {
    private static final long MOST_BYTES = 32L << 20;
    /** What an array and its place in a map cost beside the bytes of the name. */
    private static final int OVERHEAD = 32;

    private final Map<Long, byte[][]> fields = new HashMap<>();
    private long held;

    void read(Window in, Strings strings) throws IOException {
        long start = in.offset();
        long id = in.number();
        byte[][] names = readNames(in, strings, in.length());
        for (byte[] name : names) {
            held += name.length + OVERHEAD;
        }
        held += OVERHEAD;
        if (held > MOST_BYTES) {
            throw RdbFault.unknown(start, "more hash templates than this program keeps");
        }
        fields.put(id, names);
    }

    static byte[][] readNames(Window in, Strings strings, long count) throws IOException {
        long start = in.offset();
        if (count > MOST_BYTES / OVERHEAD) {
            throw RdbFault.damaged(start, "a hash template of " + count + " fields");
        }
        List<byte[]> names = new ArrayList<>();
        long bytes = 0;
        for (long i = 0; i < count; i++) {
            byte[] name = strings.read();
            names.add(name);
            bytes += name.length;
            if (bytes > MOST_BYTES) {
                throw RdbFault.unknown(start, "a hash template larger than this program keeps");
            }
        }
        return names.toArray(byte[][]::new);
    }

    byte[][] of(long id, long offset) {
        byte[][] names = fields.get(id);
        if (names == null) {
            throw RdbFault.damaged(
                    offset, "a hash leans on template " + Long.toUnsignedString(id) + ", which was not told,");
        }
        return names;
    }
}
