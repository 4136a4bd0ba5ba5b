package dev.redkit.keyspace;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code XINFO STREAM … FULL} and {@code XRANGE} say, in the words of entries. */
final class StreamReplies {
    private StreamReplies() {}

    /** Names and values in turn, as RESP2 sends a map. */
    static Map<String, Reply> fields(Reply flat) {
        Map<String, Reply> fields = new HashMap<>();
        List<Reply> items = flat.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1));
        }
        return fields;
    }

    static StreamId id(Reply reply) {
        return id(reply.text());
    }

    static StreamId id(String text) {
        int dash = text.indexOf('-');
        return new StreamId(
                Long.parseUnsignedLong(text.substring(0, dash)), Long.parseUnsignedLong(text.substring(dash + 1)));
    }

    /** The first id behind that one. */
    static byte[] after(StreamId id) {
        StreamId next =
                id.sequence() == -1L ? new StreamId(id.millis() + 1, 0) : new StreamId(id.millis(), id.sequence() + 1);
        return next.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** Tells messages up to {@code last}; those that came later belong to a later state. */
    static void tell(List<Reply> messages, StreamId last, ValueWalker walker) throws IOException {
        for (Reply message : messages) {
            StreamId id = id(message.items().get(0));
            if (id.compareTo(last) > 0) {
                return;
            }
            List<Reply> pairs = message.items().get(1).items();
            byte[][] bytes = new byte[pairs.size()][];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = bytes(pairs.get(i));
            }
            walker.message(id, bytes);
        }
    }

    static byte[] bytes(Reply reply) {
        return ((Reply.Bulk) reply).bytes();
    }

    /** The state that a full description holds. */
    static StreamState state(Map<String, Reply> stream, List<StreamState.Group> groups) {
        return new StreamState(
                id(stream.get("last-generated-id")),
                stream.containsKey("recorded-first-entry-id")
                        ? id(stream.get("recorded-first-entry-id"))
                        : StreamId.ZERO,
                stream.containsKey("max-deleted-entry-id") ? id(stream.get("max-deleted-entry-id")) : StreamId.ZERO,
                stream.containsKey("entries-added")
                        ? stream.get("entries-added").number()
                        : stream.get("length").number(),
                groups);
    }

    static StreamState.Group group(Map<String, Reply> group, List<StreamState.Pending> pending) {
        List<StreamState.Consumer> consumers = new ArrayList<>();
        for (Reply one : group.get("consumers").items()) {
            Map<String, Reply> consumer = fields(one);
            consumers.add(new StreamState.Consumer(
                    bytes(consumer.get("name")),
                    number(consumer.get("seen-time")),
                    number(consumer.get("active-time"))));
        }
        return new StreamState.Group(
                bytes(group.get("name")),
                id(group.get("last-delivered-id")),
                number(group.get("entries-read")),
                pending,
                consumers);
    }

    /** The pending messages of a group that a full description lists: id, consumer, time, deliveries. */
    static List<StreamState.Pending> pending(Map<String, Reply> group) {
        List<StreamState.Pending> pending = new ArrayList<>();
        for (Reply one : group.getOrDefault("pending", group.get("pel")).items()) {
            List<Reply> parts = one.items();
            pending.add(new StreamState.Pending(
                    id(parts.get(0)),
                    bytes(parts.get(1)),
                    parts.get(2).number(),
                    parts.get(3).number()));
        }
        return pending;
    }

    private static long number(Reply reply) {
        return reply == null || reply.isNil() ? -1 : reply.number();
    }
}
