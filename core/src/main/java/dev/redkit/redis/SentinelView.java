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

    /** Questions of their own, because a master of that name must be known; in one exchange, for a failover comes between any two. */
    static List<List<String>> group(String master) {
        List<List<String>> questions = new ArrayList<>(questions(master));
        // The old name: sentinels before 5.0 know no other, and newer ones still know it.
        questions.add(List.of("SENTINEL", "SLAVES", master));
        return questions;
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

    /** Makes sense of the answers to {@link #group}. */
    static Optional<Topology> topology(List<List<Object>> answers, String name, Address asked) {
        return master(answers.get(0), asked).map(master -> around(master, answers, name, asked));
    }

    private static Topology around(Address master, List<List<Object>> answers, String name, Address asked) {
        Node first = new Node("", master, Role.MASTER, "", true, List.of());
        List<Node> all = new ArrayList<>(List.of(first));
        List<Map<String, String>> others = new ArrayList<>();
        answers.get(2).forEach(one -> others.add(fields(one)));
        // In a failover the new master has its place already, and the old one is not listed among the replicas yet.
        answers.get(1).stream()
                .map(SentinelView::fields)
                .filter(one -> name.equals(one.get("name")))
                .forEach(others::add);
        for (Map<String, String> fields : others) {
            Address address = Announced.address(fields.get("ip"), Integer.parseInt(fields.get("port")), asked);
            String flags = fields.getOrDefault("flags", "");
            boolean healthy = !flags.contains("down") && !flags.contains("disconnected");
            // The old master stays listed, under its own address, until it has come back as a replica.
            if (all.stream().noneMatch(node -> node.address().equals(address))) {
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
