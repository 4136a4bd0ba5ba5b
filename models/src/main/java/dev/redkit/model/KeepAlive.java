package dev.redkit.model;

import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Keeps what was written so far from expiring while the writing goes on, and clears it away when it does not. */
final class KeepAlive {
    private static final int BATCH = 1000;

    private final Masters masters;
    private final ModelKeys keys;
    private final String version;
    private final ImportOptions options;
    private final InstantSource clock;
    private final List<Strings> written = new ArrayList<>();
    private final List<TensorEntry> shared = new ArrayList<>();
    private long refreshed;

    /** The strings of one tensor: their names are made when they are needed. */
    private record Strings(String key, TensorEntry.Chunks chunks) {
        void add(List<Command> commands, Function<byte[], Command> command) {
            for (int chunk = 0; chunk < chunks.count(); chunk++) {
                commands.add(command.apply(TensorEntry.key(key, chunks, chunk)));
            }
        }
    }

    KeepAlive(Masters masters, ModelKeys keys, String version, ImportOptions options, InstantSource clock) {
        this.masters = masters;
        this.keys = keys;
        this.version = version;
        this.options = options;
        this.clock = clock;
        this.refreshed = clock.millis();
    }

    /** These strings are about to be written. */
    void writes(String key, TensorEntry.Chunks chunks) {
        written.add(new Strings(key, chunks));
    }

    /** Marks the entries whose bytes other versions have brought, and wants them: the sweep leaves those alone. */
    void findShared(List<TensorEntry> entries, boolean[] found) {
        List<Command> commands = new ArrayList<>();
        for (TensorEntry entry : entries) {
            commands.add(want(entry));
            commands.add(Command.of("ZSCORE", keys.blobs(), Texts.bytes(entry.blobMember())));
        }
        List<Reply> replies = masters.askAll(commands);
        for (int i = 0; i < entries.size(); i++) {
            found[i] = !replies.get(2 * i + 1).isNil();
            if (found[i]) {
                shared.add(entries.get(i));
            }
        }
    }

    private Command want(TensorEntry entry) {
        return Command.of(
                "ZADD",
                keys.blobs(),
                Texts.bytes("XX"),
                Texts.bytes(Long.toString(clock.millis())),
                Texts.bytes(entry.blobMember()));
    }

    /** Whether it is time to {@link #refresh}. */
    boolean due() {
        return clock.millis() - refreshed > options.grace().toMillis() / 3;
    }

    /** All that was written lives for the whole grace again. */
    void refresh() {
        List<Command> commands = new ArrayList<>();
        commands.add(Claim.expire(keys.manifest(version), options.grace()));
        shared.forEach(entry -> commands.add(want(entry)));
        for (Strings strings : written) {
            strings.add(commands, this::extend);
            if (commands.size() > BATCH) {
                masters.askAll(commands);
                commands.clear();
            }
        }
        masters.askAll(commands);
        refreshed = clock.millis();
    }

    /** Shared bytes may be persistent by now, because another import was quicker: they stay so. */
    private Command extend(byte[] key) {
        byte[] millis = Texts.bytes(Long.toString(options.grace().toMillis()));
        return options.dedupe()
                ? Command.of("PEXPIRE", key, millis, Texts.bytes("GT"))
                : Command.of("PEXPIRE", key, millis);
    }

    /** Shared bytes are left to their expiry: another import may count on them. */
    void clearAway() {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("UNLINK", keys.index(version)));
        if (!options.dedupe()) {
            written.forEach(strings -> strings.add(commands, key -> Command.of("UNLINK", key)));
        }
        // The claim last: only then may another import take the number.
        commands.add(Command.of("UNLINK", keys.manifest(version)));
        masters.askAll(commands);
    }
}
