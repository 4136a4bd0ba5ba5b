package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A router whose connections are more than one to a server, or begin with a command of their own.
 *
 * @param greeting the words of that command; empty for none
 */
record TailoredRouter(Router router, Spread spread, List<byte[]> greeting) implements RouterBehind {
    @Override
    public Wire open(Address server) {
        Wire wire = router.open(server);
        try {
            if (!greeting.isEmpty() && wire.call(greeting.toArray(byte[][]::new)) instanceof Reply.Err error) {
                throw Refusal.failure(error, new String(greeting.get(0), StandardCharsets.UTF_8) + " on " + server);
            }
            return wire;
        } catch (Failure e) {
            wire.close();
            throw e;
        }
    }
}
