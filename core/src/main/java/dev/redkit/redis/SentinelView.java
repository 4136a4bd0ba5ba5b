package dev.redkit.redis;

import dev.redkit.redis.Node.Role;
import dev.redkit.target.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One master and its replicas, as a sentinel sees them. */
final class SentinelView {
    private SentinelView() {}

    static List<List<String>> questions(String master) {
        return List.of(List.of("SENTINEL", "GET-MASTER-ADDR-BY-NAME", master), List.of("SENTINEL", "MASTERS"));
    }

    /** A question of its own, because a master of that name must be known. */
    static List<List<String>> replicasOf(String master) {
        // The old name: sentinels before 5.0 know no other, and newer ones still know it.
        return List.of(List.of("SENTINEL", "SLAVES", master));
    }

    /** Where the master is; empty when this sentinel does not watch one of that name. */
    static Optional<Address> master(List<Object> answer, Address asked) {
        if (answer.size() < 2) {
            return Optional.empty();
        }
        return Optional.of(Announced.address((String) answer.get(0), Integer.parseInt((String) answer.get(1)), asked));
    }

    /** The names of the masters that it does watch. */
    static List<String> names(List<Object> answer) {
        List<String> names = new ArrayList<>();
        for (Object one : answer) {
            names.add(fields(one).get("name"));
        }
        return names;
    }

    static Topology topology(Address master, List<Object> replicas, Address asked) {
        Node first = new Node("", master, Role.MASTER, "", true, List.of());
        List<Node> all = new ArrayList<>(List.of(first));
        for (Object one : replicas) {
            Map<String, String> fields = fields(one);
            Address address = Announced.address(fields.get("ip"), Integer.parseInt(fields.get("port")), asked);
            String flags = fields.getOrDefault("flags", "");
            boolean healthy = !flags.contains("down") && !flags.contains("disconnected");
            // The old master stays listed, under its own address, until it has come back as a replica.
            if (!address.equals(master)) {
                all.add(new Node("", address, Role.REPLICA, "", healthy, List.of()));
            }
        }
        return Topology.around(first, all);
    }

    /** Names and values in turn. */
    private static Map<String, String> fields(Object answer) {
        Map<String, String> fields = new HashMap<>();
        List<?> parts = (List<?>) answer;
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            fields.put((String) parts.get(i), (String) parts.get(i + 1));
        }
        return fields;
    }
}
