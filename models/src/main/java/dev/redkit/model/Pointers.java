package dev.redkit.model;

import dev.redkit.failure.GateFailed;
import dev.redkit.failure.UsageError;
import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes which version is current and which are tagged: each in one transaction, told in the stream of events. */
public final class Pointers {
    /** What {@code --if-current} says for "there is no current version". */
    public static final String NONE = "none";

    private final ModelStore store;
    private final InstantSource clock;

    /**
     * What was changed.
     *
     * @param previous what was there before; empty when nothing was
     */
    public record Change(String model, String version, Optional<String> previous) {}

    public Pointers(ModelStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /** Makes a version current, if the version that is current now is still the expected one. */
    public Change publish(ModelName name, Optional<String> ifCurrent) {
        String version = store.version(name).number();
        return flip(name.name(), version, ifCurrent, ModelEvent.Kind.PUBLISH);
    }

    /** Makes an earlier version current again: the given one, or the newest before the current one that was live. */
    public Change rollback(ModelName name, Optional<String> ifCurrent) {
        String current = store.head(name.name()).resolve(ModelName.CURRENT);
        String version = name.ref().isEmpty()
                ? earlier(name.name(), current)
                : store.version(name).number();
        return flip(name.name(), version, ifCurrent.or(() -> Optional.of(current)), ModelEvent.Kind.ROLLBACK);
    }

    private String earlier(String name, String current) {
        return store.versions(name).stream()
                .filter(one -> ModelStore.number(one.number()) < ModelStore.number(current))
                .filter(one -> one.manifest().live().isPresent())
                .findFirst()
                .map(ModelStore.Version::number)
                .orElseThrow(() -> new UsageError(
                        "model '" + name + "' was never live with a version before " + current + " that is still there",
                        "say which to go back to: redkit model rollback " + name + ":N"));
    }

    private Change flip(String name, String version, Optional<String> ifCurrent, ModelEvent.Kind kind) {
        ModelKeys keys = store.keys(name);
        String[] before = new String[1];
        new Transaction(store.masters(), keys.head(), keys.manifest(version)).run(look -> {
            before[0] = currentOf(look, keys);
            checkCurrent(name, ifCurrent, before[0]);
            checkReady(look, keys, version);
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of("HSET", keys.head(), Texts.bytes("current"), Texts.bytes(version)));
            commands.add(live(keys, version, clock));
            commands.addAll(ModelEvent.of(kind, keys, version, before[0], "").commands(keys));
            return commands;
        });
        return new Change(name, version, Optional.ofNullable(before[0]));
    }

    static Command live(ModelKeys keys, String version, InstantSource clock) {
        return Command.of(
                "HSET", keys.manifest(version), Texts.bytes("live"), Texts.bytes(Long.toString(clock.millis())));
    }

    /** The current version, or null. */
    static String currentOf(Transaction.Look look, ModelKeys keys) {
        Reply reply = look.ask("HGET", keys.head(), Texts.bytes("current"));
        return reply.isNil() || reply.text().isEmpty() ? null : reply.text();
    }

    static void checkCurrent(String name, Optional<String> expected, String current) {
        if (expected.isPresent() && !expected.get().equals(current == null ? NONE : current)) {
            throw new GateFailed(
                    "model '" + name + "' is at " + (current == null ? "no version" : "version " + current) + ", not "
                            + (expected.get().equals(NONE) ? "at none" : "at " + expected.get()),
                    "somebody else was quicker: look at 'redkit model list', then decide again");
        }
    }

    private static void checkReady(Transaction.Look look, ModelKeys keys, String version) {
        Reply state = look.ask("HGET", keys.manifest(version), Texts.bytes("state"));
        if (state.isNil() || !state.text().equals("ready")) {
            throw new UsageError("model '" + keys.name() + "' has no version " + version + " any more");
        }
    }

    /** Lets a tag stand for a version. */
    public Change tag(ModelName name, String tag) {
        ModelName.checkTag(tag);
        String version = store.version(name).number();
        ModelKeys keys = store.keys(name.name());
        String[] before = new String[1];
        new Transaction(store.masters(), keys.head(), keys.manifest(version)).run(look -> {
            before[0] = tagOf(look, keys, tag);
            checkReady(look, keys, version);
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of("HSET", keys.head(), Texts.bytes(Head.TAG_FIELD + tag), Texts.bytes(version)));
            commands.addAll(ModelEvent.of(ModelEvent.Kind.TAG, keys, version, before[0], tag)
                    .commands(keys));
            return commands;
        });
        return new Change(name.name(), version, Optional.ofNullable(before[0]));
    }

    static String tagOf(Transaction.Look look, ModelKeys keys, String tag) {
        Reply reply = look.ask("HGET", keys.head(), Texts.bytes(Head.TAG_FIELD + tag));
        return reply.isNil() ? null : reply.text();
    }

    /** Takes a tag away. */
    public Change untag(String name, String tag) {
        String version = store.head(name).tags().get(tag);
        if (version == null) {
            throw new UsageError("model '" + name + "' has no tag '" + tag + "'");
        }
        ModelKeys keys = store.keys(name);
        new Transaction(store.masters(), keys.head()).run(look -> {
            List<Command> commands = new ArrayList<>();
            commands.add(Command.of("HDEL", keys.head(), Texts.bytes(Head.TAG_FIELD + tag)));
            commands.addAll(ModelEvent.of(ModelEvent.Kind.UNTAG, keys, version, version, tag)
                    .commands(keys));
            return commands;
        });
        return new Change(name, version, Optional.of(version));
    }
}
