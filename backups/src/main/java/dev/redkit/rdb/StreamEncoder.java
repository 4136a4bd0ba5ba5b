package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * Encodes streams, as {@code XADD} of one message after the other would have stored them: nodes of listpacks that open
 * with the fields of their first message, so that messages with the same fields need only their values.
 */
public final class StreamEncoder extends ValueEncoder {
    private static final int TYPE_STREAM = 15;
    private static final int TYPE_STREAM_2 = 19;
    private static final int TYPE_STREAM_3 = 21;
    private static final int KEPT = 1 << 16;

    private final WriteVersion version;
    private final StreamNodes nodes;
    private final Elements words = new Elements(1);
    /** Of each message: milliseconds, sequence, and its first word. */
    private long[] millis = new long[32];

    private long[] sequences = new long[32];
    private int[] firsts = new int[33];
    private int count;
    private StreamState state;

    StreamEncoder(WriteVersion version, EncodingLimits limits) {
        this.version = version;
        this.nodes = new StreamNodes(limits);
    }

    @Override
    void clear() {
        words.clear();
        count = 0;
        state = null;
        if (millis.length > KEPT) {
            allocate(KEPT);
        }
    }

    private void allocate(int size) {
        millis = Arrays.copyOf(millis, size);
        sequences = Arrays.copyOf(sequences, size);
        firsts = Arrays.copyOf(firsts, size + 1);
    }

    /** Whether a message of this id may come next: ids only grow. */
    public boolean takes(long itsMillis, long itsSequence) {
        if (count == 0) {
            return itsMillis != 0 || itsSequence != 0;
        }
        int order = Long.compareUnsigned(itsMillis, millis[count - 1]);
        return order > 0 || (order == 0 && Long.compareUnsigned(itsSequence, sequences[count - 1]) > 0);
    }

    /** Starts a message; its id must be greater than the one before. */
    public void message(long itsMillis, long itsSequence) {
        if (!takes(itsMillis, itsSequence)) {
            throw new IllegalArgumentException(
                    "the id " + new StreamId(itsMillis, itsSequence) + " is not the greatest");
        }
        if (count == millis.length) {
            allocate(2 * count);
        }
        millis[count] = itsMillis;
        sequences[count] = itsSequence;
        firsts[count++] = words.count();
        firsts[count] = words.count();
    }

    /** A field of the message that was started, and then its value. */
    public void word(byte[] array, int offset, int length) {
        words.add(array, offset, length);
        firsts[count] = words.count();
    }

    /** The last id so far; {@link StreamId#ZERO} at the start. */
    public StreamId lastId() {
        return count == 0 ? StreamId.ZERO : id(count - 1);
    }

    private StreamId id(int message) {
        return new StreamId(millis[message], sequences[message]);
    }

    /** What the stream remembers beside its messages; without, it has no groups and never lost a message. */
    public void state(StreamState itsState) {
        state = itsState;
    }

    private StreamState stateNow() {
        if (state != null) {
            return state;
        }
        return new StreamState(lastId(), count == 0 ? StreamId.ZERO : id(0), StreamId.ZERO, count, List.of());
    }

    @Override
    void copying() {
        words.copying();
    }

    @Override
    void write(Encoded out) {
        out.octet(version.hasSevenTwo() ? TYPE_STREAM_3 : version.hasListpacks() ? TYPE_STREAM_2 : TYPE_STREAM);
        int counted = out.beginCounted();
        nodes.begin(out, words);
        for (int i = 0; i < count; i++) {
            nodes.add(millis[i], sequences[i], firsts[i], firsts[i + 1]);
        }
        out.endCounted(counted, nodes.end());
        StreamState now = stateNow();
        out.length(count);
        id(out, now.lastId());
        if (version.hasListpacks()) {
            id(out, now.firstId());
            id(out, now.maxDeletedId());
            out.length(now.entriesAdded());
        }
        new GroupsWriter(version, out).write(now.groups());
    }

    private static void id(Encoded out, StreamId id) {
        out.length(id.millis());
        out.length(id.sequence());
    }

    @Override
    public Kind kind() {
        return Kind.STREAM;
    }

    @Override
    public long size() {
        return count;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        for (int i = 0; i < count; i++) {
            byte[][] pairs = new byte[firsts[i + 1] - firsts[i]][];
            for (int word = 0; word < pairs.length; word++) {
                pairs[word] = words.copy(firsts[i] + word);
            }
            walker.message(id(i), pairs);
        }
        walker.stream(stateNow());
    }
}
