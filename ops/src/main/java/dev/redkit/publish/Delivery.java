package dev.redkit.publish;

/**
 * What became of the messages.
 *
 * @param published how many the server took
 * @param receivers how many subscribers of the asked nodes got them, all together; of streams it is 0
 * @param unheard how many of them nobody got
 * @param present how many were in the stream already
 * @param refused how many the server refused
 * @param unknown how many were under way when a connection was lost: they may have been taken, or not
 */
public record Delivery(long published, long receivers, long unheard, long present, long refused, long unknown) {}
