package dev.redkit.keys;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.take.KeysTake;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The keys that something is going to be done with, found beforehand: how many, and a few of them to look at. After
 * {@link #backUp} they are those that are in the backup, and no others.
 */
public final class KeyPlan implements Closeable {
    private static final int SHOWN = 10;
    private static final int BATCH = 500;

    private final ChangeCheckpoint checkpoint;
    private final List<byte[]> sample = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(1);
    private NameSpool names;
    private ChangeCheckpoint.Place place;
    private Path backup;

    private KeyPlan(ChangeCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** A new plan. With a checkpoint (or null) its names outlive it until all is done. */
    public static KeyPlan begin(ChangeCheckpoint checkpoint) {
        KeyPlan plan = new KeyPlan(checkpoint);
        plan.names = plan.spool();
        return plan;
    }

    /**
     * The plan of an earlier run; null when it left none.
     *
     * @param backup the file that the earlier run has written the keys to; null when it has not
     */
    public static KeyPlan resume(ChangeCheckpoint checkpoint, Path backup) {
        ChangeCheckpoint.Place place = checkpoint.read();
        if (place == null) {
            return null;
        }
        KeyPlan plan = new KeyPlan(checkpoint);
        plan.place = place;
        plan.backup = backup;
        plan.names = NameSpool.written(checkpoint.names(), place.planned(), backup != null);
        try (NameSpool.Reading rest = plan.names.from(place.dealt(), SHOWN)) {
            List<byte[]> some = rest.next();
            plan.sample.addAll(some == null ? List.of() : some);
        } catch (IOException e) {
            throw new BadInput("cannot read " + checkpoint.names() + ": " + Reason.of(e), null, e);
        }
        return plan;
    }

    private NameSpool spool() {
        return checkpoint == null
                ? NameSpool.temporary(backup != null)
                : NameSpool.in(checkpoint.names(), backup != null);
    }

    /** Takes a key into the plan. */
    public void add(KeyFacts key) throws IOException {
        names.add(key.name());
        if (sample.size() < SHOWN) {
            sample.add(key.name());
        } else {
            long at = random.nextLong(names.count());
            if (at < SHOWN) {
                sample.set((int) at, key.name());
            }
        }
    }

    /** All keys were added. */
    public void end() {
        names.end();
    }

    public long keys() {
        return names.count();
    }

    /** A few of them, drawn at random; of a plan that goes on, the next ones. */
    public List<byte[]> sample() {
        return List.copyOf(sample);
    }

    /** How far an earlier run came; null for a new plan. */
    public ChangeCheckpoint.Place place() {
        return place;
    }

    /**
     * Writes the keys with their values into a file, brings it to the disk and reads it again. Fails, with nothing changed
     * on the server, when any of this does.
     */
    public void backUp(Path file, KeysTake take) {
        NameSpool kept = NameSpool.temporary(true);
        try {
            try (NameSpool.Reading reading = names.from(0, BATCH)) {
                take.write(reading, names.count(), file, InstantSource.system(), kept::add);
            }
            kept.end();
            check(file, kept);
            backup = file;
            names.close();
            names = spool();
            copy(kept);
        } catch (IOException e) {
            throw new CannotWrite("cannot keep the plan: " + Reason.of(e), "nothing was changed", e);
        } finally {
            kept.close();
        }
    }

    private void copy(NameSpool kept) throws IOException {
        try (NameSpool.Reading reading = kept.from(0, BATCH)) {
            for (List<byte[]> some = reading.next(); some != null; some = reading.next()) {
                for (int i = 0; i < some.size(); i++) {
                    names.add(some.get(i), reading.imprints().get(i));
                }
            }
        }
        names.end();
    }

    /** Reads the file to its end: these keys have to be in it, in this order. */
    private static void check(Path file, NameSpool kept) throws IOException {
        try (NameSpool.Reading reading = kept.from(0, 1)) {
            KeysTake.check(file, name -> {
                List<byte[]> expected = reading.next();
                if (expected == null || !Arrays.equals(expected.get(0), name)) {
                    throw new BadInput(file + " does not hold what was written to it", "nothing was changed");
                }
            });
            if (reading.next() != null) {
                throw new BadInput(file + " ends before what was written to it", "nothing was changed");
            }
        }
    }

    /** The file that the keys were written to; null when they were not. */
    Path backup() {
        return backup;
    }

    NameSpool names() {
        return names;
    }

    ChangeCheckpoint checkpoint() {
        return checkpoint;
    }

    /** Forgets a plan that is not carried out. */
    public void drop() {
        if (checkpoint != null && place == null) {
            checkpoint.remove();
        }
    }

    @Override
    public void close() {
        names.close();
    }
}
