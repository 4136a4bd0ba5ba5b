package dev.redkit.backup;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What differs between two sets of keys: files, or a file and a server. Each side is told once, key by key, in any order;
 * what is kept of a key is its name and a digest, on disk, parted by hash. So memory does not depend on the number of
 * keys, however many differ.
 */
public final class BackupDiff implements Closeable {
    /** So many keys of a side are compared in memory at once. */
    private static final int MOST_AT_ONCE = 100_000;

    private static final int DEEPEST = 8;

    private final Path folder;
    private final Spill before;
    private final Spill after;
    private final ValueDigest digest = new ValueDigest();
    private final PrefixTree beforeTree;
    private final PrefixTree afterTree;
    private final char separator;
    private final Tally one = new Tally();
    private final Counts counts = new Counts();
    private final long tolerance;
    private final int most;

    /** What became of a key. */
    public enum Change {
        ADDED,
        REMOVED,
        CHANGED,
        TTL_CHANGED
    }

    /**
     * A key that differs.
     *
     * @param before what it was; null for one that was added
     * @param after what it is; null for one that was removed
     */
    public record Difference(Change change, int db, byte[] key, Side before, Side after) {}

    /** A key on one side: its type, the bytes users have put into it, and when it expires. */
    public record Side(Kind kind, long bytes, long expireAt) {}

    /** How keys with a common beginning have grown. */
    public record Growth(byte[] prefix, Tally before, Tally after) {
        public long bytes() {
            return after.bytes() - before.bytes();
        }
    }

    /** How many keys there are of each sort. */
    public static final class Counts {
        private final Map<Change, Long> changes = new EnumMap<>(Change.class);
        private long same;

        public long of(Change change) {
            return changes.getOrDefault(change, 0L);
        }

        public long same() {
            return same;
        }

        /** Whether the two sides are equal. */
        public boolean none() {
            return changes.isEmpty();
        }
    }

    /** Sees the differences, in no particular order. */
    public interface DifferenceConsumer {
        void accept(Difference difference) throws IOException;
    }

    /** @param tolerance by how many milliseconds expiries may differ and still be the same */
    public BackupDiff(char separator, int depth, long tolerance) throws IOException {
        this(separator, depth, tolerance, MOST_AT_ONCE);
    }

    BackupDiff(char separator, int depth, long tolerance, int most) throws IOException {
        this.separator = separator;
        this.tolerance = tolerance;
        this.most = most;
        folder = Files.createTempDirectory("redkit-diff");
        before = new Spill(Files.createDirectory(folder.resolve("before")), 0);
        after = new Spill(Files.createDirectory(folder.resolve("after")), 0);
        beforeTree = new PrefixTree((byte) separator, depth);
        afterTree = new PrefixTree((byte) separator, depth);
    }

    /** A key of the first side, whose value is walked here. */
    public void before(Entry entry) throws IOException {
        add(entry, before, beforeTree);
    }

    /** A key of the second side. */
    public void after(Entry entry) throws IOException {
        add(entry, after, afterTree);
    }

    private void add(Entry entry, Spill side, PrefixTree tree) throws IOException {
        Kind kind = entry.value().kind();
        entry.value().walk(digest.reset(kind));
        side.add(new KeyRecord(
                entry.db(), entry.key(), kind, entry.expireAt(), digest.first(), digest.second(), digest.bytes()));
        one.set(entry.key().length + digest.bytes(), 0, entry.expires(), 0);
        tree.add(entry.key(), one);
    }

    /** Compares the sides, now that all keys are told. */
    public Counts compare(DifferenceConsumer consumer) throws IOException {
        before.finish();
        after.finish();
        compare(before, after, 1, consumer);
        return counts;
    }

    private void compare(Spill one, Spill other, int level, DifferenceConsumer consumer) throws IOException {
        for (int part = 0; part < Spill.PARTS; part++) {
            if (one.count(part) > most && level < DEEPEST) {
                again(one, other, part, level, consumer);
            } else {
                Map<KeyRecord.Name, KeyRecord> known = new HashMap<>();
                one.each(part, record -> known.put(record.name(), record));
                other.each(part, record -> judge(known.remove(record.name()), record, consumer));
                for (KeyRecord gone : known.values()) {
                    judge(gone, null, consumer);
                }
            }
        }
    }

    private void again(Spill one, Spill other, int part, int level, DifferenceConsumer consumer) throws IOException {
        try (Spill first = new Spill(one.below(part), level);
                Spill second = new Spill(other.below(part), level)) {
            one.each(part, first::add);
            other.each(part, second::add);
            first.finish();
            second.finish();
            compare(first, second, level + 1, consumer);
        }
    }

    private void judge(KeyRecord was, KeyRecord is, DifferenceConsumer consumer) throws IOException {
        Change change;
        if (was == null) {
            change = Change.ADDED;
        } else if (is == null) {
            change = Change.REMOVED;
        } else if (!was.sameValue(is)) {
            change = Change.CHANGED;
        } else if (sameExpiry(was.expireAt(), is.expireAt())) {
            counts.same++;
            return;
        } else {
            change = Change.TTL_CHANGED;
        }
        counts.changes.merge(change, 1L, Long::sum);
        KeyRecord named = was == null ? is : was;
        consumer.accept(new Difference(change, named.db(), named.key(), side(was), side(is)));
    }

    private boolean sameExpiry(long was, long is) {
        return was == is || (was != Entry.NEVER && is != Entry.NEVER && Math.abs(was - is) <= tolerance);
    }

    private static Side side(KeyRecord record) {
        return record == null ? null : new Side(record.kind(), record.bytes(), record.expireAt());
    }

    /** Prefixes by how much they have grown or shrunk, the greatest change first; those without a change left out. */
    public List<Growth> growth() {
        Map<KeyRecord.Name, Tally[]> found = new HashMap<>();
        collect(beforeTree.tree(), new byte[0], 0, found);
        collect(afterTree.tree(), new byte[0], 1, found);
        List<Growth> growth = new ArrayList<>();
        found.forEach((name, sides) -> growth.add(new Growth(name.key(), orNone(sides[0]), orNone(sides[1]))));
        growth.removeIf(
                one -> one.bytes() == 0 && one.before().keys() == one.after().keys());
        growth.sort(
                Comparator.comparingLong((Growth one) -> Math.abs(one.bytes())).reversed());
        return growth;
    }

    private static Tally orNone(Tally tally) {
        return tally == null ? new Tally() : tally;
    }

    private void collect(Prefix prefix, byte[] above, int side, Map<KeyRecord.Name, Tally[]> found) {
        for (Prefix child : prefix.children()) {
            byte[] name = child.below(above, separator);
            found.computeIfAbsent(new KeyRecord.Name(0, name), any -> new Tally[2])[side] = child.tally();
            collect(child, name, side, found);
        }
    }

    @Override
    public void close() throws IOException {
        before.close();
        after.close();
        List<Path> left;
        try (Stream<Path> files = Files.walk(folder)) {
            left = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : left) {
            Files.deleteIfExists(file);
        }
    }
}
