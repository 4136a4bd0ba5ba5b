package dev.redkit.mapping;

import java.util.Arrays;

/**
 * What one record does to one key: a structure, a key, arguments, perhaps an expiry. Filled anew for each; its slices are
 * valid until the next record. What the arguments mean, {@link Structure} says.
 */
public final class Change {
    public static final long NO_EXPIRY = 0;

    private Structure structure;
    private byte[] keyArray;
    private int keyOffset;
    private int keyLength;
    private byte[][] arrays = new byte[16][];
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private boolean[] constants = new boolean[16];
    private int count;
    private long ttlMillis;
    private long expireAtMillis;
    private long fieldTtlMillis;

    /** Starts a change of one key. */
    public void begin(Structure itsStructure, byte[] array, int offset, int length) {
        structure = itsStructure;
        keyArray = array;
        keyOffset = offset;
        keyLength = length;
        count = 0;
        ttlMillis = NO_EXPIRY;
        expireAtMillis = NO_EXPIRY;
        fieldTtlMillis = NO_EXPIRY;
    }

    /** Puts another key in the place of its own. */
    public void key(byte[] array, int offset, int length) {
        keyArray = array;
        keyOffset = offset;
        keyLength = length;
    }

    public void arg(byte[] array, int offset, int length) {
        if (count == arrays.length) {
            grow();
        }
        // A reference is only written when it changes: looking is cheaper than the collector's write barrier.
        if (arrays[count] != array) {
            arrays[count] = array;
        }
        offsets[count] = offset;
        constants[count] = false;
        lengths[count++] = length;
    }

    public void arg(byte[] bytes) {
        arg(bytes, 0, bytes.length);
    }

    /** An argument whose array is never written to again, so that what is made of it once can be kept. */
    public void constant(byte[] bytes) {
        arg(bytes, 0, bytes.length);
        constants[count - 1] = true;
    }

    /** The name of a field, which is such an array, and its value. */
    void field(byte[] name, byte[] array, int offset, int length) {
        int at = count;
        if (at + 2 > arrays.length) {
            grow();
        }
        if (arrays[at] != name) {
            arrays[at] = name;
        }
        if (arrays[at + 1] != array) {
            arrays[at + 1] = array;
        }
        offsets[at] = 0;
        offsets[at + 1] = offset;
        lengths[at] = name.length;
        lengths[at + 1] = length;
        constants[at] = true;
        constants[at + 1] = false;
        count = at + 2;
    }

    private void grow() {
        int room = 2 * arrays.length;
        arrays = Arrays.copyOf(arrays, room);
        offsets = Arrays.copyOf(offsets, room);
        lengths = Arrays.copyOf(lengths, room);
        constants = Arrays.copyOf(constants, room);
    }

    /** Whether the array of an argument never changes. */
    public boolean isConstant(int arg) {
        return constants[arg];
    }

    /** The key shall live so long from the moment it is written. */
    public void ttl(long millis) {
        ttlMillis = millis;
    }

    /** The key shall expire at this Unix time in milliseconds. */
    public void expireAt(long unixMillis) {
        expireAtMillis = unixMillis;
    }

    /** The fields of this change, not the key, shall live so long (hashes only). */
    public void fieldTtl(long millis) {
        fieldTtlMillis = millis;
    }

    public Structure structure() {
        return structure;
    }

    public byte[] keyArray() {
        return keyArray;
    }

    public int keyOffset() {
        return keyOffset;
    }

    public int keyLength() {
        return keyLength;
    }

    public int count() {
        return count;
    }

    public byte[] array(int arg) {
        return arrays[arg];
    }

    public int offset(int arg) {
        return offsets[arg];
    }

    public int length(int arg) {
        return lengths[arg];
    }

    /** A copy of one argument. */
    public byte[] copy(int arg) {
        return Arrays.copyOfRange(arrays[arg], offsets[arg], offsets[arg] + lengths[arg]);
    }

    public long ttl() {
        return ttlMillis;
    }

    public long expireAt() {
        return expireAtMillis;
    }

    public long fieldTtl() {
        return fieldTtlMillis;
    }
}
