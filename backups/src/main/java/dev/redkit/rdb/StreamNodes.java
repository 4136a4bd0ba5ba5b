package dev.redkit.rdb;

/**
 * Writes the nodes of a stream.
 *
 * <pre>
 *   node: the id of its first message, and a listpack:
 *     messages, deleted ones, number of fields, field, field, … , 0
 *     then of each message: flags, its id less that of the node,
 *       [number of fields, field, value, field, value, …]  or, when flagged "same fields", [value, value, …],
 *       how many elements that was
 * </pre>
 */
final class StreamNodes {
    private static final int SAME_FIELDS = 2;
    private static final long LARGEST_NODE = 1L << 30;
    /** A small number in a listpack. */
    private static final int SMALL_NUMBER = 2;

    private final long mostBytes;
    private final long mostEntries;
    private final Encoded number = new Encoded();
    private Encoded out;
    private Elements words;
    private ListpackWriter listpack;
    private int written;

    private int blob;
    private int countAt;
    private long entries;
    private long nodeMillis;
    private long nodeSequence;
    private int master;
    private int masterEnd;

    StreamNodes(EncodingLimits limits) {
        long bytes = limits.streamNodeBytes();
        mostBytes = bytes == 0 ? LARGEST_NODE : Math.min(bytes, LARGEST_NODE);
        mostEntries = limits.streamNodeEntries() == 0 ? Long.MAX_VALUE : limits.streamNodeEntries();
    }

    void begin(Encoded bytes, Elements itsWords) {
        out = bytes;
        words = itsWords;
        listpack = new ListpackWriter(bytes);
        written = 0;
    }

    /** A message whose fields and values are the words from {@code first} to before {@code end}. */
    void add(long millis, long sequence, int first, int end) {
        if (written > 0 && isFull(first, end)) {
            endNode();
        }
        if (written == 0 || entries == 0) {
            beginNode(millis, sequence, first, end);
        }
        boolean same = hasMasterFields(first, end);
        listpack.add(same ? SAME_FIELDS : 0);
        listpack.add(millis - nodeMillis);
        listpack.add(sequence - nodeSequence);
        int fields = (end - first) / 2;
        if (!same) {
            listpack.add(fields);
        }
        for (int word = first; word < end; word++) {
            if (!same || (word - first) % 2 == 1) {
                word(word);
            }
        }
        listpack.add(same ? fields + 3 : 2 * fields + 4);
        entries++;
    }

    private void word(int word) {
        words.write(word, listpack);
    }

    private boolean isFull(int first, int end) {
        long more = 0;
        for (int word = first; word < end; word++) {
            more += words.length(word);
        }
        return entries >= mostEntries || listpack.bytes() + widthOfCount() - SMALL_NUMBER + more >= mostBytes;
    }

    private int widthOfCount() {
        number.clear();
        new ListpackWriter(number).add(entries);
        return number.size();
    }

    private void beginNode(long millis, long sequence, int first, int end) {
        nodeMillis = millis;
        nodeSequence = sequence;
        master = first;
        masterEnd = end;
        written++;
        out.length(2 * Long.BYTES);
        out.longBe(millis);
        out.longBe(sequence);
        blob = out.beginBlob();
        listpack.begin();
        countAt = out.size();
        listpack.add(1);
        listpack.add(0);
        listpack.add((end - first) / 2);
        for (int word = first; word < end; word += 2) {
            word(word);
        }
        listpack.add(0);
    }

    private boolean hasMasterFields(int first, int end) {
        if (end - first != masterEnd - master) {
            return false;
        }
        for (int word = first; word < end; word += 2) {
            int there = master + word - first;
            if (word != there && !words.equal(there, words.array(word), words.start(word), words.length(word))) {
                return false;
            }
        }
        return true;
    }

    private void endNode() {
        int width = widthOfCount();
        out.replace(countAt, SMALL_NUMBER, number.array(), width);
        listpack.end();
        out.endBlob(blob);
        entries = 0;
    }

    /** Says how many nodes there are. */
    int end() {
        if (entries > 0) {
            endNode();
        }
        return written;
    }
}
