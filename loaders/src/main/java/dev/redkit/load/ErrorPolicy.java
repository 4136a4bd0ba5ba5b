package dev.redkit.load;

/**
 * What to do about records that cannot be written.
 *
 * @param stop whether the first one ends the load
 * @param most how many may be rejected before the load ends; {@link Long#MAX_VALUE} for any number
 * @param mostPercent the share of the records read that may be rejected, 100 for any; judged from a thousand records on
 */
public record ErrorPolicy(boolean stop, long most, double mostPercent) {
    private static final long ENOUGH_TO_JUDGE = 1000;

    public static final ErrorPolicy STOP = new ErrorPolicy(true, 0, 100);
    public static final ErrorPolicy GO_ON = new ErrorPolicy(false, Long.MAX_VALUE, 100);

    /** Whether so many rejected records are too many. */
    boolean exceeded(long rejected, long read) {
        if (rejected == 0) {
            return false;
        }
        return stop
                || rejected > most
                || (mostPercent < 100 && read >= ENOUGH_TO_JUDGE && rejected * 100.0 > mostPercent * read);
    }

    /** The same at the end, when few records are all there are. */
    boolean exceededInAll(long rejected, long read) {
        return exceeded(rejected, Math.max(read, ENOUGH_TO_JUDGE)) || rejected * 100.0 > mostPercent * read;
    }
}
