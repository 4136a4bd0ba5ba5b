package dev.redkit.backup;

import dev.redkit.entry.Entry;
import dev.redkit.memory.Allocator;
import dev.redkit.memory.MemoryModel;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.rdb.Sizes;
import dev.redkit.redis.Slots;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What is in one or several files: keys by type, database, prefix, size and time to live, what they take on a server, and
 * those that stand out. Found in one pass; the memory that takes depends on {@link Options} and not on the files.
 */
public final class Inspection {
    private static final long MINUTE = Duration.ofMinutes(1).toMillis();
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int SIZE_BUCKETS = 40;
    private static final int MOST_DATABASES = 4096;

    private final Options options;
    private final MemoryModel model;
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<FileSummary> summaries = new ArrayList<>();
    private final Map<RdbType, Tally> types = new EnumMap<>(RdbType.class);
    private final Map<Integer, Tally> databases = new TreeMap<>();
    private final Tally total = new Tally();
    private final Tally one = new Tally();
    private final TopKeys byBytes;
    private final TopKeys byElements;
    private final TopKeys byMemory;
    private final PrefixTree prefixes;
    /** Milliseconds to live; the first bucket is what had expired already. */
    private final Histogram timesToLive = new Histogram(0, MINUTE, HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY);

    private final Histogram idle = new Histogram(60, 3600, 86_400, 7 * 86_400, 30 * 86_400);
    private final Histogram frequencies = new Histogram(1, 5, 10, 20, 50, 100, 200);
    private final Histogram sizes = Histogram.ofPowers(SIZE_BUCKETS);
    private final Histogram elementSizes = Histogram.ofPowers(SIZE_BUCKETS);
    private final Tally[] slots;
    private long announced;
    private long wanted;
    private long drawn;
    private boolean looking;

    /**
     * The server whose memory is meant.
     *
     * @param allocator that it was built with
     */
    public record Memory(TargetServer server, Allocator allocator) {}

    /**
     * A part of the keys, drawn at random, from which the rest is inferred.
     *
     * @param share of the keys, above 0 and at most 1
     * @param keys how many, as far as the file announces its number of keys; 0 when the share says it
     */
    public record Sample(double share, long keys) {
        public static final Sample ALL = new Sample(1, 0);

        public Sample {
            if (!(share > 0 && share <= 1) || keys < 0) {
                throw new IllegalArgumentException("share " + share + ", keys " + keys);
            }
        }
    }

    /**
     * How closely to look.
     *
     * @param top how many keys to name that stand out
     * @param separator what parts of keys' names are separated with
     * @param depth how many parts of a name make a prefix
     * @param now the time that times to live are counted from, in Unix milliseconds
     * @param bySlot to count keys by the slot of a cluster too
     * @param memory for which server; null: what keys take in memory is not worked out
     * @param keys which keys to look at
     * @param sample how many of those
     */
    public record Options(
            int top,
            char separator,
            int depth,
            long now,
            boolean bySlot,
            Memory memory,
            KeyFilter keys,
            Sample sample) {
        private static final int MOST = 100_000;

        public Options {
            if (top < 0 || top > MOST || depth < 0 || depth > 64 || separator > 127) {
                throw new IllegalArgumentException("top " + top + ", depth " + depth + ", separator " + separator);
            }
        }

        public static Options at(long now) {
            return new Options(20, ':', 3, now, false, null, KeyFilter.ALL, Sample.ALL);
        }

        public Options withMemory(Memory value) {
            return new Options(top, separator, depth, now, bySlot, value, keys, sample);
        }
    }

    public Inspection(Options options) {
        this.options = options;
        byBytes = new TopKeys(options.top(), BigKey::bytes);
        byElements = new TopKeys(options.top(), BigKey::elements);
        byMemory = new TopKeys(options.memory() == null ? 0 : options.top(), BigKey::memory);
        prefixes = new PrefixTree((byte) options.separator(), options.depth());
        slots = options.bySlot() ? new Tally[Slots.COUNT] : new Tally[0];
        model = options.memory() == null
                ? null
                : MemoryModel.of(
                        options.memory().server().flavour(),
                        options.memory().server().version(),
                        options.memory().allocator());
    }

    /**
     * Reads a file to its end, or as far as it can be read.
     *
     * @param in decompressed; not closed
     * @param name what to call it in messages
     */
    public static Inspection of(InputStream in, String name, Options options) throws IOException {
        Inspection inspection = new Inspection(options);
        inspection.add(in, name);
        return inspection;
    }

    /** Reads another file too. */
    public FileSummary add(InputStream in, String name) throws IOException {
        FileSummary summary = FileSummary.read(in, name, new Looking());
        summaries.add(summary);
        return summary;
    }

    private final class Looking implements FileSummary.Eye {
        private final Sizes parts = new Parts(elementSizes, model);

        @Override
        public boolean wantsParts(RdbReader reader) {
            looking = options.keys().wants(reader);
            wanted += looking ? 1 : 0;
            looking = looking && isDrawn();
            drawn += looking ? 1 : 0;
            if (looking && model != null) {
                model.begin(reader.key().length, reader.type(), reader.expireAt() != Entry.NEVER);
            }
            return looking;
        }

        @Override
        public Sizes sizes() {
            return parts;
        }

        @Override
        public void seen(RdbReader reader) {
            if (looking && options.keys().wantsSize(reader.position() - reader.offset())) {
                key(reader);
            }
        }

        @Override
        public RdbListener listener() {
            return new RdbListener() {
                @Override
                public void sizes(long keys, long expiring) {
                    announced += keys;
                }
            };
        }
    }

    private boolean isDrawn() {
        double share = options.sample().keys() > 0 && announced > 0
                ? (double) options.sample().keys() / announced
                : options.sample().share();
        return share >= 1 || random.nextDouble() < share;
    }

    private void key(RdbReader reader) {
        long bytes = reader.position() - reader.offset();
        long elements = reader.elements();
        boolean expires = reader.expireAt() != Entry.NEVER;
        long memory = model == null ? 0 : model.end(reader.valueBytes());
        one.set(bytes, elements, expires, memory);
        total.add(one);
        types.computeIfAbsent(reader.type(), type -> new Tally()).add(one);
        if (databases.size() < MOST_DATABASES || databases.containsKey(reader.db())) {
            databases.computeIfAbsent(reader.db(), db -> new Tally()).add(one);
        }
        byBytes.offer(reader, bytes, memory);
        byElements.offer(reader, elements, memory);
        byMemory.offer(reader, memory, memory);
        prefixes.add(reader.key(), one);
        sizes.add(bytes, bytes);
        if (expires) {
            timesToLive.add(reader.expireAt() - options.now(), bytes);
        }
        if (reader.idleSeconds() >= 0) {
            idle.add(reader.idleSeconds(), bytes);
        }
        if (reader.frequency() >= 0) {
            frequencies.add(reader.frequency(), bytes);
        }
        if (slots.length > 0) {
            slotTally(reader.key()).add(one);
        }
    }

    private Tally slotTally(byte[] key) {
        int slot = Slots.of(key);
        if (slots[slot] == null) {
            slots[slot] = new Tally();
        }
        return slots[slot];
    }

    public Options options() {
        return options;
    }

    /** Whether the (last) file is sound, and its keys by type and database, looked at or not. */
    public FileSummary summary() {
        return summaries.get(summaries.size() - 1);
    }

    /** The same for every file. */
    public List<FileSummary> summaries() {
        return Collections.unmodifiableList(summaries);
    }

    /** All keys that were looked at. */
    public Tally total() {
        return total;
    }

    /** Wanted keys for each one that was drawn: what to multiply the figures with. */
    public double scale() {
        return drawn == 0 ? 1 : (double) wanted / drawn;
    }

    public Map<RdbType, Tally> types() {
        return Collections.unmodifiableMap(types);
    }

    public Map<Integer, Tally> databases() {
        return Collections.unmodifiableMap(databases);
    }

    /** The keys that take the most bytes in the file. */
    public List<BigKey> largest() {
        return byBytes.list();
    }

    /** The keys with the most elements. */
    public List<BigKey> longest() {
        return byElements.list();
    }

    /** The keys that take the most memory on the server that was asked about; empty when none was. */
    public List<BigKey> heaviest() {
        return byMemory.list();
    }

    /** All keys by what their names begin with. */
    public Prefix prefixes() {
        return prefixes.tree();
    }

    /** Keys that expire, by milliseconds to live; the first bucket holds those that had expired already. */
    public Histogram timesToLive() {
        return timesToLive;
    }

    /** Keys by the seconds for which nobody used them, where the file says it. */
    public Histogram idle() {
        return idle;
    }

    /** Keys by the server's measure of how often they are used, where the file says it. */
    public Histogram frequencies() {
        return frequencies;
    }

    /** Keys by their bytes in the file. */
    public Histogram sizes() {
        return sizes;
    }

    /** Strings, and the elements of collections (fields and values each), by their bytes. */
    public Histogram elementSizes() {
        return elementSizes;
    }

    /** Keys of a slot of a cluster; empty when that was not asked for. */
    public Tally slot(int slot) {
        return slots.length == 0 || slots[slot] == null ? new Tally() : slots[slot];
    }

    @Override
    public String toString() {
        return summaries + ": " + total;
    }
}
