package dev.redkit.load;

import dev.redkit.record.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The records that the server has not answered for yet: where each stands and the bytes it was made of, so that one that
 * is refused can be named and written down. When it is full, nothing further is read until all are answered; that pause
 * costs one round trip in many thousand records.
 */
final class UnderWay {
    /** Numbers from here on are groups of records, not records. */
    private static final long GROUPS = 1L << 62;

    private static final int MOST_RECORDS = 256 * 1024;

    private final int mostBytes;
    private byte[] raws = new byte[256 * 1024];
    private int used;
    private int[] ends = new int[4096];
    private long[] lines = new long[4096];
    private long[] numbers = new long[4096];
    private int[] files = new int[4096];
    private int count;
    private long first;
    private final BitSet done = new BitSet();
    private final List<long[]> groups = new ArrayList<>();

    /**
     * Nothing is under way yet.
     *
     * @param mostBytes of what records were made of, that may be kept
     * @param first the number of the first record: a load that goes on counts on
     */
    UnderWay(int mostBytes, long first) {
        this.mostBytes = mostBytes;
        this.first = first;
    }

    /** Where a record stands. */
    record Place(int file, long number, long line, byte[] raw) {}

    boolean full() {
        return count >= MOST_RECORDS || used >= mostBytes;
    }

    int count() {
        return count;
    }

    /** Takes a record; its number. */
    long add(int file, Row row, boolean keepRaw) {
        if (count == ends.length) {
            grow();
        }
        if (keepRaw) {
            if (row.rawLength() == 0) {
                RecordText.make(row);
            }
            int length = row.rawLength();
            if (length > raws.length - used) {
                raws = Arrays.copyOf(raws, (int) Math.max((long) used + length, Math.min(2L * raws.length, mostBytes)));
            }
            System.arraycopy(row.rawArray(), row.rawOffset(), raws, used, length);
            used += length;
        }
        ends[count] = used;
        lines[count] = row.line();
        numbers[count] = row.number();
        files[count] = file;
        return first + count++;
    }

    private void grow() {
        int room = 2 * count;
        ends = Arrays.copyOf(ends, room);
        lines = Arrays.copyOf(lines, room);
        numbers = Arrays.copyOf(numbers, room);
        files = Arrays.copyOf(files, room);
    }

    /** One number for several records. */
    long group(long[] records, int many) {
        groups.add(Arrays.copyOf(records, many));
        return GROUPS + groups.size() - 1;
    }

    /** The records that a place stands for. */
    long[] records(long place) {
        return place >= GROUPS ? groups.get((int) (place - GROUPS)) : new long[] {place};
    }

    /** Notes that a record will not be written: skipped or rejected. False when that was known. */
    boolean settle(long record) {
        int index = (int) (record - first);
        if (done.get(index)) {
            return false;
        }
        done.set(index);
        return true;
    }

    /** Where a record is among those under way. */
    int index(long record) {
        return (int) (record - first);
    }

    /** Notes that several records will not be written; how many were not known before. */
    int settleAll(BitSet indexes) {
        int before = done.cardinality();
        done.or(indexes);
        return done.cardinality() - before;
    }

    Place place(long record) {
        int index = (int) (record - first);
        int start = index == 0 ? 0 : ends[index - 1];
        return new Place(files[index], numbers[index], lines[index], Arrays.copyOfRange(raws, start, ends[index]));
    }

    /** All are answered: how many were written. */
    int clear() {
        int written = count - done.cardinality();
        first += count;
        count = 0;
        used = 0;
        done.clear();
        groups.clear();
        if (raws.length > mostBytes) {
            raws = new byte[256 * 1024];
        }
        return written;
    }
}
