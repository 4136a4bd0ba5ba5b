package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.Arrays;

/** Encodes sorted sets. A member that comes again gets the later score, as with {@code ZADD}. */
public final class ZsetEncoder extends ValueEncoder {
    private static final int TYPE_ZSET_2 = 5;
    private static final int TYPE_ZSET_LISTPACK = 17;
    private static final int KEPT = 1 << 16;

    private final WriteVersion version;
    private final EncodingLimits limits;
    private final Elements members = new Elements(1);
    private double[] scores = new double[32];
    private boolean longMember;

    ZsetEncoder(WriteVersion version, EncodingLimits limits) {
        this.version = version;
        this.limits = limits;
    }

    @Override
    void clear() {
        members.clear();
        longMember = false;
        if (scores.length > KEPT) {
            scores = new double[KEPT];
        }
    }

    /**
     * A member and its score.
     *
     * @param score anything but NaN
     */
    public void member(byte[] array, int offset, int length, double score) {
        if (Double.isNaN(score)) {
            throw new IllegalArgumentException("a score is not a number");
        }
        int known = members.find(array, offset, length);
        if (known != Elements.NONE) {
            scores[known] = score;
            return;
        }
        longMember |= length > limits.zsetValue();
        int added = members.add(array, offset, length);
        if (added == scores.length) {
            scores = Arrays.copyOf(scores, 2 * added);
        }
        scores[added] = score;
    }

    @Override
    void copying() {
        members.copying();
    }

    @Override
    void write(Encoded out) {
        int[] order = order();
        if (version.hasListpacks() && members.count() <= limits.zsetEntries() && !longMember) {
            writeListpack(out, order);
            return;
        }
        out.octet(TYPE_ZSET_2);
        out.length(members.count());
        for (int i = order.length - 1; i >= 0; i--) {
            int member = order[i];
            members.write(member, out);
            out.longLe(Double.doubleToRawLongBits(scores[member]));
        }
    }

    private void writeListpack(Encoded out, int[] order) {
        out.octet(TYPE_ZSET_LISTPACK);
        int blob = out.beginBlob();
        ListpackWriter listpack = new ListpackWriter(out);
        listpack.begin();
        for (int member : order) {
            members.write(member, listpack);
            double score = scores[member];
            if (ScoreText.isWhole(score)) {
                listpack.add((long) score);
            } else {
                byte[] text = ScoreText.of(score, version);
                listpack.add(text, 0, text.length);
            }
        }
        listpack.end();
        out.endBlob(blob);
    }

    /** By score, equals by member. Zero and minus zero are equals, so this is not Double.compare. */
    private int[] order() {
        int[] order = IndexSort.identity(members.count());
        IndexSort.sort(order, (a, b) -> scores[a] < scores[b] ? -1 : scores[a] > scores[b] ? 1 : members.compare(a, b));
        return order;
    }

    @Override
    public Kind kind() {
        return Kind.ZSET;
    }

    @Override
    public long size() {
        return members.count();
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        for (int member : order()) {
            walker.scored(members.copy(member), scores[member]);
        }
    }
}
