package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Takes the expiry from a version that is there as a whole, and makes it visible, in one transaction. Bytes that are
 * spread cannot be part of it: they become persistent just before, and until the version is visible its number is kept in
 * {@link ModelKeys#loading}, where the sweep finds what a crash in between leaves.
 */
final class Completion {
    private final ModelStore store;
    private final ModelKeys keys;
    private final Claim claim;
    private final ImportOptions options;
    private final InstantSource clock;
    private final String version;

    Completion(ModelStore store, ModelKeys keys, Claim claim, ImportOptions options, InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.claim = claim;
        this.options = options;
        this.clock = clock;
        this.version = claim.version();
    }

    /** The version that was current, or had the tag, before; or null. */
    String run(List<TensorEntry> entries, Import.Visibility visibility) {
        if (options.spread()) {
            persistSpread(entries);
        }
        String[] previous = new String[1];
        new Transaction(store.masters(), keys.head(), keys.manifest(version), keys.blobs()).run(look -> {
            claim.check(look);
            String current = Pointers.currentOf(look, keys);
            Pointers.checkCurrent(keys.name(), Optional.ofNullable(visibility.ifCurrent()), current);
            checkShared(look, entries);
            long latest = latest(look);
            previous[0] = visibility.current() || visibility.tag() == null
                    ? current
                    : Pointers.tagOf(look, keys, visibility.tag());
            return commands(entries, visibility, current, latest);
        });
        return previous[0];
    }

    private void persistSpread(List<TensorEntry> entries) {
        List<Command> commands = new ArrayList<>();
        commands.add(
                Command.of("ZADD", keys.loading(), Texts.bytes(Long.toString(clock.millis())), Texts.bytes(version)));
        commands.add(Command.of("PERSIST", keys.index(version)));
        store.masters().askAll(commands);
        store.masters().askAll(persist(entries));
    }

    private static List<Command> persist(List<TensorEntry> entries) {
        List<Command> commands = new ArrayList<>();
        for (TensorEntry entry : entries) {
            entry.keys().forEach(key -> commands.add(Command.of("PERSIST", key)));
        }
        return commands;
    }

    /** Shared bytes that were there already: the sweep may have taken them just now. */
    private void checkShared(Transaction.Look look, List<TensorEntry> entries) {
        if (!options.dedupe() || options.spread()) {
            return;
        }
        List<Command> questions = new ArrayList<>();
        entries.forEach(entry -> entry.keys().forEach(key -> questions.add(Command.of("EXISTS", key))));
        List<Reply> there = look.askAll(questions);
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i).number() == 0) {
                throw new ServerRefused(
                        "shared bytes have just gone: "
                                + Texts.of(questions.get(i).key()),
                        "a sweep with too short a grace ran meanwhile: import again");
            }
        }
    }

    private long latest(Transaction.Look look) {
        Reply reply = look.ask("HGET", keys.head(), Texts.bytes("latest"));
        return Math.max(Long.parseLong(version), reply.isNil() ? 0 : ModelStore.number(reply.text()));
    }

    private List<Command> commands(
            List<TensorEntry> entries, Import.Visibility visibility, String current, long latest) {
        String now = Long.toString(clock.millis());
        List<Command> commands = new ArrayList<>();
        if (options.spread()) {
            commands.add(Command.of("ZREM", keys.loading(), Texts.bytes(version)));
        } else {
            commands.addAll(persist(entries));
        }
        commands.add(Command.of("PERSIST", keys.index(version)));
        commands.add(Command.of("PERSIST", keys.manifest(version)));
        commands.add(claim.end());
        // A model of that name may have been deleted, which lets its events expire.
        commands.add(Command.of("PERSIST", keys.events()));
        commands.add(Command.of("HSET", keys.manifest(version), Texts.bytes("state"), Texts.bytes("ready")));
        commands.add(Command.of("ZADD", keys.versions(), Texts.bytes(now), Texts.bytes(version)));
        if (options.dedupe()) {
            entries.forEach(entry ->
                    commands.add(Command.of("ZADD", keys.blobs(), Texts.bytes(now), Texts.bytes(entry.blobMember()))));
        }
        commands.add(Command.of(
                "HSET",
                keys.head(),
                Texts.bytes("format"),
                Texts.bytes(Head.FORMAT),
                Texts.bytes("latest"),
                Texts.bytes(Long.toString(latest))));
        point(visibility, current, commands);
        return commands;
    }

    private void point(Import.Visibility visibility, String current, List<Command> commands) {
        ModelEvent.Kind kind = ModelEvent.Kind.ADD;
        String tag = visibility.tag();
        if (tag != null) {
            kind = ModelEvent.Kind.TAG;
            commands.add(Command.of("HSET", keys.head(), Texts.bytes(Head.TAG_FIELD + tag), Texts.bytes(version)));
        }
        if (visibility.current()) {
            kind = ModelEvent.Kind.PUBLISH;
            commands.add(Command.of("HSET", keys.head(), Texts.bytes("current"), Texts.bytes(version)));
            commands.add(Pointers.live(keys, version, clock));
        }
        commands.addAll(ModelEvent.of(kind, keys, version, current, tag).commands(keys));
    }
}
