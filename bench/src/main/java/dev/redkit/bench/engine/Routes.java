package dev.redkit.bench.engine;

import dev.redkit.bench.schedule.Reads;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.redis.Topology;
import dev.redkit.target.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The servers of a run, and which of them serves a slot: the masters first, then the replicas that are read from. A run
 * without any of these has one server, which serves all.
 */
final class Routes {
    private final Redis redis;
    private final List<Node> masters;
    private final List<Node> replicas = new ArrayList<>();
    /** For each master, the indexes of the servers that reads of its slots may go to. */
    private final List<int[]> readers = new ArrayList<>();

    private volatile short[] owners;
    private int turn;

    Routes(Redis redis, Reads reads) {
        this.redis = redis;
        Target.Mode mode = redis.target().mode();
        boolean clustered = mode == Target.Mode.CLUSTER;
        if (reads != Reads.MASTER && mode == Target.Mode.STANDALONE) {
            throw new UsageError(
                    "replicas are known of a cluster, or where sentinels are",
                    "name the replica itself with -h and -p");
        }
        this.masters = clustered
                ? redis.topology().masters().stream()
                        .filter(node -> node.slotCount() > 0)
                        .toList()
                : reads == Reads.MASTER ? List.of() : redis.topology().masters().subList(0, 1);
        for (int i = 0; i < masters.size(); i++) {
            readers.add(readers(i, reads, clustered));
        }
        this.owners = masters.isEmpty() ? null : owners(redis.topology());
    }

    private int[] readers(int master, Reads reads, boolean clustered) {
        List<Integer> indexes = new ArrayList<>();
        if (reads != Reads.REPLICAS) {
            indexes.add(master);
        }
        List<Node> its = clustered
                ? redis.topology().replicasOf(masters.get(master))
                : redis.nodes().stream().filter(node -> !node.isMaster()).toList();
        for (Node replica : reads == Reads.MASTER ? List.<Node>of() : its) {
            if (replica.healthy()) {
                replicas.add(replica);
                indexes.add(masters.size() + replicas.size() - 1);
            }
        }
        return (indexes.isEmpty() ? List.of(master) : indexes)
                .stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether there are several servers, so that a request goes where its key is. */
    boolean clustered() {
        return owners != null;
    }

    /** How many servers there are to connect to. */
    int servers() {
        return Math.max(1, masters.size() + replicas.size());
    }

    /** How many of them take writes. */
    int masters() {
        return Math.max(1, masters.size());
    }

    /** Whether a server wants to be told that it may be read from. */
    boolean isReplicaOfCluster(int server) {
        return server >= masters.size() && redis.target().mode() == Target.Mode.CLUSTER;
    }

    /** The targets to connect to: every master and replica, or the one server. */
    List<Target> targets() {
        if (!clustered()) {
            Target target = redis.target();
            boolean sentinel = target.mode() == Target.Mode.SENTINEL;
            return List.of(sentinel ? redis.at(redis.refresh().masters().get(0).address()) : target);
        }
        List<Target> targets = new ArrayList<>();
        masters.forEach(node -> targets.add(redis.at(node.address())));
        replicas.forEach(node -> targets.add(redis.at(node.address())));
        return targets;
    }

    /** The index of the server that serves that key. */
    int owner(byte[] bytes, int offset, int length) {
        return owners[Slots.of(bytes, offset, length)];
    }

    /** Where a read of a key of that master goes this time. */
    int reader(int master) {
        int[] its = readers.get(master);
        return its[Math.floorMod(turn++, its.length)];
    }

    /** Asks the cluster anew; a slot of a server that was not there at the start stays where it was. */
    void refresh() {
        if (redis.target().mode() == Target.Mode.CLUSTER) {
            owners = owners(redis.refresh());
        }
    }

    private short[] owners(Topology topology) {
        short[] before = owners;
        short[] next = new short[Slots.COUNT];
        if (redis.target().mode() != Target.Mode.CLUSTER) {
            return next;
        }
        for (int slot = 0; slot < next.length; slot++) {
            Optional<Node> owner = topology.owner(slot);
            int known = owner.isPresent() ? indexOf(owner.get()) : -1;
            next[slot] = known >= 0 ? (short) known : before == null ? 0 : before[slot];
        }
        return next;
    }

    private int indexOf(Node node) {
        for (int i = 0; i < masters.size(); i++) {
            if (masters.get(i).address().equals(node.address())) {
                return i;
            }
        }
        return -1;
    }
}
