package dev.redkit.redis;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The servers behind a target at one moment, and who serves which slot. Immutable: ask {@link Redis} for a newer one. */
public final class Topology {
    private final List<Node> nodes;
    private final Node[] owners;

    private Topology(List<Node> nodes, Node[] owners) {
        this.nodes = nodes;
        this.owners = owners;
    }

    /** One master (or a lone server) that owns every key, and its replicas. */
    static Topology around(Node master, List<Node> all) {
        Node[] owners = new Node[Slots.COUNT];
        Arrays.fill(owners, master);
        return new Topology(List.copyOf(all), owners);
    }

    /** A cluster: each master owns its slots. */
    static Topology ofCluster(List<Node> nodes) {
        Node[] owners = new Node[Slots.COUNT];
        for (Node node : nodes) {
            if (node.isMaster()) {
                for (Node.SlotRange range : node.slots()) {
                    Arrays.fill(owners, range.first(), range.last() + 1, node);
                }
            }
        }
        return new Topology(List.copyOf(nodes), owners);
    }

    /** All servers: each master followed by its replicas. */
    public List<Node> nodes() {
        return nodes;
    }

    /** The masters, in the order of their slots; those without slots last. */
    public List<Node> masters() {
        return nodes.stream().filter(Node::isMaster).toList();
    }

    public List<Node> replicasOf(Node master) {
        return nodes.stream()
                .filter(node -> !node.isMaster() && node.masterId().equals(master.id()))
                .toList();
    }

    /** The master of a slot; empty while nobody serves it. */
    public Optional<Node> owner(int slot) {
        return Optional.ofNullable(owners[slot]);
    }

    /** The master of a key; empty while nobody serves its slot. */
    public Optional<Node> ownerOf(byte[] key) {
        return owner(Slots.of(key));
    }

    /** How many slots nobody serves. */
    public int uncovered() {
        int count = 0;
        for (Node owner : owners) {
            count += owner == null ? 1 : 0;
        }
        return count;
    }
}
