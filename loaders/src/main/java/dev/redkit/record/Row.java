package dev.redkit.record;

import java.util.Arrays;

/**
 * One record, filled anew by its source for each: fields by the index of their column, each a slice of some array, valid
 * until the source moves on. It knows where it stands, and the bytes it was made of, so that it can be named and written
 * down when it is not taken.
 */
public final class Row {
    private static final byte[] NONE = {};

    private final Columns columns;
    private FieldType[] types;
    private byte[][] arrays;
    private int[] offsets;
    private int[] lengths;
    private int size;

    private long number;
    private long line;
    private long nextLine;
    private long start;
    private long end;
    private byte[] rawArray = NONE;
    private int rawOffset;
    private int rawLength;
    private String fault;

    public Row(Columns columns) {
        this.columns = columns;
        int room = Math.max(8, columns.count());
        types = new FieldType[room];
        arrays = new byte[room][];
        offsets = new int[room];
        lengths = new int[room];
    }

    public Columns columns() {
        return columns;
    }

    /** One more than the last column that this record says something about; there may be nulls before it. */
    public int size() {
        return size;
    }

    /** What a field is; {@link FieldType#NULL} too for a column beyond this record. */
    public FieldType type(int column) {
        return column < size && column >= 0 ? types[column] : FieldType.NULL;
    }

    public boolean isNull(int column) {
        return type(column) == FieldType.NULL;
    }

    public byte[] array(int column) {
        return arrays[column];
    }

    public int offset(int column) {
        return offsets[column];
    }

    public int length(int column) {
        return lengths[column];
    }

    /** A copy of a field's bytes; null for a null. */
    public byte[] copy(int column) {
        return isNull(column)
                ? null
                : Arrays.copyOfRange(arrays[column], offsets[column], offsets[column] + lengths[column]);
    }

    /** Its number in its file, from 1. */
    public long number() {
        return number;
    }

    /** The line on which it begins, from 1; 0 where the format has no lines. */
    public long line() {
        return line;
    }

    /** The line on which what follows it begins; 0 where the format has no lines. */
    public long nextLine() {
        return nextLine;
    }

    /** The offset of its first byte in the plain (decompressed) input. */
    public long start() {
        return start;
    }

    /** The offset after its last byte, its line end included. */
    public long end() {
        return end;
    }

    public byte[] rawArray() {
        return rawArray;
    }

    public int rawOffset() {
        return rawOffset;
    }

    /** The bytes it was made of, without line end; 0 where the format has none to show. */
    public int rawLength() {
        return rawLength;
    }

    /** Why it cannot be used (too few fields, broken JSON), or null. Then only its raw bytes and place count. */
    public String fault() {
        return fault;
    }

    /** Empties it for the next record of its file. */
    public void clear(long itsNumber, long itsLine, long itsStart) {
        size = 0;
        number = itsNumber;
        line = itsLine;
        nextLine = itsLine;
        start = itsStart;
        end = itsStart;
        rawLength = 0;
        fault = null;
    }

    public void set(int column, FieldType type, byte[] array, int offset, int length) {
        if (column == size && column < types.length) {
            size = column + 1;
        } else if (column >= size) {
            extend(column + 1);
        }
        // A reference is only written when it changes: looking is cheaper than the collector's write barrier.
        if (types[column] != type) {
            types[column] = type;
        }
        if (arrays[column] != array) {
            arrays[column] = array;
        }
        offsets[column] = offset;
        lengths[column] = length;
    }

    public void setNull(int column) {
        set(column, FieldType.NULL, NONE, 0, 0);
    }

    private void extend(int newSize) {
        if (newSize > types.length) {
            int room = Math.max(newSize, 2 * types.length);
            types = Arrays.copyOf(types, room);
            arrays = Arrays.copyOf(arrays, room);
            offsets = Arrays.copyOf(offsets, room);
            lengths = Arrays.copyOf(lengths, room);
        }
        for (int i = size; i < newSize; i++) {
            types[i] = FieldType.NULL;
        }
        size = newSize;
    }

    /** Says where it ends and of which bytes it was made. */
    public void made(long itsEnd, byte[] array, int offset, int length) {
        end = itsEnd;
        rawArray = array;
        rawOffset = offset;
        rawLength = length;
    }

    /** Says on which line it ends: that after its line end, or its own when more follows there. */
    public void followedBy(long itsNextLine) {
        nextLine = itsNextLine;
    }

    /** Declares that it cannot be used, and why; its raw bytes and place must be set too. */
    public void spoiled(String why) {
        fault = why;
    }
}
