package dev.redkit.export;

import dev.redkit.keyspace.Tally;
import dev.redkit.keyspace.Tally.Fate;

/** What became of the keys that an export found. */
public final class ExportReport {
    private long written;
    private long unmatched;
    private long misfits;
    private long unclear;
    private String complaint;
    private long otherType;
    private Tally tally;

    void countWritten() {
        written++;
    }

    void countUnmatched() {
        unmatched++;
    }

    void countMisfit() {
        misfits++;
    }

    void countUnclear(String why) {
        unclear++;
        complaint = complaint == null ? why : complaint;
    }

    /** Types that were found to be others when only names were read. */
    void addOtherType(long count) {
        otherType += count;
    }

    void add(Tally ofKeys) {
        tally = ofKeys;
    }

    private long of(Fate fate) {
        return tally == null ? 0 : tally.of(fate);
    }

    /** Keys that are in the file. */
    public long written() {
        return written;
    }

    /** Keys of a type that was not asked for. */
    public long otherType() {
        return otherType + of(Fate.OTHER_TYPE);
    }

    /** Keys that do not meet the condition. */
    public long unmatched() {
        return unmatched;
    }

    /** Keys that the format has no place for. */
    public long misfits() {
        return misfits;
    }

    /** Keys of which the condition has no answer. */
    public long unclear() {
        return unclear;
    }

    /** Why the condition had no answer the first time, or null. */
    public String complaint() {
        return complaint;
    }

    /** Keys that were deleted, or expired, before they were read or while they were. */
    public long vanished() {
        return of(Fate.VANISHED) + of(Fate.GONE);
    }

    /** Keys that this user may not read. */
    public long refused() {
        return of(Fate.REFUSED);
    }

    /** The server's words for the first of these, or null. */
    public String refusal() {
        return tally == null ? null : tally.refusal();
    }
}
