package dev.redkit.restore;

import dev.redkit.backup.KeyFilter;
import java.time.InstantSource;
import java.util.function.IntUnaryOperator;

/**
 * What is restored, and as what.
 *
 * @param filter which keys
 * @param databases the number of a database on the server by that in the backup
 * @param functions whether the libraries of functions are loaded, too
 * @param clock by which keys expire
 */
public record RestoreSpec(
        KeyFilter filter,
        OnConflict onConflict,
        Ttl ttl,
        IntUnaryOperator databases,
        KeyNames names,
        Masks masks,
        boolean functions,
        InstantSource clock) {

    int database(int db) {
        return databases.applyAsInt(db);
    }
}
