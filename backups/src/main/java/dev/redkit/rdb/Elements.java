package dev.redkit.rdb;

import dev.redkit.failure.BadInput;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The elements of one value, without an object for each: where their bytes are, and an index to find one by its bytes. A
 * hash puts field and value in turn; then only the fields are found.
 *
 * <p>Bytes stay where they are and must not change while they are in use, unless {@link #copying}.
 */
final class Elements {
    static final int NONE = -1;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int KEPT = 1 << 20;
    private static final int KEPT_COUNT = 1 << 16;
    /** So many are searched one by one. */
    private static final int FEW = 8;

    private static final int MOST = Integer.MAX_VALUE - 16;

    private final int stride;
    private byte[] bytes = {};
    private int used;
    private boolean copying;
    /** Null for those that were copied. */
    private byte[][] arrays = new byte[32][];

    private int[] starts = new int[32];
    private int[] lengths = new int[32];
    private int count;
    /** Numbers of elements plus one, by hash; empty while there are few. */
    private int[] table = {};

    private int indexed;

    /**
     * Holds nothing yet.
     *
     * @param stride how many elements go together; the first of them is what {@link #find} finds
     */
    Elements(int stride) {
        this.stride = stride;
    }

    void clear() {
        count = 0;
        used = 0;
        copying = false;
        if (indexed > 0) {
            indexed = 0;
            table = new int[0];
        }
        if (bytes.length > KEPT) {
            bytes = new byte[0];
        }
        if (starts.length > KEPT_COUNT) {
            arrays = new byte[KEPT_COUNT][];
            starts = new int[KEPT_COUNT];
            lengths = new int[KEPT_COUNT];
        }
    }

    /** Copies what is added until it is cleared: for elements whose arrays would each be an object to keep. */
    void copying() {
        copying = true;
    }

    int count() {
        return count;
    }

    byte[] array(int element) {
        return arrays[element] == null ? bytes : arrays[element];
    }

    int start(int element) {
        return starts[element];
    }

    int length(int element) {
        return lengths[element];
    }

    byte[] copy(int element) {
        return Arrays.copyOfRange(array(element), starts[element], starts[element] + lengths[element]);
    }

    void write(int element, Encoded out) {
        out.string(array(element), starts[element], lengths[element]);
    }

    void write(int element, ListpackWriter out) {
        out.add(array(element), starts[element], lengths[element]);
    }

    int add(byte[] array, int offset, int length) {
        if (count == starts.length) {
            arrays = Arrays.copyOf(arrays, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
            lengths = Arrays.copyOf(lengths, 2 * count);
        }
        set(count, array, offset, length);
        return count++;
    }

    private void set(int element, byte[] array, int offset, int length) {
        arrays[element] = copying ? null : array;
        starts[element] = copying ? append(array, offset, length) : offset;
        lengths[element] = length;
    }

    /** Gives an element other bytes. */
    void replace(int element, byte[] array, int offset, int length) {
        if (arrays[element] == null && length <= lengths[element]) {
            System.arraycopy(array, offset, bytes, starts[element], length);
            lengths[element] = length;
        } else {
            set(element, array, offset, length);
        }
    }

    private int append(byte[] array, int offset, int length) {
        if (bytes.length - used < length) {
            if (length > MOST - used) {
                throw new BadInput("a value of more than 2 GiB cannot be put together");
            }
            bytes = Arrays.copyOf(bytes, (int) Math.min(
                    MOST, Math.max(2L * bytes.length, Math.max(1024, (long) used + length))));
        }
        System.arraycopy(array, offset, bytes, used, length);
        used += length;
        return used - length;
    }

    boolean equal(int element, byte[] array, int offset, int length) {
        if (lengths[element] != length) {
            return false;
        }
        byte[] mine = array(element);
        int start = starts[element];
        return (mine == array && start == offset)
                || length == 0
                || (mine[start] == array[offset]
                        && Arrays.equals(mine, start, start + length, array, offset, offset + length));
    }

    /** Unsigned, byte by byte, as servers order members. */
    int compare(int a, int b) {
        return Arrays.compareUnsigned(
                array(a), starts[a], starts[a] + lengths[a], array(b), starts[b], starts[b] + lengths[b]);
    }

    /** The number of the element with these bytes, or {@link #NONE}. */
    int find(byte[] array, int offset, int length) {
        if (count <= FEW * stride) {
            for (int i = 0; i < count; i += stride) {
                if (equal(i, array, offset, length)) {
                    return i;
                }
            }
            return NONE;
        }
        index();
        int mask = table.length - 1;
        for (int slot = hash(array, offset, length) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            if (equal(table[slot] - 1, array, offset, length)) {
                return table[slot] - 1;
            }
        }
        return NONE;
    }

    /** Brings the index up to what was added. */
    private void index() {
        int groups = count / stride;
        if (2 * groups > table.length) {
            table = new int[Integer.highestOneBit(Math.max(groups, 16)) * 4];
            indexed = 0;
        }
        int mask = table.length - 1;
        for (; indexed < count; indexed += stride) {
            int slot = hash(array(indexed), starts[indexed], lengths[indexed]) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = indexed + 1;
        }
    }

    private static int hash(byte[] array, int offset, int length) {
        long hash = length * 0x9E3779B97F4A7C15L;
        int at = offset;
        int end = offset + length;
        for (; end - at >= Long.BYTES; at += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(array, at)) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        for (; at < end; at++) {
            hash = (hash ^ array[at]) * 0xD6E8FEB86659FD93L;
            hash ^= hash >>> 32;
        }
        return (int) (hash ^ (hash >>> 29));
    }
}
