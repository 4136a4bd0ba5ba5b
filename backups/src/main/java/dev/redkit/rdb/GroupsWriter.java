package dev.redkit.rdb;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState.Consumer;
import dev.redkit.entry.StreamState.Group;
import dev.redkit.entry.StreamState.Pending;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Writes the consumer groups of a stream. Groups and consumers are in the order of their names, as on the server. */
final class GroupsWriter {
    private final WriteVersion version;
    private final Encoded out;

    GroupsWriter(WriteVersion version, Encoded out) {
        this.version = version;
        this.out = out;
    }

    void write(List<Group> groups) {
        out.length(groups.size());
        List<Group> sorted = new ArrayList<>(groups);
        sorted.sort(Comparator.comparing(Group::name, Arrays::compareUnsigned));
        sorted.forEach(this::group);
    }

    private void group(Group group) {
        string(group.name());
        out.length(group.lastDelivered().millis());
        out.length(group.lastDelivered().sequence());
        if (version.hasListpacks()) {
            out.length(group.entriesRead());
        }
        List<Pending> pending = new ArrayList<>(group.pending());
        pending.sort(Comparator.comparing(Pending::id));
        out.length(pending.size());
        for (Pending one : pending) {
            id(one.id());
            out.longLe(one.deliveredAt());
            out.length(one.deliveries());
        }
        List<Consumer> consumers = consumers(group);
        out.length(consumers.size());
        consumers.forEach(consumer -> consumer(consumer, pending));
    }

    /** Those of the group, and any that are only named by what they have not acknowledged. */
    private static List<Consumer> consumers(Group group) {
        List<Consumer> all = new ArrayList<>(group.consumers());
        for (Pending pending : group.pending()) {
            if (all.stream().noneMatch(known -> Arrays.equals(known.name(), pending.consumer()))) {
                all.add(new Consumer(pending.consumer(), pending.deliveredAt(), -1));
            }
        }
        all.sort(Comparator.comparing(Consumer::name, Arrays::compareUnsigned));
        return all;
    }

    private void consumer(Consumer consumer, List<Pending> pending) {
        string(consumer.name());
        out.longLe(consumer.seenAt());
        if (version.hasSevenTwo()) {
            out.longLe(consumer.activeAt());
        }
        int counted = out.beginCounted();
        int count = 0;
        for (Pending one : pending) {
            if (Arrays.equals(one.consumer(), consumer.name())) {
                id(one.id());
                count++;
            }
        }
        out.endCounted(counted, count);
    }

    private void id(StreamId id) {
        out.longBe(id.millis());
        out.longBe(id.sequence());
    }

    private void string(byte[] text) {
        out.string(text, 0, text.length);
    }
}
