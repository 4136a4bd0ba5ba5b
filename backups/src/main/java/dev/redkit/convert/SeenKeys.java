package dev.redkit.convert;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.io.Hashing;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/**
 * Which keys were seen, whatever their number: 128 bits of the SHA-256 of each lie in hash tables that are mapped from a
 * temporary file, so that the heap stays small. No two keys are ever taken for one.
 */
final class SeenKeys implements Closeable {
    private static final int TABLES = 64;
    private static final int SLOT = 16;
    private static final int FIRST = 256;

    private final Path file;
    private final FileChannel channel;
    private final MessageDigest digest = Hashing.sha256();
    private final Table[] tables = new Table[TABLES];
    private long length;

    private static final class Table {
        private ByteBuffer slots;
        private int capacity;
        private int held;
    }

    SeenKeys() {
        try {
            file = Files.createTempFile("redkit-keys", ".seen");
            channel = FileChannel.open(
                    file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        } catch (IOException e) {
            throw new CannotWrite("cannot make a temporary file: " + Reason.of(e), "see TMPDIR", e);
        }
    }

    /** Whether the key is new. */
    boolean add(int db, byte[] key) throws IOException {
        digest.update((byte) db);
        digest.update((byte) (db >>> 8));
        digest.update((byte) (db >>> 16));
        digest.update((byte) (db >>> 24));
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(key));
        long high = hash.getLong() | 1;
        long low = hash.getLong();
        int which = (int) (low & (TABLES - 1));
        Table table = tables[which];
        if (table == null) {
            table = tables[which] = table(FIRST);
        }
        if (2 * table.held >= table.capacity) {
            tables[which] = grown(table);
            table = tables[which];
        }
        return put(table, high, low);
    }

    private static boolean put(Table table, long high, long low) {
        int at = (int) (low >>> 16) & (table.capacity - 1);
        while (true) {
            long there = table.slots.getLong(at * SLOT);
            if (there == 0) {
                table.slots.putLong(at * SLOT, high);
                table.slots.putLong(at * SLOT + Long.BYTES, low);
                table.held++;
                return true;
            }
            if (there == high && table.slots.getLong(at * SLOT + Long.BYTES) == low) {
                return false;
            }
            at = (at + 1) & (table.capacity - 1);
        }
    }

    private Table grown(Table old) throws IOException {
        Table table = table(Math.multiplyExact(old.capacity, 2));
        for (int i = 0; i < old.capacity; i++) {
            long high = old.slots.getLong(i * SLOT);
            if (high != 0) {
                put(table, high, old.slots.getLong(i * SLOT + Long.BYTES));
            }
        }
        return table;
    }

    private Table table(int capacity) throws IOException {
        Table table = new Table();
        table.capacity = capacity;
        int bytes = Math.multiplyExact(capacity, SLOT);
        table.slots = channel.map(FileChannel.MapMode.READ_WRITE, length, bytes).order(ByteOrder.nativeOrder());
        length += bytes;
        return table;
    }

    @Override
    public void close() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
