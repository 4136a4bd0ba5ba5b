package dev.redkit.model;

import java.time.Duration;

/**
 * How a version is written.
 *
 * @param chunk the most bytes in one string; less where the server takes less
 * @param spread let the bytes leave the model's slot, to all masters of a cluster
 * @param dedupe keep equal bytes once for all versions, and send only what is not there
 * @param hash compute the SHA-256 of each tensor (its chunks have a CRC-32C in any case)
 * @param grace for how long the unfinished stays when nobody goes on with it
 * @param reread read everything back and compare, before it becomes visible
 */
public record ImportOptions(int chunk, boolean spread, boolean dedupe, boolean hash, Duration grace, boolean reread) {
    /** As measured: larger strings block the server for longer, smaller ones cost more commands. */
    public static final int CHUNK = 4 << 20;

    public static final ImportOptions DEFAULT =
            new ImportOptions(CHUNK, false, false, true, Duration.ofMinutes(10), false);

    /** The same, writing this. */
    public ImportOptions deduped() {
        return new ImportOptions(chunk, spread, true, true, grace, reread);
    }
}
