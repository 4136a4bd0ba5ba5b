package dev.redkit.lane;

/**
 * What became of the commands of one run.
 *
 * @param commands pulled from the source
 * @param accepted answered without an error
 * @param refused answered with an error, for good
 * @param retried sent again after an answer that passes (LOADING, BUSY, MOVED, …), each time counted
 * @param bytesSent bytes of commands, retried ones twice
 * @param bytesReceived bytes of replies
 */
public record LaneReport(
        long commands, long accepted, long refused, long retried, long bytesSent, long bytesReceived) {}
