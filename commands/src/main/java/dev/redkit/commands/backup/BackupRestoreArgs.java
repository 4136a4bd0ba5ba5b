package dev.redkit.commands.backup;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Syntax;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.restore.KeyNames;
import dev.redkit.restore.Mask;
import dev.redkit.restore.Masks;
import dev.redkit.restore.OnConflict;
import dev.redkit.restore.Pseudonyms;
import dev.redkit.restore.RestoreSpec;
import dev.redkit.restore.Ttl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntUnaryOperator;

/** The options that say which keys of a backup are restored, and as what. */
final class BackupRestoreArgs {
    private static final String EVERY = "*";

    private final BackupFilterArgs filter;
    private final Arg onConflict;
    private final Arg ttl;
    private final Arg databases;
    private final Arg rename;
    private final Arg mask;
    private final Arg maskKey;
    private final Arg noFunctions;

    BackupRestoreArgs(Syntax syntax) {
        filter = new BackupFilterArgs(syntax);
        syntax.section("As what");
        onConflict = syntax.option(
                "WHAT",
                "a key that is there: fail ends, skip keeps it, replace, newer replaces it unless it was used since the"
                        + " backup, rename:PREFIX (default: fail)",
                "--on-conflict");
        ttl = syntax.choice(
                Ttl.class,
                "expiries: keep them as they are, shift them by the age of the backup, drop them (default: keep)",
                "--ttl");
        databases = syntax.option("A=B[,…]", "put database A into B; * is every other one: '*=0'", "--map-db");
        rename = syntax.option(
                "FROM=TO", "other names, the star is what stays: 'old:*=new:*'; again for more", "--rename");
        mask = syntax.option(
                "KEYS:FIELD=HOW",
                "make a field of a hash or a stream, or a member of a JSON text, unrecognisable: hash, fake or drop;"
                        + " FIELD * is all of the value; again for more",
                "--mask");
        maskKey = syntax.path("FILE", "make the same pseudonyms as another time with this file", "--mask-key-file");
        noFunctions = syntax.flag("leave the libraries of functions out (as any filter does)", "--no-functions");
    }

    OnConflict onConflict() {
        return OnConflict.parse(onConflict.text("fail"));
    }

    RestoreSpec spec() {
        InstantSource clock = InstantSource.system();
        return new RestoreSpec(
                filter.filter(clock.millis()),
                onConflict(),
                ttl.choice(Ttl.KEEP),
                databases(),
                KeyNames.parse(rename.all()),
                masks(),
                !noFunctions.present() && !filter.given(),
                clock);
    }

    private IntUnaryOperator databases() {
        Map<Integer, Integer> numbers = new HashMap<>();
        Integer every = null;
        for (String typed : databases.all()) {
            for (String pair : typed.split(",", -1)) {
                int equals = pair.indexOf('=');
                String from = equals < 0 ? "" : pair.substring(0, equals);
                int to = number(pair.substring(equals + 1));
                if (from.equals(EVERY)) {
                    every = to;
                } else {
                    numbers.put(number(from), to);
                }
            }
        }
        Integer otherwise = every;
        return db -> numbers.getOrDefault(db, otherwise == null ? db : otherwise);
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new UsageError("--map-db: '" + text + "' is not the number of a database", "write 1=0,2=5 or '*=0'");
    }

    private Masks masks() {
        if (!mask.present()) {
            return Masks.NONE;
        }
        return new Masks(mask.all().stream().map(Mask::parse).toList(), pseudonyms());
    }

    private Pseudonyms pseudonyms() {
        if (!maskKey.present()) {
            return Pseudonyms.ofThisRun();
        }
        try {
            byte[] key = Files.readAllBytes(Path.of(maskKey.text()));
            if (key.length < 16) {
                throw new UsageError(
                        maskKey.text() + " is too short for a key", "make one with: head -c 32 /dev/urandom");
            }
            return Pseudonyms.with(key);
        } catch (IOException e) {
            throw new UsageError("cannot read the key: " + Reason.of(e), null, e);
        }
    }
}
