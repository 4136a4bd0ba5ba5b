package dev.redkit.restore;

import dev.redkit.backup.BackupPart;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * A first look through the backup, before anything is changed: it is read to its end, so that a damaged one is refused
 * while the server is still as it was, and the keys that are meant are counted. Which values are too big to be sent as a
 * whole is remembered by where they lie.
 */
public final class Survey {
    private static final int SAMPLE = 1000;
    private static final int MOST_DATABASES = 4096;

    private final RestoreSpec spec;
    private final int bigFrom;
    private final List<long[]> big = new ArrayList<>();
    private final Map<String, Long> types = new TreeMap<>();
    private final Map<Integer, Long> databases = new TreeMap<>();
    private final List<Named> sample = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(7);
    private long[] bigHere = {};
    private int bigCount;
    private long keys;
    private long otherKeys;
    private long expired;
    private long bytes;
    private long functions;
    private long created = -1;

    private Survey(RestoreSpec spec, int bigFrom) {
        this.spec = spec;
        this.bigFrom = bigFrom;
    }

    /** Looks through all parts. */
    static Survey of(
            List<BackupPart> parts, RestoreSpec spec, int bigFrom, Progress progress, BooleanSupplier cancelled) {
        Survey survey = new Survey(spec, bigFrom);
        for (BackupPart part : parts) {
            survey.look(part, progress, cancelled);
        }
        return survey;
    }

    private void look(BackupPart part, Progress progress, BooleanSupplier cancelled) {
        bigHere = new long[8];
        bigCount = 0;
        try (Input input = part.open().reportTo(progress)) {
            RdbReader reader = RdbReader.open(input.stream(), part.name()).listener(new Notes());
            while (reader.next() && !cancelled.getAsBoolean()) {
                key(reader);
            }
        } catch (IOException e) {
            throw new BadInput("cannot read " + part.name() + ": " + Reason.of(e), null, e);
        }
        big.add(Arrays.copyOf(bigHere, bigCount));
    }

    private void key(RdbReader reader) throws IOException {
        boolean wanted = spec.filter().wants(reader);
        reader.skip();
        long size = reader.position() - reader.offset();
        if (!wanted || !spec.filter().wantsSize(size)) {
            otherKeys++;
            return;
        }
        keys++;
        bytes += size;
        if (spec.ttl() == Ttl.KEEP
                && reader.expireAt() >= 0
                && reader.expireAt() <= spec.clock().millis()) {
            expired++;
        }
        types.merge(reader.type().kind().word(), 1L, Long::sum);
        if (databases.size() < MOST_DATABASES || databases.containsKey(reader.db())) {
            databases.merge(spec.database(reader.db()), 1L, Long::sum);
        }
        sample(reader);
        if (reader.valueBytes() > bigFrom) {
            big(reader.offset());
        }
    }

    /** Every key is as likely to be in the sample as every other. */
    private void sample(RdbReader reader) {
        Named named = new Named(
                spec.database(reader.db()), spec.names().of(reader.key()).clone());
        if (sample.size() < SAMPLE) {
            sample.add(named);
        } else {
            long place = random.nextLong(keys);
            if (place < SAMPLE) {
                sample.set((int) place, named);
            }
        }
    }

    private void big(long offset) {
        if (bigCount == bigHere.length) {
            bigHere = Arrays.copyOf(bigHere, 2 * bigCount);
        }
        bigHere[bigCount++] = offset;
    }

    /** Whether the value of the key whose record begins there has to be sent in pieces. */
    boolean isBig(int part, long offset) {
        return Arrays.binarySearch(big.get(part), offset) >= 0;
    }

    /** Keys that are to be restored. */
    public long keys() {
        return keys;
    }

    /** Keys that the filter leaves out. */
    public long otherKeys() {
        return otherKeys;
    }

    /** Keys that have expired since the backup. */
    public long expired() {
        return expired;
    }

    /** What the keys take in the backup. */
    public long bytes() {
        return bytes;
    }

    public long functions() {
        return functions;
    }

    /** Values that are sent in pieces. */
    public long big() {
        return big.stream().mapToLong(here -> here.length).sum();
    }

    public Map<String, Long> types() {
        return types;
    }

    public Map<Integer, Long> databases() {
        return databases;
    }

    /** When the backup was taken, in Unix seconds, or -1. */
    public long created() {
        return created;
    }

    List<Named> sample() {
        return sample;
    }

    private final class Notes implements RdbListener {
        @Override
        public void created(long seconds) {
            created = seconds;
        }

        @Override
        public void function(byte[] source) {
            functions++;
        }
    }
}
