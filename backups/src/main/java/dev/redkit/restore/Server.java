package dev.redkit.restore;

import dev.redkit.failure.ServerRefused;
import dev.redkit.rdb.EncodingLimits;
import dev.redkit.rdb.WriteVersion;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;

/**
 * What the server that is to be filled can read.
 *
 * @param version of the payloads that it takes
 * @param fieldExpiry whether fields of hashes can expire there
 */
record Server(WriteVersion version, EncodingLimits limits, boolean fieldExpiry) {
    private static final int FIELD_EXPIRY_REDIS = 12;
    private static final int OLDEST = 9;

    static Server of(Redis redis) {
        Capabilities capabilities = redis.capabilities();
        if (capabilities.role() == Node.Role.REPLICA) {
            throw new ServerRefused(
                    "READONLY",
                    redis.target() + " is a replica, and nothing can be restored into it",
                    "name its master");
        }
        // Whoever does not say, takes what the oldest take.
        int version = Math.max(OLDEST, capabilities.rdbVersion().orElse(OLDEST));
        boolean fields = capabilities.flavour() == Flavour.VALKEY
                ? version >= WriteVersion.VALKEY_9.number()
                : version >= FIELD_EXPIRY_REDIS;
        return new Server(new WriteVersion(version), EncodingLimits.of(redis), fields);
    }
}
