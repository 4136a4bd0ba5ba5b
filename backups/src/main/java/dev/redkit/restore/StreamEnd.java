package dev.redkit.restore;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.StreamState.Consumer;
import dev.redkit.entry.StreamState.Group;
import dev.redkit.entry.StreamState.Pending;
import java.util.ArrayList;
import java.util.List;

/** The commands that make of messages the stream that they were: its counters, groups, consumers and what is pending. */
final class StreamEnd {
    private final byte[] key;

    StreamEnd(byte[] key) {
        this.key = key;
    }

    List<List<byte[]>> commands(StreamState state) {
        List<List<byte[]>> commands = new ArrayList<>();
        boolean empty = state.firstId().equals(StreamId.ZERO) && state.entriesAdded() > 0;
        if (empty) {
            // A stream without messages comes into being with one that goes again.
            commands.add(words("XADD", key, "MAXLEN", "0", state.lastId(), "x", "x"));
        }
        commands.add(words(
                "XSETID",
                key,
                state.lastId(),
                "ENTRIESADDED",
                state.entriesAdded(),
                "MAXDELETEDID",
                state.maxDeletedId()));
        for (Group group : state.groups()) {
            group(group, commands);
        }
        return commands;
    }

    private void group(Group group, List<List<byte[]>> commands) {
        if (group.entriesRead() < 0) {
            commands.add(words("XGROUP", "CREATE", key, group.name(), group.lastDelivered(), "MKSTREAM"));
        } else {
            commands.add(words(
                    "XGROUP",
                    "CREATE",
                    key,
                    group.name(),
                    group.lastDelivered(),
                    "MKSTREAM",
                    "ENTRIESREAD",
                    group.entriesRead()));
        }
        for (Consumer consumer : group.consumers()) {
            commands.add(words("XGROUP", "CREATECONSUMER", key, group.name(), consumer.name()));
        }
        for (Pending pending : group.pending()) {
            commands.add(words(
                    "XCLAIM",
                    key,
                    group.name(),
                    pending.consumer(),
                    "0",
                    pending.id(),
                    "TIME",
                    pending.deliveredAt(),
                    "RETRYCOUNT",
                    pending.deliveries(),
                    "FORCE",
                    "JUSTID",
                    "LASTID",
                    group.lastDelivered()));
        }
    }

    private static List<byte[]> words(Object... words) {
        List<byte[]> bytes = new ArrayList<>();
        for (Object word : words) {
            bytes.add(word instanceof byte[] raw ? raw : RestoreFeed.ascii(word.toString()));
        }
        return bytes;
    }
}
