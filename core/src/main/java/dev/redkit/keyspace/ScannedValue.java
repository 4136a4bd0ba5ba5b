package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A big set, sorted set or hash, by SSCAN, ZSCAN or HSCAN. What these repeat is told once, as long as not more than
 * {@value #REMEMBERED} others came between; what stays in the value for the whole time is never left out.
 */
final class ScannedValue extends LongValue {
    private static final int REMEMBERED = 1 << 17;

    /** New for each walk. */
    private Seen seen;

    ScannedValue(Origin origin, Key key, long size) {
        super(origin, key, size);
    }

    private byte[] command() {
        return switch (kind()) {
            case SET -> Line.word("SSCAN");
            case ZSET -> Line.word("ZSCAN");
            default -> Line.word("HSCAN");
        };
    }

    @Override
    void walkPieces(ValueWalker walker) throws IOException {
        Window window = window();
        seen = new Seen(REMEMBERED);
        byte[] cursor = Line.word("0");
        do {
            List<Reply> reply = ask(command(), name(), cursor, Line.word("COUNT"), window.word())
                    .items();
            List<Reply> items = reply.get(1).items();
            window.came(items.size() / step(), bytes(items));
            tell(items, walker);
            cursor = StreamReplies.bytes(reply.get(0));
        } while (cursor.length != 1 || cursor[0] != '0');
    }

    /** Replies for each element. */
    private int step() {
        return kind() == Kind.SET ? 1 : 2;
    }

    private void tell(List<Reply> items, ValueWalker walker) throws IOException {
        List<byte[]> names = new ArrayList<>();
        List<Reply> values = new ArrayList<>();
        for (int i = 0; i < items.size(); i += step()) {
            byte[] name = StreamReplies.bytes(items.get(i));
            if (seen.add(name)) {
                names.add(name);
                values.add(items.get(i + step() - 1));
            }
        }
        long[] expiries = kind() == Kind.HASH && abilities().fieldExpiry() ? expiries(names) : null;
        for (int i = 0; i < names.size(); i++) {
            switch (kind()) {
                case SET -> walker.item(names.get(i));
                case ZSET -> walker.scored(names.get(i), HeldValue.score(values.get(i)));
                default -> {
                    if (expiries == null || expiries[i] != FieldExpiries.NO_FIELD) {
                        long expiry = expiries == null ? Entry.NEVER : expiries[i];
                        walker.field(names.get(i), StreamReplies.bytes(values.get(i)), expiry);
                    }
                }
            }
        }
    }

    private long[] expiries(List<byte[]> names) throws Gone {
        return names.isEmpty() ? null : FieldExpiries.of(ask(FieldExpiries.question(name(), names)), names.size());
    }
}
