package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;

/** Encodes lists, as one {@code RPUSH} of all items would have stored them. */
public final class ListEncoder extends ValueEncoder {
    private static final int TYPE_LIST = 1;
    private static final int TYPE_LIST_QUICKLIST_2 = 18;
    private static final int PLAIN = 1;
    private static final int PACKED = 2;

    /** No node that is bounded by a count may be larger. */
    private static final int SAFE_SIZE = 8192;
    /** What the servers take for the encoding of one more item. */
    private static final int OVERHEAD = 8;

    private static final int EMPTY_LISTPACK = 7;
    /** From here on, an item has a node of its own also in Redis 7.0. */
    private static final int HUGE = 1 << 30;

    private final WriteVersion version;
    private final Elements items = new Elements(1);
    private final int mostItems;
    private final int mostBytes;
    private long total;

    ListEncoder(WriteVersion version, EncodingLimits limits) {
        this.version = version;
        int size = limits.listSize();
        this.mostItems = size > 0 ? Math.min(size, Short.MAX_VALUE) : size == 0 ? 1 : Integer.MAX_VALUE;
        this.mostBytes = size >= 0 ? SAFE_SIZE : 2048 << Math.min(-size, 5);
    }

    @Override
    void clear() {
        items.clear();
        total = 0;
    }

    public void item(byte[] array, int offset, int length) {
        items.add(array, offset, length);
        total += length;
    }

    @Override
    void copying() {
        items.copying();
    }

    @Override
    void write(Encoded out) {
        if (!version.hasListpacks()) {
            out.octet(TYPE_LIST);
            out.length(items.count());
            for (int i = 0; i < items.count(); i++) {
                items.write(i, out);
            }
            return;
        }
        out.octet(TYPE_LIST_QUICKLIST_2);
        int counted = out.beginCounted();
        int nodes = 0;
        // Since Redis 7.2 a list begins as one listpack, and its limit knows nothing of overheads.
        boolean single = version.hasSevenTwo() && EMPTY_LISTPACK + total <= mostBytes && items.count() <= mostItems;
        for (int next = 0; next < items.count(); nodes++) {
            next = isPlain(items.length(next)) ? writePlain(out, next) : writePacked(out, next, single);
        }
        out.endCounted(counted, nodes);
    }

    private boolean isPlain(int length) {
        return length >= (version.hasSevenTwo() ? mostBytes + 1 : HUGE);
    }

    private int writePlain(Encoded out, int item) {
        out.length(PLAIN);
        items.write(item, out);
        return item + 1;
    }

    /** Writes a node of all items that fit on it, and says which is the next. */
    private int writePacked(Encoded out, int first, boolean all) {
        out.length(PACKED);
        int blob = out.beginBlob();
        ListpackWriter listpack = new ListpackWriter(out);
        listpack.begin();
        int next = first;
        do {
            items.write(next, listpack);
            next++;
        } while (next < items.count() && (all || fits(listpack, items.length(next))));
        listpack.end();
        out.endBlob(blob);
        return next;
    }

    private boolean fits(ListpackWriter listpack, int length) {
        return !isPlain(length)
                && listpack.count() < mostItems
                && (long) listpack.bytes() + length + OVERHEAD <= mostBytes;
    }

    @Override
    public Kind kind() {
        return Kind.LIST;
    }

    @Override
    public long size() {
        return items.count();
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        for (int i = 0; i < items.count(); i++) {
            walker.item(items.copy(i));
        }
    }
}
