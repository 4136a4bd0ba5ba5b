package dev.redkit.rdb;

import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.StreamState.Consumer;
import dev.redkit.entry.StreamState.Group;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Streams: nodes of messages, then what the stream remembers. The layout is in {@link ValueFraming#stream}; a node is a
 * listpack of
 *
 * <pre>
 *   node    = live deleted n  n * name 0  message*
 *   message = flags ms seq { same: n * value | count  count * (name value) } size
 *             flags: 1 deleted, 2 same names as the node's; ms and seq are added to the node's id
 * </pre>
 */
final class StreamDecoder {
    static final int ID = 16;

    private static final int DELETED = 1;
    private static final int SAME_NAMES = 2;

    private final Window in;
    private final Strings strings;
    private final ListpackReader node;
    private final boolean checking;
    private final Sizes sizes;

    private long nodeMillis;
    private long nodeSequence;
    private long lastMillis;
    private long lastSequence;
    private boolean any;
    private StreamId first = StreamId.ZERO;
    private long told;
    private long nameLength;

    StreamDecoder(Window in, Strings strings, ListpackReader node, boolean checking, Sizes sizes) {
        this.sizes = sizes == null ? new Sizes() {} : sizes;
        this.in = in;
        this.strings = strings;
        this.node = node;
        this.checking = checking;
    }

    /** How many messages there were. */
    long walk(int version, ValueWalker walker) throws IOException {
        long nodes = in.length();
        for (long i = 0; i < nodes; i++) {
            node(walker);
        }
        long start = in.offset();
        long length = in.length();
        if (length != told) {
            throw RdbFault.damaged(start, "a stream of " + length + " messages holds " + told);
        }
        StreamId last = id();
        if (any && last.compareTo(new StreamId(lastMillis, lastSequence)) < 0) {
            throw RdbFault.damaged(start, "a stream's last id is before its last message");
        }
        StreamId deleted = StreamId.ZERO;
        long added = length;
        if (version >= 2) {
            first = id();
            deleted = id();
            added = in.number();
        }
        List<Group> groups = groups(version);
        if (version >= 4) {
            producers();
        }
        if (!checking) {
            walker.stream(new StreamState(last, first, deleted, added, groups));
        }
        return told;
    }

    private StreamId id() throws IOException {
        return new StreamId(in.number(), in.number());
    }

    private void node(ValueWalker walker) throws IOException {
        strings.open();
        if (strings.length != ID) {
            throw RdbFault.damaged(strings.offset, "a stream's node has a key of " + strings.length + " bytes");
        }
        nodeMillis = bigEndian(strings.at);
        nodeSequence = bigEndian(strings.at + Long.BYTES);
        strings.open();
        node.open(strings.bytes, strings.at, strings.length);
        sizes.streamNode(nodeMillis, nodeSequence, strings.length);
        long live = integer();
        long deleted = integer();
        int fields = fields(integer());
        byte[][] names = new byte[checking ? 0 : fields][];
        for (int i = 0; i < fields; i++) {
            node.demandNext();
            if (!checking) {
                names[i] = node.value();
            }
        }
        if (integer() != 0) {
            throw node.bad("of a stream has no 0 behind its field names");
        }
        while (node.next()) {
            if (message(fields, names, walker)) {
                live--;
                told++;
            } else {
                deleted--;
            }
        }
        if (live != 0 || deleted != 0) {
            throw node.bad("of a stream holds another number of messages than it says");
        }
    }

    private long bigEndian(int at) {
        return Long.reverseBytes((long) Packed.LONG.get(strings.bytes, at));
    }

    private long integer() {
        node.demandNext();
        return node.integer();
    }

    /** Every field takes at least two bytes, so an honest count is less than half the size. */
    private int fields(long count) {
        if (count < 0 || count > (node.end - node.begin) / 2) {
            throw node.bad("of a stream says " + count + " fields");
        }
        return (int) count;
    }

    /** Reads a message, whose flags are the current entry; false for one that is marked as deleted. */
    private boolean message(int nodeFields, byte[][] names, ValueWalker walker) throws IOException {
        long flags = node.integer();
        advance(integer(), integer());
        boolean same = (flags & SAME_NAMES) != 0;
        boolean deleted = (flags & DELETED) != 0;
        int fields = same ? nodeFields : fields(integer());
        byte[][] pairs = checking || deleted ? null : new byte[2 * fields][];
        for (int i = 0; i < fields; i++) {
            if (!same) {
                node.demandNext();
            }
            if (pairs != null) {
                pairs[2 * i] = same ? names[i] : node.value();
            }
            node.demandNext();
            if (pairs != null) {
                pairs[2 * i + 1] = node.value();
            }
        }
        long size = integer();
        if (size != (same ? fields + 3L : 2L * fields + 4)) {
            throw node.bad("of a stream has a message of " + size + " entries with " + fields + " fields");
        }
        if (pairs != null) {
            walker.message(new StreamId(lastMillis, lastSequence), pairs);
        }
        if (!deleted && told == 0) {
            first = new StreamId(lastMillis, lastSequence);
        }
        return !deleted;
    }

    private void advance(long millis, long sequence) {
        long ms = nodeMillis + millis;
        long seq = nodeSequence + sequence;
        int order = Long.compareUnsigned(ms, lastMillis);
        if (any && (order < 0 || (order == 0 && Long.compareUnsigned(seq, lastSequence) <= 0))) {
            throw node.bad("of a stream is not in the order of ids");
        }
        any = true;
        lastMillis = ms;
        lastSequence = seq;
    }

    private List<Group> groups(int version) throws IOException {
        long count = in.length();
        List<Group> groups = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] name = name();
            sizes.group();
            StreamId last = id();
            long read = version >= 2 ? in.number() : -1;
            PendingList pending = new PendingList(in, checking, sizes);
            pending.read(in.length());
            List<Consumer> consumers = consumers(version, pending);
            if (version >= 5) {
                pending.claim(in.length(), Strings.EMPTY);
            }
            pending.demandAllClaimed();
            if (!checking) {
                groups.add(new Group(name, last, read, pending.list(), consumers));
            }
        }
        return groups;
    }

    private byte[] name() throws IOException {
        if (checking) {
            nameLength = strings.check();
            return Strings.EMPTY;
        }
        return strings.read();
    }

    private List<Consumer> consumers(int version, PendingList pending) throws IOException {
        long count = in.length();
        List<Consumer> consumers = new ArrayList<>();
        for (long i = 0; i < count; i++) {
            byte[] name = name();
            sizes.consumer(nameLength);
            long seen = in.u64();
            long active = version >= 3 ? in.u64() : -1;
            pending.claim(in.length(), name);
            if (!checking) {
                consumers.add(new Consumer(name, seen, active));
            }
        }
        return consumers;
    }

    /** What Redis 8.6 keeps to tell repeated messages: read past, there is no word for it in a stream's state. */
    private void producers() throws IOException {
        in.number();
        in.number();
        long count = in.length();
        for (long i = 0; i < count; i++) {
            strings.check();
            long messages = in.length();
            for (long j = 0; j < messages; j++) {
                strings.check();
                in.number();
                in.number();
            }
        }
        in.number();
        in.number();
    }
}
