package dev.redkit.restore;

import dev.redkit.backup.BackupFile;
import dev.redkit.backup.BackupPart;
import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Nobody;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Input;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.Selection;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbReader;
import dev.redkit.redis.Redis;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * Compares what the server has with what the backup says: value by value in the server's own words, by a number for each,
 * so that memory holds one batch of names. Values of modules are only looked for.
 */
public final class Verification {
    private static final int BATCH = 500;
    private static final int SHOWN = 10;

    private final BackupFile backup;
    private final RestoreSpec spec;
    private final Survey survey;
    private final BooleanSupplier cancelled;
    private long checked;
    private long different;
    private final List<String> examples = new ArrayList<>();

    /**
     * What was found.
     *
     * @param examples the first keys that differ, and how
     */
    public record Result(long checked, long different, List<String> examples) {
        public Result {
            examples = List.copyOf(examples);
        }
    }

    private record Expected(byte[] key, long digest, long expireAt, Kind kind) {}

    Verification(BackupFile backup, RestoreSpec spec, Survey survey, BooleanSupplier cancelled) {
        this.backup = backup;
        this.spec = spec;
        this.survey = survey;
        this.cancelled = cancelled;
    }

    /** Looks at every n-th key. */
    Result run(Redis redis, Server server, long every) {
        RestoreTally nobody = new RestoreTally(
                new RestoreListener() {
                    @Override
                    public void rejected(int db, byte[] key, String reason) {
                        // Was told when it was restored.
                    }

                    @Override
                    public void note(String text) {
                        // The same.
                    }
                },
                0);
        RestoreFeed feed = new RestoreFeed(spec, server, survey, nobody, place -> null);
        for (int i = 0; i < backup.parts().size() && !cancelled.getAsBoolean(); i++) {
            part(backup.parts().get(i), i, feed, redis, every);
        }
        return new Result(checked, different, examples);
    }

    private void part(BackupPart part, int number, RestoreFeed feed, Redis redis, long every) {
        try (Input input = part.open()) {
            RdbReader reader = RdbReader.open(input.stream(), part.name());
            reader.listener(new RdbListener() {
                @Override
                public void created(long seconds) {
                    feed.created(seconds);
                }
            });
            feed.open(reader, number);
            boolean more = feed.advance(every);
            while (more && !cancelled.getAsBoolean()) {
                more = database(feed, redis, every);
            }
        } catch (IOException e) {
            throw new BadInput("cannot read " + part.name() + ": " + Reason.of(e), null, e);
        }
    }

    /** Compares keys until one of another database comes; whether there is one. */
    private boolean database(RestoreFeed feed, Redis redis, long every) throws IOException {
        int db = feed.wantedDb();
        Batches batches = new Batches(feed, db, every);
        try (Redis its = Redis.open(Questions.database(redis, db));
                Keyspace keyspace = new Keyspace(its)) {
            keyspace.entries(batches::next, Selection.ALL, batches::compare);
        }
        batches.missing();
        return batches.more;
    }

    private void differs(byte[] key, String how) {
        different++;
        if (examples.size() < SHOWN) {
            examples.add(Named.shown(key) + " " + how);
        }
    }

    /** Names of one database, batch by batch, and what is expected of those that were given out last. */
    private final class Batches {
        private final RestoreFeed feed;
        private final int db;
        private final long every;
        private final Map<ByteBuffer, Expected> expected = new HashMap<>();
        private boolean more = true;

        Batches(RestoreFeed feed, int db, long every) {
            this.feed = feed;
            this.db = db;
            this.every = every;
        }

        List<byte[]> next() throws IOException {
            missing();
            List<byte[]> names = new ArrayList<>();
            while (more && names.size() < BATCH && feed.wantedDb() == db) {
                byte[] key = feed.key().clone();
                Reshaped value = feed.value();
                long expireAt = feed.expireAt();
                long digest = ContentDigest.of(value);
                if (feed.sizeFits() && value.failure() == null && !value.empty()) {
                    expected.put(ByteBuffer.wrap(key), new Expected(key, digest, expireAt, value.kind()));
                    names.add(key);
                }
                more = feed.advance(every);
            }
            return names.isEmpty() ? null : names;
        }

        void compare(Entry entry) throws IOException {
            Expected wanted = expected.remove(ByteBuffer.wrap(entry.key()));
            if (wanted == null) {
                return;
            }
            checked++;
            if (entry.value().kind() != wanted.kind()) {
                differs(entry.key(), "is another type there");
                entry.value().walk(new Nobody());
            } else if (ContentDigest.of(entry.value()) != wanted.digest()) {
                differs(entry.key(), "has another value there");
            } else if (entry.expireAt() != wanted.expireAt()) {
                differs(entry.key(), "expires at another time there");
            }
        }

        /** What was asked for and not there; what has expired meanwhile need not be. */
        @SuppressWarnings("ByteBufferBackingArray") // all were made by wrap
        void missing() {
            expected.values().forEach(wanted -> {
                boolean gone = wanted.expireAt() != Entry.NEVER
                        && wanted.expireAt() <= spec.clock().millis();
                if (!gone) {
                    checked++;
                    differs(wanted.key(), "is not there");
                }
            });
            expected.clear();
        }
    }
}
