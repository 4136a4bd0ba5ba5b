package dev.redkit.lane;

/**
 * What became of the commands of one run. Those that are neither accepted nor refused are open: not sent, or not
 * answered.
 *
 * @param commands pulled from the source
 * @param accepted answered without an error
 * @param refused answered with an error, for good
 * @param retried sent again after an answer that passes (LOADING, BUSY, MOVED, …), each time counted
 * @param resent sent again because their answer was lost with a connection, or because they follow one that goes again
 * @param reconnects connections made in the place of broken ones
 * @param firstOpen the smallest place of an open command; {@link Long#MAX_VALUE} when none is open
 * @param throttledMillis how long commands were held back to keep a rate or a latency
 * @param bytesSent bytes of commands, retried ones twice
 * @param bytesReceived bytes of replies
 */
public record LaneReport(
        long commands,
        long accepted,
        long refused,
        long retried,
        long resent,
        long reconnects,
        long firstOpen,
        long throttledMillis,
        long bytesSent,
        long bytesReceived) {
    static final LaneReport NOTHING = new LaneReport(0, 0, 0, 0, 0, 0, Long.MAX_VALUE, 0, 0, 0);

    /** Commands that were pulled and of which nobody can say that they were done. */
    public long open() {
        return commands - accepted - refused;
    }
}
