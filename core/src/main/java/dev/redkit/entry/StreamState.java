package dev.redkit.entry;

import java.util.List;

/**
 * What a stream remembers beside its messages.
 *
 * @param lastId the greatest id ever added
 * @param firstId the id of the first message, {@link StreamId#ZERO} when there is none
 * @param maxDeletedId the greatest id ever deleted
 * @param entriesAdded how many were ever added
 * @param groups the consumer groups
 */
public record StreamState(
        StreamId lastId, StreamId firstId, StreamId maxDeletedId, long entriesAdded, List<Group> groups) {

    /**
     * A consumer group.
     *
     * @param entriesRead the group's logical counter, -1 when the server lost count
     */
    public record Group(
            byte[] name, StreamId lastDelivered, long entriesRead, List<Pending> pending, List<Consumer> consumers) {}

    /** A consumer; the times are Unix milliseconds, -1 when unknown. */
    public record Consumer(byte[] name, long seenAt, long activeAt) {}

    /** A message delivered to a consumer and not yet acknowledged. */
    public record Pending(StreamId id, byte[] consumer, long deliveredAt, long deliveries) {}
}
