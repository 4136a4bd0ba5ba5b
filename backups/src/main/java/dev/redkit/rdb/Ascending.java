package dev.redkit.rdb;

import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Tells the members of a sorted set lowest score first, though skip lists are stored the other way round. What is larger
 * than {@link #MOST_BYTES} is told as it comes: no value may need more memory than that.
 */
final class Ascending {
    private static final long MOST_BYTES = 8L << 20;
    private static final int OVERHEAD = 64;
    private static final Comparator<Scored> ORDER = (a, b) -> {
        int byScore = a.score < b.score ? -1 : a.score > b.score ? 1 : 0;
        return byScore != 0 ? byScore : Arrays.compareUnsigned(a.member, b.member);
    };

    private final ValueWalker walker;
    private List<Scored> held = new ArrayList<>();
    private long bytes;

    private record Scored(byte[] member, double score) {}

    Ascending(ValueWalker walker) {
        this.walker = walker;
    }

    void add(byte[] member, double score) throws IOException {
        if (held == null) {
            walker.scored(member, score);
            return;
        }
        held.add(new Scored(member, score));
        bytes += member.length + OVERHEAD;
        if (bytes > MOST_BYTES) {
            tell();
        }
    }

    void finish() throws IOException {
        if (held != null) {
            held.sort(ORDER);
            tell();
        }
    }

    private void tell() throws IOException {
        for (Scored scored : held) {
            walker.scored(scored.member, scored.score);
        }
        held = null;
    }
}
