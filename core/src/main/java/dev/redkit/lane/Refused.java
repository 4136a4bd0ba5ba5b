package dev.redkit.lane;

import dev.redkit.wire.Reply;

/**
 * A command that got an error reply, for good.
 *
 * @param index its number among the commands pulled, from 0
 * @param place where it stands in its input
 * @param error the server's words
 * @param command its RESP, or null when it was too big to be kept
 */
public record Refused(long index, long place, Reply.Err error, byte[] command) {
    /** Of a command that may not be sent twice, or of which nothing is left to be sent. */
    static final Reply.Err LOST = new Reply.Err(
            "LOST the connection broke before it was answered, and it cannot be sent again: it may or may not be done");
}
