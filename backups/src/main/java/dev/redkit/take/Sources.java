package dev.redkit.take;

import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Topology;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which servers a backup is read from: every master that has slots, or a replica of each. */
final class Sources {
    private final Redis redis;
    private final boolean fromReplica;

    Sources(Redis redis, boolean fromReplica) {
        this.redis = redis;
        this.fromReplica = fromReplica;
    }

    /** The server to read, by the slots that it stands for ("" outside of a cluster). */
    Map<Node, String> of(Topology topology) {
        Map<Node, String> sources = new LinkedHashMap<>();
        boolean cluster = redis.target().mode() == Target.Mode.CLUSTER;
        // A lone server that is itself a replica is what was asked for.
        List<Node> masters = cluster || !topology.masters().isEmpty() ? topology.masters() : topology.nodes();
        for (Node master : masters) {
            if (!cluster || master.slotCount() > 0) {
                sources.put(fromReplica ? replica(topology, master) : master, slots(master));
            }
        }
        return sources;
    }

    private static String slots(Node master) {
        return master.slots().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    private Node replica(Topology topology, Node master) {
        List<Node> replicas = new ArrayList<>(topology.replicasOf(master));
        if (redis.target().mode() == Target.Mode.STANDALONE) {
            replicas.addAll(named(master));
        }
        for (Node replica : replicas) {
            if (replica.healthy() && follows(replica)) {
                return replica;
            }
        }
        throw new UsageError(
                "none of the " + replicas.size() + " replicas of " + master.address() + " is there and up to date",
                "leave --from-replica out to take the backup from the master itself");
    }

    /** The replicas that a lone master names. */
    private List<Node> named(Node master) {
        List<Node> replicas = new ArrayList<>();
        try (Wire wire = Wire.open(redis.at(master.address()))) {
            Reply reply = wire.call("INFO", "replication");
            Map<String, String> info = reply instanceof Reply.Err ? Map.of() : InfoText.fields(reply.text());
            info.forEach((name, value) -> {
                if (name.matches("slave\\d+") && value.contains("state=online")) {
                    Map<String, String> parts = parts(value);
                    int port = Integer.parseInt(parts.get("port"));
                    // Who only reads along, for another backup or a copy elsewhere, names no port.
                    if (port > 0) {
                        Address address = Address.of(parts.get("ip"), port);
                        replicas.add(new Node("", address, Node.Role.REPLICA, master.id(), true, List.of()));
                    }
                }
            });
        }
        return replicas;
    }

    private static Map<String, String> parts(String value) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (String part : value.split(",", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                parts.put(part.substring(0, equals), part.substring(equals + 1));
            }
        }
        return parts;
    }

    private boolean follows(Node replica) {
        try (Wire wire = Wire.open(redis.target().node(replica.address()))) {
            Reply reply = wire.call("INFO", "replication");
            return !(reply instanceof Reply.Err) && reply.text().contains("master_link_status:up");
        } catch (Unreachable e) {
            return false;
        }
    }
}
