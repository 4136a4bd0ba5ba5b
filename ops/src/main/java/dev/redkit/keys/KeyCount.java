package dev.redkit.keys;

import dev.redkit.failure.Failure;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.List;

/** How many keys each master has, as it says itself (DBSIZE): exact, and without looking at any. */
public final class KeyCount {
    private KeyCount() {}

    /**
     * What one server said.
     *
     * @param keys how many; negative when it did not say
     * @param why it did not; or null
     */
    public record OfServer(String server, long keys, Failure why) {}

    public static List<OfServer> ask(Redis redis) {
        List<OfServer> counts = new ArrayList<>();
        List<Node> masters = KeyScan.masters(redis);
        for (Node master : masters) {
            counts.add(one(redis, master));
        }
        if (counts.stream().allMatch(count -> count.keys() < 0)) {
            throw counts.get(0).why();
        }
        return counts;
    }

    private static OfServer one(Redis redis, Node master) {
        String server = master.address().toString();
        try (Wire wire = Wire.open(redis.at(master.address()))) {
            Reply reply = wire.call("DBSIZE");
            if (reply instanceof Reply.Err error) {
                return new OfServer(server, -1, Refusal.failure(error, "DBSIZE on " + server));
            }
            return new OfServer(server, reply.number(), null);
        } catch (Failure e) {
            return new OfServer(server, -1, e);
        }
    }
}
