package dev.redkit.export;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** The commands for what a stream remembers beside its messages: its counters, groups, consumers and pending messages. */
final class StreamCommands {
    private static final int PENDING = 200;

    private final byte[] key;
    private final boolean empty;
    private final Deque<List<byte[]>> ready;

    /** {@code empty} says that no message was added. */
    StreamCommands(byte[] key, boolean empty, Deque<List<byte[]>> ready) {
        this.key = key;
        this.empty = empty;
        this.ready = ready;
    }

    void add(StreamState state) {
        if (empty) {
            create(state);
        }
        if (!state.lastId().equals(StreamId.ZERO)) {
            add("XSETID", state.lastId(), "ENTRIESADDED", state.entriesAdded(), "MAXDELETEDID", state.maxDeletedId());
        }
        for (StreamState.Group group : state.groups()) {
            addTo("CREATE", group.name(), group.lastDelivered(), "ENTRIESREAD", group.entriesRead());
            for (StreamState.Consumer consumer : group.consumers()) {
                addTo("CREATECONSUMER", group.name(), consumer.name());
            }
            claim(group);
        }
    }

    /** A stream without messages: with the last id it had, or by a group that comes and goes. */
    private void create(StreamState state) {
        if (state.lastId().equals(StreamId.ZERO)) {
            ready.add(words("XGROUP", "CREATE", key, "redkit", "0", "MKSTREAM"));
            ready.add(words("XGROUP", "DESTROY", key, "redkit"));
        } else {
            add("XADD", "MAXLEN", 0, state.lastId(), "x", "y");
        }
    }

    /** Those that wait in a row for the same consumer, since the same time, go into one command. */
    private void claim(StreamState.Group group) {
        List<StreamState.Pending> pending = group.pending();
        for (int first = 0; first < pending.size(); ) {
            StreamState.Pending one = pending.get(first);
            List<byte[]> command = words("XCLAIM", key, group.name(), one.consumer(), "0");
            int end = first;
            while (end < pending.size() && end - first < PENDING && alike(one, pending.get(end))) {
                command.addAll(words(pending.get(end++).id()));
            }
            command.addAll(words("TIME", one.deliveredAt(), "RETRYCOUNT", one.deliveries(), "JUSTID", "FORCE"));
            ready.add(command);
            first = end;
        }
    }

    private static boolean alike(StreamState.Pending one, StreamState.Pending other) {
        return one.deliveredAt() == other.deliveredAt()
                && one.deliveries() == other.deliveries()
                && Arrays.equals(one.consumer(), other.consumer());
    }

    private void add(String verb, Object... rest) {
        List<byte[]> command = words(verb, key);
        command.addAll(words(rest));
        ready.add(command);
    }

    private void addTo(String what, Object... rest) {
        List<byte[]> command = words("XGROUP", what, key);
        command.addAll(words(rest));
        ready.add(command);
    }

    private static List<byte[]> words(Object... words) {
        List<byte[]> command = new ArrayList<>();
        for (Object word : words) {
            command.add(word instanceof byte[] bytes ? bytes : EntryCommands.ascii(word.toString()));
        }
        return command;
    }
}
