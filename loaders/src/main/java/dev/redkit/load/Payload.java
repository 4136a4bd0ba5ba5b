package dev.redkit.load;

import dev.redkit.failure.UsageError;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Redis;

/** Finds out how values have to be written for the servers that will read them. */
final class Payload {
    private Payload() {}

    /** For what the servers are: the newest form that they take, within the limits of their configuration. */
    static DumpPayload of(Redis redis) {
        int version = redis.capabilities()
                .rdbVersion()
                .orElseThrow(
                        () -> new UsageError("nobody knows which values this server restores", "say --lane commands"));
        return new DumpPayload(new WriteVersion(version), EncodingLimits.of(redis));
    }
}
