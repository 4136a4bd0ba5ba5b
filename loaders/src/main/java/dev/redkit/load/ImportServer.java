package dev.redkit.load;

import dev.redkit.failure.UsageError;
import dev.redkit.redis.Capabilities;
import dev.redkit.redis.Flavour;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;

/** Whether servers take hashes by {@code HIMPORT}, and whether that does what is wanted there. */
final class ImportServer {
    private ImportServer() {}

    /** Refuses a server that does not have the command. */
    static void demand(Redis redis) {
        if (!has(redis)) {
            Capabilities server = redis.capabilities();
            throw new UsageError(
                    "--lane himport needs Redis 8.10 or newer, and " + redis.target() + " is " + server.flavour() + " "
                            + server.version(),
                    "leave --lane out, or say --lane restore");
        }
    }

    /**
     * Whether it is the better way to replace hashes. {@code HIMPORT SET} refuses a key of another type, which is to be
     * replaced too: so only where keys are written beside, or none are there yet.
     */
    static boolean suits(LoadPlan plan, Redis redis) {
        return Route.imports(plan) && has(redis) && (plan.beside() || isEmpty(redis));
    }

    private static boolean has(Redis redis) {
        Capabilities server = redis.capabilities();
        return server.supports("HIMPORT")
                .orElseGet(() ->
                        server.flavour() == Flavour.REDIS && server.version().atLeast(8, 10));
    }

    private static boolean isEmpty(Redis redis) {
        for (Node node : redis.topology().masters()) {
            try (Wire wire = redis.wire(node)) {
                boolean empty = wire.call("DBSIZE") instanceof Reply.Int size && size.number() == 0;
                if (!empty) {
                    return false;
                }
            }
        }
        return true;
    }
}
