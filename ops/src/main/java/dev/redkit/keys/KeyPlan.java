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

    private KeyPlan(ChangeCheckpoint checkpoint) {
        this.checkpoint = checkpoint;
    }

    /** A new plan. With a checkpoint (or null) its names outlive it until all is done. */
    public static KeyPlan begin(ChangeCheckpoint checkpoint) {
        KeyPlan plan = new KeyPlan(checkpoint);
        plan.names = plan.spool();
        return plan;
    }

    /** The plan of an earlier run; null when it left none. */
    public static KeyPlan resume(ChangeCheckpoint checkpoint) {
        ChangeCheckpoint.Place place = checkpoint.read();
        if (place == null) {
            return null;
        }
        KeyPlan plan = new KeyPlan(checkpoint);
        plan.place = place;
        plan.names = NameSpool.written(checkpoint.names(), place.planned());
        try (NameSpool.Reading rest = plan.names.from(place.dealt(), SHOWN)) {
            List<byte[]> some = rest.next();
            plan.sample.addAll(some == null ? List.of() : some);
        } catch (IOException e) {
            throw new BadInput("cannot read " + checkpoint.names() + ": " + Reason.of(e), null, e);
        }
        return plan;
    }

    private NameSpool spool() {
        return checkpoint == null ? NameSpool.temporary() : NameSpool.in(checkpoint.names());
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
        try (NameSpool.Reading reading = names.from(0, BATCH)) {
            take.write(reading, names.count(), file, InstantSource.system());
        } catch (IOException e) {
            throw new CannotWrite("cannot read the plan again: " + Reason.of(e), "nothing was changed", e);
        }
        NameSpool kept = NameSpool.temporary();
        try {
            KeysTake.check(file, kept::add);
            kept.end();
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
                for (byte[] name : some) {
                    names.add(name);
                }
            }
        }
        names.end();
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
