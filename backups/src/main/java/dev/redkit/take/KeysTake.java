package dev.redkit.take;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Input;
import dev.redkit.io.Progress;
import dev.redkit.keyspace.Keyspace;
import dev.redkit.keyspace.NameBatches;
import dev.redkit.keyspace.NameConsumer;
import dev.redkit.keyspace.Selection;
import dev.redkit.keyspace.Tally.Fate;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbWriter;
import dev.redkit.redis.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * Keys that somebody names, with their values, into an RDB file: what is kept of them before they are deleted. The file is
 * on the disk when it has been written, and is then read from front to end: only the keys that this finds are in it.
 */
public final class KeysTake {
    private final Redis redis;
    private final Progress progress;
    private final Consumer<String> notes;
    private volatile Keyspace keyspace;
    private volatile boolean cancelled;

    /** @param notes hear what could not be had */
    public KeysTake(Redis redis, Progress progress, Consumer<String> notes) {
        this.redis = redis;
        this.progress = progress;
        this.notes = notes;
    }

    /** Ends it; no file is left. Any thread may say so. */
    public void cancel() {
        cancelled = true;
        Keyspace reading = keyspace;
        if (reading != null) {
            reading.cancel();
        }
    }

    /**
     * Writes the keys.
     *
     * @param file where there must be none yet
     * @param count about how many they are
     * @param written hears what is in the file
     */
    public void write(NameBatches names, long count, Path file, InstantSource clock, Imprint.Listener written) {
        try (AtomicOutput out = AtomicOutput.open(file);
                Keyspace keys = new Keyspace(redis)) {
            keyspace = keys;
            RdbWriter rdb = new RdbWriter(out.stream(), DumpedKeys.version(redis), EncodingLimits.DEFAULTS);
            rdb.header(clock.instant(), 0);
            rdb.database(redis.target().db(), count, 0);
            keys.dumps(counted(names), Selection.ALL, new DumpedKeys(rdb, redis.target(), notes, written));
            if (cancelled) {
                throw new Unreachable(
                        "stopped while " + file + " was written: it was not kept, and nothing was changed");
            }
            if (keys.tally().of(Fate.REFUSED) > 0) {
                notes.accept(
                        keys.tally().of(Fate.REFUSED) + " keys may not be read by this user, and are left as they are: "
                                + keys.tally().refusal());
            }
            rdb.finish();
            out.commit();
        } catch (IOException e) {
            throw new CannotWrite("writing " + file + " failed: " + Reason.of(e), "nothing was changed", e);
        }
    }

    private NameBatches counted(NameBatches names) {
        return () -> {
            List<byte[]> next = cancelled ? null : names.next();
            progress.addRecords(next == null ? 0 : next.size());
            return next;
        };
    }

    /** Reads the file to its end and its checksum; gives the names of its keys, which count only when it returns. */
    public static void check(Path file, NameConsumer names) {
        try (Input in = Input.open(file)) {
            RdbReader reader = RdbReader.open(in.stream(), file.toString());
            while (reader.next()) {
                names.accept(reader.key());
                reader.check();
            }
            if (reader.checksum() != RdbReader.Checksum.RIGHT) {
                throw new BadInput(file + " has no checksum at its end", "nothing was changed");
            }
        } catch (IOException e) {
            throw new CannotWrite("reading " + file + " again failed: " + Reason.of(e), "nothing was changed", e);
        }
    }
}
