package dev.redkit.keyspace;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A long stream: its state first, then by XRANGE the messages that belong to it, then by XPENDING what its groups wait
 * for. The pending messages of one stream are held together (some 80 bytes each); their times are right to a millisecond.
 */
final class LongStream extends LongValue {
    private static final int PENDING = 1000;

    LongStream(Origin origin, Key key, long size) {
        super(origin, key, size);
    }

    @Override
    void walkPieces(ValueWalker walker) throws IOException {
        Reply full = ask(
                Line.word("XINFO"), Line.word("STREAM"), name(), Line.word("FULL"), Line.word("COUNT"), Line.word("1"));
        Map<String, Reply> stream = StreamReplies.fields(full);
        List<StreamState.Group> groups = new ArrayList<>();
        for (Reply one : stream.get("groups").items()) {
            Map<String, Reply> group = StreamReplies.fields(one);
            groups.add(StreamReplies.group(group, pending(group)));
        }
        StreamState state = StreamReplies.state(stream, groups);
        walkMessages(state.lastId(), walker);
        walker.stream(state);
    }

    private void walkMessages(StreamId last, ValueWalker walker) throws IOException {
        Window window = window();
        byte[] start = Line.word("-");
        byte[] end = last.toString().getBytes(StandardCharsets.US_ASCII);
        while (true) {
            List<Reply> messages = ask(Line.word("XRANGE"), name(), start, end, Line.word("COUNT"), window.word())
                    .items();
            StreamReplies.tell(messages, last, walker);
            StreamId latest = messages.isEmpty()
                    ? last
                    : StreamReplies.id(messages.get(messages.size() - 1).items().get(0));
            if (latest.compareTo(last) >= 0) {
                return;
            }
            window.came(messages.size(), bytes(messages));
            start = StreamReplies.after(latest);
        }
    }

    private List<StreamState.Pending> pending(Map<String, Reply> group) throws Gone {
        List<StreamState.Pending> pending = StreamReplies.pending(group);
        if (group.get("pel-count").number() <= pending.size()) {
            return pending;
        }
        pending.clear();
        byte[] name = StreamReplies.bytes(group.get("name"));
        byte[] start = Line.word("-");
        while (true) {
            List<Reply> clock = ask(Line.word("TIME")).items();
            long now = clock.get(0).number() * 1000 + clock.get(1).number() / 1000;
            List<Reply> some = ask(Line.word("XPENDING"), name(), name, start, Line.word("+"), Line.number(PENDING))
                    .items();
            for (Reply one : some) {
                List<Reply> parts = one.items();
                pending.add(new StreamState.Pending(
                        StreamReplies.id(parts.get(0)),
                        StreamReplies.bytes(parts.get(1)),
                        now - parts.get(2).number(),
                        parts.get(3).number()));
            }
            if (some.size() < PENDING) {
                return pending;
            }
            start = StreamReplies.after(pending.get(pending.size() - 1).id());
        }
    }
}
