package dev.redkit.grouping;

import dev.redkit.mapping.Structure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Keys and their changes in one array, with an open table to find the keys. Everything is told by its offset; 0 is none.
 *
 * <pre>
 *   key:    next key, first change, last change, number of changes, number of records, length (i32 each),
 *           structure (u8), the key
 *   change: next change of this key (i32), record (i64), length (i32), {@link ChangeBody}
 * </pre>
 */
final class Arena {
    static final int NONE = 0;
    static final int KEY_HEAD = 25;
    static final int CHANGE_HEAD = 16;
    /** What a key takes in the table, on average at most. */
    static final int TABLE_SHARE = 32;

    private static final int FIRST_CHANGE = 4;
    private static final int LAST_CHANGE = 8;
    private static final int CHANGES = 12;
    private static final int RECORDS = 16;
    private static final int LENGTH_OF_KEY = 20;
    private static final int STRUCTURE = 24;
    private static final int RECORD = 4;
    private static final int LENGTH_OF_BODY = 12;

    private static final int FEW_CHANGES = 3;
    private static final int START = 8;
    private static final int SMALL = 1 << 16;
    private static final int GROWTH = 8;
    private static final int MOST = Integer.MAX_VALUE - 16;
    private static final Structure[] STRUCTURES = Structure.values();
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int budget;
    private byte[] bytes = new byte[SMALL];
    private int used = START;
    /** Upper half: that of the hash; lower half: the offset of the key. */
    private long[] table = new long[1024];

    private int keys;
    private int allChanges;
    private int firstKey;
    private int lastKey;

    Arena(int budget) {
        this.budget = budget;
    }

    /** Forgets everything, and gives back what it took beyond its budget. */
    void clear() {
        used = START;
        keys = 0;
        allChanges = 0;
        firstKey = NONE;
        lastKey = NONE;
        if (bytes.length > budget) {
            bytes = new byte[SMALL];
        }
        Arrays.fill(table, 0);
    }

    /** Forgets everything and keeps next to no memory. */
    void release() {
        bytes = new byte[SMALL];
        table = new long[1024];
        clear();
    }

    byte[] array() {
        return bytes;
    }

    boolean isEmpty() {
        return keys == 0;
    }

    /** Whether most keys have come but once or twice. */
    boolean isSparse() {
        return allChanges < FEW_CHANGES * (long) keys;
    }

    /** Whether so many more bytes, and perhaps a key, stay within the budget. */
    boolean fits(long more) {
        long slots = 2L * (keys + 1) > table.length ? 2L * table.length : table.length;
        return used + more + slots * Long.BYTES <= budget;
    }

    int find(long hash, byte[] array, int offset, int length) {
        int mask = table.length - 1;
        int tag = (int) (hash >>> 32);
        for (int slot = tag & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            if ((int) (table[slot] >>> 32) == tag && isKey((int) table[slot], array, offset, length)) {
                return (int) table[slot];
            }
        }
        return NONE;
    }

    private boolean isKey(int key, byte[] array, int offset, int length) {
        int start = key + KEY_HEAD;
        return keyLength(key) == length && Arrays.equals(bytes, start, start + length, array, offset, offset + length);
    }

    int addKey(long hash, Structure structure, byte[] array, int offset, int length) {
        if (2 * (keys + 1) > table.length) {
            grow();
        }
        int key = take(KEY_HEAD + length);
        setInt(key, NONE);
        setInt(key + FIRST_CHANGE, NONE);
        setInt(key + CHANGES, 0);
        setInt(key + RECORDS, 0);
        setInt(key + LENGTH_OF_KEY, length);
        bytes[key + STRUCTURE] = code(structure);
        System.arraycopy(array, offset, bytes, key + KEY_HEAD, length);
        if (lastKey == NONE) {
            firstKey = key;
        } else {
            setInt(lastKey, key);
        }
        lastKey = key;
        put(table, (hash & 0xffff_ffff_0000_0000L) | key);
        keys++;
        return key;
    }

    private void grow() {
        long[] larger = new long[2 * table.length];
        for (long slot : table) {
            if (slot != 0) {
                put(larger, slot);
            }
        }
        table = larger;
    }

    private static void put(long[] table, long entry) {
        int mask = table.length - 1;
        int slot = (int) (entry >>> 32) & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = entry;
    }

    /** Takes room for a change behind the others of its key; its body is to be written at {@link #body}. */
    int addChange(int key, long record, int length) {
        int change = take(CHANGE_HEAD + length);
        setInt(change, NONE);
        LONGS.set(bytes, change + RECORD, record);
        setInt(change + LENGTH_OF_BODY, length);
        allChanges++;
        int last = getInt(key + LAST_CHANGE);
        boolean first = getInt(key + FIRST_CHANGE) == NONE;
        if (first || record(last) != record) {
            setInt(key + RECORDS, records(key) + 1);
        }
        setInt(first ? key + FIRST_CHANGE : last, change);
        setInt(key + LAST_CHANGE, change);
        setInt(key + CHANGES, changes(key) + 1);
        return change;
    }

    /** Gives back what the change that was added last does not need. */
    void trim(int change, int end) {
        setInt(change + LENGTH_OF_BODY, end - change - CHANGE_HEAD);
        used = end;
    }

    private int take(int length) {
        if (length > bytes.length - used) {
            long needed = (long) used + length;
            reserve(Math.max(needed, Math.min(budget, (long) GROWTH * bytes.length)));
        }
        int start = used;
        used += length;
        return start;
    }

    /** Makes room for so many bytes in all, also beyond the budget. */
    void reserve(long length) {
        if (length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.min(MOST, length)));
        }
    }

    int firstKey() {
        return firstKey;
    }

    int nextKey(int key) {
        return getInt(key);
    }

    int firstChange(int key) {
        return getInt(key + FIRST_CHANGE);
    }

    int lastChange(int key) {
        return getInt(key + LAST_CHANGE);
    }

    int changes(int key) {
        return getInt(key + CHANGES);
    }

    int records(int key) {
        return getInt(key + RECORDS);
    }

    int keyLength(int key) {
        return getInt(key + LENGTH_OF_KEY);
    }

    Structure structure(int key) {
        return structure(structureCode(key));
    }

    static Structure structure(byte code) {
        return STRUCTURES[code];
    }

    @SuppressWarnings("EnumOrdinal") // Read back by this process only.
    static byte code(Structure structure) {
        return (byte) structure.ordinal();
    }

    byte structureCode(int key) {
        return bytes[key + STRUCTURE];
    }

    int nextChange(int change) {
        return getInt(change);
    }

    long record(int change) {
        return (long) LONGS.get(bytes, change + RECORD);
    }

    static int body(int change) {
        return change + CHANGE_HEAD;
    }

    int bodyLength(int change) {
        return getInt(change + LENGTH_OF_BODY);
    }

    private int getInt(int at) {
        return (int) INTS.get(bytes, at);
    }

    private void setInt(int at, int value) {
        INTS.set(bytes, at, value);
    }
}
