package dev.redkit.redis;

import dev.redkit.failure.Unreachable;
import dev.redkit.lane.Router;
import dev.redkit.lane.SingleServer;
import dev.redkit.redis.Node.Role;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a {@link Target}. Nothing is asked, connected or loaded before it is needed; Lettuce never for a
 * single server. May be used by several threads; the wires it opens may not, and are their opener's to close.
 */
public final class Redis implements Closeable {
    private final Target target;
    private final List<KeySpecs> opened = new ArrayList<>();
    private Explorer explorer;
    private Topology topology;
    private Capabilities capabilities;

    private Redis(Target target) {
        this.target = target;
    }

    /** Connects to nothing yet. */
    public static Redis open(Target target) {
        return new Redis(target);
    }

    public Target target() {
        return target;
    }

    /** The servers as they were known last; asks when they are not known yet. */
    public synchronized Topology topology() {
        return topology == null ? refresh() : topology;
    }

    /** Asks again who there is. */
    public synchronized Topology refresh() {
        if (target.mode() == Target.Mode.STANDALONE) {
            topology = alone();
            return topology;
        }
        if (explorer == null) {
            explorer = new Explorer(target);
        }
        topology = explorer.explore(Optional.ofNullable(topology));
        return topology;
    }

    private Topology alone() {
        try (Wire wire = Wire.open(target)) {
            Role role = Capabilities.role(wire);
            Node node = new Node("", target.address(), role, "", true, List.of());
            return Topology.around(node, List.of(node));
        }
    }

    /** All servers: one, or a master and its replicas, or all nodes of a cluster. */
    public List<Node> nodes() {
        return topology().nodes();
    }

    /** What the servers can do, as one of them says; asked once. */
    public synchronized Capabilities capabilities() {
        if (capabilities == null) {
            try (Wire wire = wire()) {
                capabilities = Capabilities.ask(wire);
            }
        }
        return capabilities;
    }

    /** A wire to the server, to the current master, or to one of a cluster's masters. */
    public Wire wire() {
        return switch (target.mode()) {
            case STANDALONE -> Wire.open(target);
            case SENTINEL -> masterOfSentinels();
            case CLUSTER -> anyMaster();
        };
    }

    /** A wire to this one, with the target's credentials, TLS and database. */
    public Wire wire(Node node) {
        return Wire.open(at(node.address()));
    }

    /** The target of one server behind this one. */
    public Target at(Address server) {
        return target.mode() == Target.Mode.STANDALONE ? target : target.node(server);
    }

    /** Where lanes send commands: to the one server (master), or to the master of each command's first key. */
    public Router router() {
        return switch (target.mode()) {
            case STANDALONE -> new SingleServer(target);
            case SENTINEL -> new SentinelRouter(this);
            case CLUSTER -> new ClusterRouter(this);
        };
    }

    /** The same over so many connections to each server, where the commands of one key keep to one of them. */
    public Router router(int connections) {
        return connections == 1 ? router() : router().over(new KeySpread(keySpecs(), connections));
    }

    /** Which arguments are keys, as these servers say. For one thread; closed together with this. */
    public synchronized KeySpecs keySpecs() {
        KeySpecs specs = new KeySpecs(this::wire);
        opened.add(specs);
        return specs;
    }

    /**
     * The sentinels are asked anew for each connection: an old master goes on believing in itself for a while. And they
     * may name, during a failover, a server that is not the master any more: then they are asked once more.
     */
    private Wire masterOfSentinels() {
        for (int attempt = 1; ; attempt++) {
            Node master = refresh().masters().get(0);
            try {
                Wire wire = wire(master);
                if (Capabilities.role(wire) == Role.MASTER) {
                    return wire;
                }
                wire.close();
                if (attempt == 2) {
                    throw new Unreachable(
                            "the sentinels name " + master.address() + " as the master '" + target.master()
                                    + "', but it is a replica",
                            "a failover may be under way: try again in a moment");
                }
            } catch (Unreachable e) {
                if (attempt == 2) {
                    throw e;
                }
            }
        }
    }

    private Wire anyMaster() {
        Unreachable first = null;
        for (Node node : topology().masters()) {
            try {
                return wire(node);
            } catch (Unreachable e) {
                first = first == null ? e : first;
            }
        }
        if (first == null) {
            throw new Unreachable(target + " has no master", "see 'CLUSTER NODES'");
        }
        throw first;
    }

    @Override
    public synchronized void close() {
        opened.forEach(KeySpecs::close);
        opened.clear();
        if (explorer != null) {
            explorer.close();
            explorer = null;
        }
    }
}
