package dev.redkit.model;

import dev.redkit.failure.UsageError;
import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes versions and models away, by their indexes; no keys are searched for. Bytes that versions share stay for the sweep. */
public final class Deletion {
    /** For whoever follows the events and has not seen the end yet. */
    private static final Duration MOURNING = Duration.ofDays(1);

    private final ModelStore store;
    private final InstantSource clock;

    public Deletion(ModelStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** One version, to which nothing may point. */
    public void version(ModelName name) {
        String version = store.version(name).number();
        drop(name.name(), version, true);
    }

    /** What keeps a version from being deleted, if anything does. */
    public Optional<String> obstacle(ModelName name) {
        Head head = store.head(name.name());
        return head.holds(head.resolve(name.ref()));
    }

    void drop(String name, String version, boolean unlessHeld) {
        ModelKeys keys = store.keys(name);
        List<TensorEntry> entries = store.index(name, version);
        List<byte[]> near = new ArrayList<>();
        List<byte[]> spread = new ArrayList<>();
        for (TensorEntry entry : entries) {
            if (!entry.shared()) {
                (entry.key().startsWith(Texts.of(keys.head())) ? near : spread).addAll(entry.keys());
            }
        }
        new Transaction(store.masters(), keys.head(), keys.manifest(version)).run(look -> {
            if (unlessHeld) {
                checkFree(look, keys, version);
            }
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of("ZREM", keys.versions(), Texts.bytes(version)));
            if (spread.isEmpty()) {
                commands.addAll(unlink(near));
                commands.addAll(unlink(List.of(keys.index(version), keys.manifest(version))));
            } else {
                // Its index is needed until the last byte is gone; should nobody come so far, the sweep will.
                commands.add(Command.of("HSET", keys.manifest(version), Texts.bytes("state"), Texts.bytes("deleting")));
                commands.add(Command.of(
                        "ZADD", keys.loading(), Texts.bytes(Long.toString(clock.millis())), Texts.bytes(version)));
            }
            commands.addAll(
                    ModelEvent.of(ModelEvent.Kind.DELETE, keys, version, "", "").commands(keys));
            return commands;
        });
        if (!spread.isEmpty()) {
            near.addAll(spread);
            unfinished(keys, version, near);
        }
    }

    private static void checkFree(Transaction.Look look, ModelKeys keys, String version) {
        Head head = Head.of(keys.name(), Texts.fields(look.ask("HGETALL", keys.head())));
        head.holds(version).ifPresent(why -> {
            throw new UsageError(
                    "version " + version + " of model '" + keys.name() + "' stays: " + why,
                    "publish or tag another version first, or delete the whole model");
        });
    }

    /** Takes away the bytes of a version that is invisible already, and then what is left of itself. */
    void unfinished(ModelKeys keys, String version, List<byte[]> bytes) {
        store.masters().askAll(unlink(bytes));
        List<Command> rest = unlink(List.of(keys.index(version), keys.manifest(version)));
        rest.add(Command.of("ZREM", keys.loading(), Texts.bytes(version)));
        store.masters().askAll(rest);
    }

    static List<Command> unlink(List<byte[]> keys) {
        List<Command> commands = new ArrayList<>();
        keys.forEach(key -> commands.add(Command.of("UNLINK", key)));
        return commands;
    }

    /** A whole model: first nothing is live any more, then its versions go, at last its name. */
    public void model(String name) {
        ModelKeys keys = store.keys(name);
        boolean done = false;
        while (!done) {
            unpoint(keys);
            for (ModelStore.Version version : store.versions(name)) {
                drop(name, version.number(), false);
            }
            new Sweep(store, clock).unfinished(name, Duration.ZERO, false);
            new Sweep(store, clock).blobs(name, Duration.ZERO, false);
            done = finish(keys);
        }
    }

    private void unpoint(ModelKeys keys) {
        new Transaction(store.masters(), keys.head()).run(look -> {
            List<Command> commands = new ArrayList<>();
            for (Reply field : look.ask("HKEYS", keys.head()).items()) {
                if (field.text().equals(ModelName.CURRENT) || field.text().startsWith(Head.TAG_FIELD)) {
                    commands.add(Command.of("HDEL", keys.head(), Texts.bytes(field.text())));
                }
            }
            return commands;
        });
    }

    /** False when an import has brought a new version meanwhile. */
    private boolean finish(ModelKeys keys) {
        List<Reply> done = new Transaction(store.masters(), keys.head(), keys.versions()).run(look -> {
            if (look.ask("ZCARD", keys.versions()).number() > 0) {
                return List.of();
            }
            List<Command> commands = unlink(List.of(keys.head(), keys.versions()));
            commands.addAll(
                    ModelEvent.of(ModelEvent.Kind.DELETE, keys, "", "", "").commands(keys));
            commands.add(Claim.expire(keys.events(), MOURNING));
            return commands;
        });
        return !done.isEmpty();
    }
}
