package dev.redkit.keyspace;

import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.List;

/** A long list, in windows of LRANGE, up to the length it had first: what is pushed meanwhile shifts the windows. */
final class LongList extends LongValue {
    LongList(Origin origin, Key key, long size) {
        super(origin, key, size);
    }

    @Override
    void walkPieces(ValueWalker walker) throws IOException {
        Window window = window();
        long at = 0;
        while (at < size()) {
            long last = Math.min(size(), at + window.count()) - 1;
            List<Reply> items = ask(Line.word("LRANGE"), name(), Line.number(at), Line.number(last))
                    .items();
            if (items.isEmpty()) {
                return;
            }
            window.came(items.size(), bytes(items));
            for (Reply item : items) {
                walker.item(StreamReplies.bytes(item));
            }
            at += items.size();
        }
    }
}
