package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.model.Masters.Command;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The right to write a version: the next number that nobody has. It lapses with the expiry of its manifest, as all that
 * was written for it does, unless it is kept alive.
 */
final class Claim {
    private static final String TOKEN = "token";

    private final Masters masters;
    private final ModelKeys keys;
    private final String token;
    private String version;

    private Claim(Masters masters, ModelKeys keys, String token) {
        this.masters = masters;
        this.keys = keys;
        this.token = token;
    }

    static Claim make(Masters masters, ModelKeys keys, Duration grace, RandomGenerator chance) {
        byte[] random = new byte[12];
        chance.nextBytes(random);
        Claim claim = new Claim(masters, keys, HexFormat.of().formatHex(random));
        claim.make(grace);
        return claim;
    }

    private void make(Duration grace) {
        Reply latest = masters.ask("HGET", keys.head(), Texts.bytes("latest"));
        long candidate = latest.isNil() ? 1 : ModelStore.number(latest.text()) + 1;
        while (!take(Long.toString(candidate), grace)) {
            candidate++;
        }
        version = Long.toString(candidate);
    }

    private boolean take(String candidate, Duration grace) {
        byte[] manifest = keys.manifest(candidate);
        List<Reply> done = new Transaction(masters, manifest)
                .run(look -> look.ask("EXISTS", manifest).number() > 0
                        ? List.of()
                        : List.of(
                                Command.of(
                                        "HSET",
                                        manifest,
                                        Texts.bytes("state"),
                                        Texts.bytes("loading"),
                                        Texts.bytes(TOKEN),
                                        Texts.bytes(token)),
                                expire(manifest, grace)));
        return !done.isEmpty();
    }

    static Command expire(byte[] key, Duration grace) {
        return Command.of("PEXPIRE", key, Texts.bytes(Long.toString(grace.toMillis())));
    }

    String version() {
        return version;
    }

    /** Ends the claim in the transaction that completes the version. */
    Command end() {
        return Command.of("HDEL", keys.manifest(version), Texts.bytes(TOKEN));
    }

    /** Whether it has not lapsed. */
    boolean holds() {
        Reply there = masters.ask("HGET", keys.manifest(version), Texts.bytes(TOKEN));
        return !there.isNil() && there.text().equals(token);
    }

    /** Fails when it has lapsed. */
    void check(Transaction.Look look) {
        Reply there = look.ask("HGET", keys.manifest(version), Texts.bytes(TOKEN));
        if (there.isNil() || !there.text().equals(token)) {
            throw new ServerRefused(
                    "version " + version + " of model '" + keys.name() + "' expired while it was being written",
                    "the import was held up for longer than its grace: give more with --grace, and start again");
        }
    }
}
