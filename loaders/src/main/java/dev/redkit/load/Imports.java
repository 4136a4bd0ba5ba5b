package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.wire.CommandBuffer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Changes of hashes as {@code HIMPORT SET}: only the values travel, and the server keeps the names of the fields once for
 * all hashes. The names are prepared on each connection, before anything is sent there. They are those of the record with
 * the most fields among the first; a record with others goes as {@code UNLINK} and {@code HSET}, in its place.
 */
final class Imports extends ReadyEncoder {
    private static final byte[] FIELDSET = "redkit".getBytes(StandardCharsets.US_ASCII);
    /** From so many records, or bytes, it learns the fields; these go as plain commands. */
    private static final int SAMPLE = 100;

    private static final int SAMPLE_BYTES = 1024 * 1024;

    private byte[][] names = {};
    private boolean prepared;
    private int sampled;
    private long sampledBytes;
    private boolean learning = true;

    /** Whether further records may still tell of more fields. */
    boolean learns() {
        return sampled < SAMPLE && sampledBytes < SAMPLE_BYTES;
    }

    /** The command that each connection begins with; from now on the fields are known. Empty when there are none. */
    byte[][] prepare() {
        learning = false;
        prepared = names.length > 0;
        if (!prepared) {
            return new byte[0][];
        }
        byte[][] command = new byte[3 + names.length][];
        command[0] = Words.HIMPORT;
        command[1] = Words.PREPARE;
        command[2] = FIELDSET;
        System.arraycopy(names, 0, command, 3, names.length);
        return command;
    }

    @Override
    public void add(Change change, long record) {
        if (prepared && hasTheFields(change)) {
            values(change);
        } else {
            learn(change);
            out().begin(2).arg(Words.UNLINK).arg(change.keyArray(), change.keyOffset(), change.keyLength());
            ready.end(record);
            fields(change);
        }
        ready.end(record);
        expire(change, record);
    }

    private void values(Change change) {
        CommandBuffer out = out().begin(4 + names.length).arg(Words.HIMPORT).arg(Words.SET);
        out.arg(change.keyArray(), change.keyOffset(), change.keyLength()).arg(FIELDSET);
        for (int i = 1; i < change.count(); i += 2) {
            out.arg(change.array(i), change.offset(i), change.length(i));
        }
    }

    private void fields(Change change) {
        CommandBuffer out = out().begin(2 + change.count()).arg(Words.HSET);
        out.arg(change.keyArray(), change.keyOffset(), change.keyLength());
        for (int i = 0; i < change.count(); i++) {
            out.arg(change.array(i), change.offset(i), change.length(i));
        }
    }

    private void expire(Change change, long record) {
        boolean at = change.expireAt() != Change.NO_EXPIRY;
        if (!at && change.ttl() == Change.NO_EXPIRY) {
            return;
        }
        out().begin(3).arg(at ? Words.PEXPIREAT : Words.PEXPIRE);
        out().arg(change.keyArray(), change.keyOffset(), change.keyLength()).arg(at ? change.expireAt() : change.ttl());
        ready.end(record);
    }

    private boolean hasTheFields(Change change) {
        if (change.count() != 2 * names.length) {
            return false;
        }
        for (int i = 0; i < names.length; i++) {
            if (change.array(2 * i) != names[i] && !isNamed(change, 2 * i, names[i])) {
                return false;
            }
        }
        return true;
    }

    private static boolean isNamed(Change change, int arg, byte[] name) {
        int start = change.offset(arg);
        return Arrays.equals(change.array(arg), start, start + change.length(arg), name, 0, name.length);
    }

    private void learn(Change change) {
        if (!learning) {
            return;
        }
        sampled++;
        byte[][] fields = new byte[change.count() / 2][];
        Set<ByteBuffer> once = new HashSet<>();
        for (int i = 0; i < fields.length; i++) {
            // A copy, unless it is the same array for every record: then one look tells that it is the same name.
            fields[i] = change.isConstant(2 * i) ? change.array(2 * i) : change.copy(2 * i);
            once.add(ByteBuffer.wrap(fields[i]));
            sampledBytes += change.length(2 * i) + change.length(2 * i + 1);
        }
        // A server prepares no name twice.
        if (fields.length > names.length && once.size() == fields.length) {
            names = fields;
        }
    }
}
