package dev.redkit.restore;

/**
 * What became of the keys of a backup. Those that were read were restored, skipped or rejected, or they are still open
 * because the restore ended before.
 *
 * @param read keys that were meant
 * @param otherKeys keys that the filter left out
 * @param before keys that an earlier run had done
 * @param restored the server has them now
 * @param conflicts skipped: the server has others of that name
 * @param expired skipped: their time was over
 * @param dropped skipped: a mask leaves nothing of them
 * @param rejected could not be restored
 * @param functions libraries that were loaded
 */
public record RestoreAccount(
        long read,
        long otherKeys,
        long before,
        long restored,
        long conflicts,
        long expired,
        long dropped,
        long rejected,
        long functions) {

    public long skipped() {
        return conflicts + expired + dropped;
    }

    /** Keys of which nobody can say what became of them. */
    public long open() {
        return read - restored - skipped() - rejected;
    }
}
