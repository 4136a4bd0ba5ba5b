package dev.redkit.keyspace;

import dev.redkit.wire.Reply;
import java.util.Arrays;
import java.util.List;

/** When the fields of a hash expire, by HPEXPIRETIME: Unix milliseconds, -1 for never, -2 for a field that is gone. */
final class FieldExpiries {
    static final long NO_FIELD = -2;

    private FieldExpiries() {}

    static byte[][] question(byte[] key, List<byte[]> fields) {
        byte[][] command = new byte[fields.size() + 4][];
        command[0] = Line.word("HPEXPIRETIME");
        command[1] = key;
        command[2] = Line.word("FIELDS");
        command[3] = Line.number(fields.size());
        for (int i = 0; i < fields.size(); i++) {
            command[i + 4] = fields.get(i);
        }
        return command;
    }

    static long[] of(Reply reply, int count) {
        long[] expiries = new long[count];
        Arrays.fill(expiries, NO_FIELD);
        if (!reply.isNil()) {
            for (int i = 0; i < count; i++) {
                expiries[i] = reply.items().get(i).number();
            }
        }
        return expiries;
    }
}
