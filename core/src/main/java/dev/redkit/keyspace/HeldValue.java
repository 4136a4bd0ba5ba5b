package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A small value, which is here as the reply that brought it. */
final class HeldValue implements Value {
    private final Kind kind;
    private final Reply reply;
    private final long[] fieldExpiries;

    /** {@code fieldExpiries} holds what HPEXPIRETIME says for each field of a hash, or is null. */
    HeldValue(Kind kind, Reply reply, long[] fieldExpiries) {
        this.kind = kind;
        this.reply = reply;
        this.fieldExpiries = fieldExpiries;
    }

    /** Whether it is what a key that does not exist would give. */
    static boolean isNothing(Kind kind, Reply reply) {
        return reply.isNil()
                || (kind != Kind.STRING
                        && kind != Kind.MODULE
                        && kind != Kind.STREAM
                        && reply.items().isEmpty());
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public long size() {
        return switch (kind) {
            case STRING -> ((Reply.Bulk) reply).bytes().length;
            case LIST, SET -> reply.items().size();
            case ZSET -> reply.items().size() / 2;
            case HASH -> fields();
            case STREAM -> StreamReplies.fields(reply).get("length").number();
            case MODULE -> UNKNOWN;
        };
    }

    private long fields() {
        long count = reply.items().size() / 2;
        if (fieldExpiries != null) {
            for (long expiry : fieldExpiries) {
                count -= expiry == FieldExpiries.NO_FIELD ? 1 : 0;
            }
        }
        return count;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        switch (kind) {
            case STRING -> walker.text(StreamReplies.bytes(reply));
            case MODULE -> walker.payload(StreamReplies.bytes(reply));
            case LIST, SET -> {
                for (Reply item : reply.items()) {
                    walker.item(StreamReplies.bytes(item));
                }
            }
            case ZSET -> {
                List<Reply> items = reply.items();
                for (int i = 0; i < items.size(); i += 2) {
                    walker.scored(StreamReplies.bytes(items.get(i)), score(items.get(i + 1)));
                }
            }
            case HASH -> walkFields(walker);
            case STREAM -> walkStream(walker);
        }
    }

    private void walkFields(ValueWalker walker) throws IOException {
        List<Reply> items = reply.items();
        for (int i = 0; i < items.size(); i += 2) {
            long expiry = fieldExpiries == null ? Entry.NEVER : fieldExpiries[i / 2];
            if (expiry != FieldExpiries.NO_FIELD) {
                walker.field(StreamReplies.bytes(items.get(i)), StreamReplies.bytes(items.get(i + 1)), expiry);
            }
        }
    }

    private void walkStream(ValueWalker walker) throws IOException {
        Map<String, Reply> stream = StreamReplies.fields(reply);
        List<StreamState.Group> groups = new ArrayList<>();
        for (Reply one : stream.get("groups").items()) {
            Map<String, Reply> group = StreamReplies.fields(one);
            groups.add(StreamReplies.group(group, StreamReplies.pending(group)));
        }
        StreamState state = StreamReplies.state(stream, groups);
        StreamReplies.tell(stream.get("entries").items(), state.lastId(), walker);
        walker.stream(state);
    }

    /** A score as the server writes it. */
    static double score(Reply reply) {
        String text = reply.text();
        return switch (text) {
            case "inf", "+inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }
}
