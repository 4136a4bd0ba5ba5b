package dev.redkit.keyspace;

import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;

/**
 * What of the commands for reading a server has.
 *
 * @param expireTime PEXPIRETIME, else PTTL and the server's clock
 * @param fieldExpiry fields of hashes that expire: HPEXPIRETIME
 * @param scanType SCAN with TYPE
 */
record Abilities(boolean expireTime, boolean fieldExpiry, boolean scanType) {
    static Abilities of(Capabilities server) {
        boolean named = server.flavour() == Flavour.REDIS || server.flavour() == Flavour.VALKEY;
        boolean fields = server.flavour() == Flavour.VALKEY
                ? server.version().atLeast(9, 0)
                : server.version().atLeast(7, 4);
        return new Abilities(
                server.supports("pexpiretime").orElse(named && server.version().atLeast(7, 0)),
                server.supports("hpexpiretime").orElse(named && fields),
                named && server.version().atLeast(6, 0));
    }
}
