package dev.redkit.load;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.UsageError;
import dev.redkit.io.ByteSizes;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looks before the load leaps: whether the servers take writes, and whether what comes will fit. */
public final class Preflight {
    /** How far an estimate from a sample may be off before it is worth stopping for. */
    private static final double DOUBT = 1.1;

    private final List<Room> rooms = new ArrayList<>();
    private final Map<Address, Long> replicas = new LinkedHashMap<>();

    /**
     * The memory of one master.
     *
     * @param limit its maxmemory, 0 for none
     * @param policy what it evicts when that is reached
     */
    public record Room(Address server, long used, long limit, String policy) {}

    /** Asks every master; refuses a replica that takes no writes. */
    public Preflight(Redis redis) {
        List<Node> masters = redis.topology().masters();
        for (Node node : masters.isEmpty() ? redis.nodes() : masters) {
            try (Wire wire = redis.wire(node)) {
                look(wire, node.address());
            }
        }
    }

    private void look(Wire wire, Address server) {
        Reply reply = wire.call("INFO");
        if (reply instanceof Reply.Err) {
            // A user who may only write keys can load too; then nothing is foreseen.
            return;
        }
        Map<String, String> info = InfoText.fields(reply.text());
        if ("slave".equals(info.get("role")) && !"0".equals(info.get("slave_read_only"))) {
            throw new ServerRefused(
                    "READONLY",
                    server + " is a read-only replica of " + info.get("master_host") + ":" + info.get("master_port"),
                    "load into its master");
        }
        replicas.put(server, number(info, "connected_slaves"));
        rooms.add(new Room(
                server,
                number(info, "used_memory"),
                number(info, "maxmemory"),
                info.getOrDefault("maxmemory_policy", "noeviction")));
    }

    /** Refuses servers with fewer replicas than have to confirm: nothing would ever count as written. */
    public void demandReplicas(int wanted) {
        replicas.forEach((server, there) -> {
            if (there < wanted) {
                throw new UsageError(
                        "--wait " + wanted + ": " + server + " has " + (there == 0 ? "no" : "only " + there)
                                + (there == 1 ? " replica" : " replicas") + " to confirm anything",
                        "see 'redkit topology', or leave --wait out");
            }
        });
    }

    private static long number(Map<String, String> info, String name) {
        return Long.parseLong(info.getOrDefault(name, "0"));
    }

    public List<Room> rooms() {
        return rooms;
    }

    /** Whether there is a limit that a load could reach. */
    private boolean isLimited() {
        return !rooms.isEmpty() && rooms.stream().allMatch(room -> room.limit() > 0);
    }

    /**
     * What speaks against beginning, as far as a sample of the records tells; null when nothing does.
     */
    public String doubt(LoadPlan plan) {
        if (!isLimited()) {
            return null;
        }
        long free = 0;
        for (Room room : rooms) {
            free += Math.max(0, room.limit() - room.used());
        }
        long estimate = Estimate.of(plan);
        if (estimate <= free * DOUBT) {
            return null;
        }
        boolean evicts = rooms.stream().anyMatch(room -> !room.policy().equals("noeviction"));
        return "the records will take about " + ByteSizes.format(estimate) + " of memory, and " + ByteSizes.format(free)
                + " are left below maxmemory"
                + (evicts ? " (then keys are evicted: " + rooms.get(0).policy() + ")" : "");
    }
}
