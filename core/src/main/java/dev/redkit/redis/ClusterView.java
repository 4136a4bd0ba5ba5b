package dev.redkit.redis;

import dev.redkit.redis.Node.Role;
import dev.redkit.redis.Node.SlotRange;
import dev.redkit.target.Address;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode.NodeFlag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The cluster as one of its nodes sees it. {@code CLUSTER NODES} says who there is, {@code CLUSTER SLOTS} how each wants
 * to be reached ({@code cluster-preferred-endpoint-type}); every version and flavour has both.
 */
final class ClusterView {
    static final List<List<String>> QUESTIONS = List.of(List.of("CLUSTER", "NODES"), List.of("CLUSTER", "SLOTS"));

    private static final Comparator<Node> BY_SLOT = Comparator.comparingInt((Node node) ->
                    node.slots().isEmpty() ? Slots.COUNT : node.slots().get(0).first())
            .thenComparing(Node::id);

    private ClusterView() {}

    /** Makes sense of the answers to {@link #QUESTIONS} of the server at {@code asked}. */
    static Topology read(List<List<Object>> answers, Address asked) {
        Map<String, Address> endpoints = endpoints(answers.get(1), asked);
        List<Node> masters = new ArrayList<>();
        List<Node> replicas = new ArrayList<>();
        for (RedisClusterNode seen :
                ClusterPartitionParser.parse((String) answers.get(0).get(0))) {
            Node node = node(seen, endpoints, asked);
            if (node != null) {
                (node.isMaster() ? masters : replicas).add(node);
            }
        }
        masters.sort(BY_SLOT);
        List<Node> all = new ArrayList<>();
        for (Node master : masters) {
            all.add(master);
            replicas.stream()
                    .filter(replica -> replica.masterId().equals(master.id()))
                    .forEach(all::add);
        }
        replicas.stream().filter(replica -> !all.contains(replica)).forEach(all::add);
        return Topology.ofCluster(all);
    }

    /** Null for a node that cannot be reached: one without an address, or not yet part of the cluster. */
    private static Node node(RedisClusterNode seen, Map<String, Address> endpoints, Address asked) {
        boolean outside = seen.is(NodeFlag.HANDSHAKE) || seen.is(NodeFlag.NOADDR);
        Address address = endpoints.get(seen.getNodeId());
        if (address == null && (outside || (seen.getUri() == null && !seen.is(NodeFlag.MYSELF)))) {
            return null;
        }
        if (address == null) {
            address = seen.getUri() == null
                    ? asked
                    : Announced.address(seen.getUri().getHost(), seen.getUri().getPort(), asked);
        }
        boolean replica = seen.is(NodeFlag.REPLICA);
        boolean failed = seen.is(NodeFlag.FAIL) || seen.is(NodeFlag.EVENTUAL_FAIL);
        return new Node(
                seen.getNodeId(),
                address,
                replica ? Role.REPLICA : Role.MASTER,
                Objects.requireNonNullElse(seen.getSlaveOf(), ""),
                !failed && (seen.isConnected() || seen.is(NodeFlag.MYSELF)),
                ranges(seen.getSlots()));
    }

    /** {@code [first, last, [endpoint, port, id, …], …]} per range of slots. */
    private static Map<String, Address> endpoints(List<?> ranges, Address asked) {
        Map<String, Address> endpoints = new HashMap<>();
        for (Object range : ranges) {
            List<?> parts = (List<?>) range;
            for (Object part : parts.subList(2, parts.size())) {
                List<?> node = (List<?>) part;
                int port = ((Number) node.get(1)).intValue();
                // Servers before 4.0 do not name the node here.
                if (node.size() > 2 && port != 0) {
                    endpoints.put((String) node.get(2), Announced.address((String) node.get(0), port, asked));
                }
            }
        }
        return endpoints;
    }

    private static List<SlotRange> ranges(List<Integer> slots) {
        List<SlotRange> ranges = new ArrayList<>();
        int first = -1;
        int last = -2;
        for (int slot : slots) {
            if (slot != last + 1) {
                if (first >= 0) {
                    ranges.add(new SlotRange(first, last));
                }
                first = slot;
            }
            last = slot;
        }
        if (first >= 0) {
            ranges.add(new SlotRange(first, last));
        }
        return ranges;
    }
}
