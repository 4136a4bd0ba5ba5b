package dev.redkit.keys;

/** What became of keys that were to be changed: their sum is the number of those dealt with. */
public final class ChangeTally {
    private long dealt;
    private long changed;
    private long unchanged;
    private long otherwise;
    private long skipped;
    private long refused;
    private String firstRefusal;

    void deal() {
        dealt++;
    }

    void change() {
        changed++;
    }

    void leave() {
        unchanged++;
    }

    void differ(long count) {
        otherwise += count;
    }

    void skip() {
        skipped++;
    }

    void refuse(String why) {
        refused++;
        firstRefusal = firstRefusal == null ? why : firstRefusal;
    }

    void resume(long before, long changedBefore) {
        dealt = before;
        changed = changedBefore;
        unchanged = before - changedBefore;
    }

    /** Keys dealt with, in whatever way. */
    public long dealt() {
        return dealt;
    }

    public long changed() {
        return changed;
    }

    /** Keys that the command did not change: {@link KeyAction#nothing()}. */
    public long unchanged() {
        return unchanged;
    }

    /** Keys that were gone, or no longer such as was asked for, when their turn came. */
    public long otherwise() {
        return otherwise;
    }

    /** Keys with which there was nothing to do. */
    public long skipped() {
        return skipped;
    }

    /** Keys for which the server refused it. */
    public long refused() {
        return refused;
    }

    /** The key and the server's words, for the first of them; or null. */
    public String firstRefusal() {
        return firstRefusal;
    }
}
