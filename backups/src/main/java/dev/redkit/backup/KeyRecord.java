package dev.redkit.backup;

import dev.redkit.entry.Kind;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A key as far as two of them are compared.
 *
 * @param expireAt in Unix milliseconds, or {@link dev.redkit.entry.Entry#NEVER}
 * @param first half of the value's digest
 * @param second the other half
 * @param bytes that users have put into the value
 */
record KeyRecord(int db, byte[] key, Kind kind, long expireAt, long first, long second, long bytes) {
    /** A database and a name, for maps. */
    record Name(int db, byte[] key) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name name && name.db == db && Arrays.equals(name.key, key);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(key) + db;
        }
    }

    Name name() {
        return new Name(db, key);
    }

    boolean sameValue(KeyRecord other) {
        return kind == other.kind && first == other.first && second == other.second;
    }

    /** Spread over all bits, so that any of them part keys evenly. */
    long hash() {
        return ValueDigest.hash(key, 7) + db * 0x9E3779B97F4A7C15L;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(key.length);
        out.write(key);
        out.writeInt(db);
        out.writeUTF(kind.name());
        out.writeLong(expireAt);
        out.writeLong(first);
        out.writeLong(second);
        out.writeLong(bytes);
    }

    static KeyRecord read(DataInputStream in) throws IOException {
        byte[] key = new byte[in.readInt()];
        in.readFully(key);
        return new KeyRecord(
                in.readInt(),
                key,
                Kind.valueOf(in.readUTF()),
                in.readLong(),
                in.readLong(),
                in.readLong(),
                in.readLong());
    }
}
