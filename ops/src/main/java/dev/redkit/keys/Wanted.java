package dev.redkit.keys;

import dev.redkit.take.Imprint;

/**
 * A backed-up key and what is to be done with it.
 *
 * @param place where it stands in the plan and in the backup, counted from 0
 */
record Wanted(long place, byte[] name, Imprint imprint, byte[][] command) {}
