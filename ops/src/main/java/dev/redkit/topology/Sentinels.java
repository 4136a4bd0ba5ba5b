package dev.redkit.topology;

import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;

/** Connections to sentinels, which have their own users and no databases. */
final class Sentinels {
    private Sentinels() {}

    static Wire wire(Target target, Address sentinel) {
        return Wire.open(target.node(sentinel)
                .but()
                .credentials(target.sentinelCredentials())
                .db(0)
                .build());
    }
}
