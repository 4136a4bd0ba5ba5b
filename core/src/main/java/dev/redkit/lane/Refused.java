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
public record Refused(long index, long place, Reply.Err error, byte[] command) {}
