package dev.redkit.bench.verdict;

import dev.redkit.failure.Failure;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.ServerLatency;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Asks every master of a run, over a connection beside it. A server that may not be asked, or is gone, says nothing. */
public final class ServerProbe implements Closeable {
    private static final List<String> SETTINGS =
            List.of("io-threads", "appendonly", "appendfsync", "save", "maxmemory", "maxmemory-policy");

    private final List<Wire> wires = new ArrayList<>();
    private final boolean local;

    private ServerProbe(boolean local) {
        this.local = local;
    }

    /** {@code replicas}: whether requests go to replicas too. */
    public static ServerProbe open(Redis redis, boolean replicas) {
        Target target = redis.target();
        boolean clustered = target.mode() == Target.Mode.CLUSTER;
        ServerProbe probe = new ServerProbe(isLocal(target.address()));
        try {
            if (!clustered && !replicas) {
                probe.wires.add(redis.wire());
                return probe;
            }
            for (Node node : redis.topology().nodes()) {
                if (replicas ? node.healthy() : node.isMaster()) {
                    probe.wires.add(redis.wire(node));
                }
            }
            return probe;
        } catch (Failure e) {
            probe.close();
            throw e;
        }
    }

    private static boolean isLocal(Address address) {
        if (address.isUnix()) {
            return true;
        }
        try {
            return InetAddress.getByName(address.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Whether the servers share this machine's processors. */
    boolean local() {
        return local;
    }

    int servers() {
        return wires.size();
    }

    ServerAccount account() {
        return ServerAccount.of(info("everything"));
    }

    /** Processor seconds of all servers. */
    double cpu() {
        return ServerAccount.of(info("cpu")).cpu();
    }

    /** How long the servers took for their commands so far. */
    ServerLatency latency() {
        ServerLatency latency = new ServerLatency();
        for (Wire wire : wires) {
            try {
                if (wire != null) {
                    latency.add(wire.call("LATENCY", "HISTOGRAM"));
                }
            } catch (Failure e) {
                return new ServerLatency();
            }
        }
        return latency;
    }

    private List<Map<String, String>> info(String section) {
        List<Map<String, String>> infos = new ArrayList<>();
        for (int i = 0; i < wires.size(); i++) {
            Wire wire = wires.get(i);
            if (wire == null) {
                return List.of();
            }
            try {
                Reply reply = wire.call("INFO", section);
                infos.add(reply instanceof Reply.Err ? Map.of() : InfoText.fields(reply.text()));
            } catch (Failure e) {
                wires.set(i, null);
                return List.of();
            }
        }
        return infos;
    }

    /** What the first server is and how it is set up: two runs that differ in this are not alike. */
    public Map<String, String> description() {
        Map<String, String> facts = new LinkedHashMap<>();
        List<Map<String, String>> infos = info("server");
        Map<String, String> info = infos.isEmpty() ? Map.of() : infos.get(0);
        for (String name : List.of("valkey_version", "redis_version", "dragonfly_version", "redis_mode", "os")) {
            if (info.containsKey(name)) {
                facts.put(name, info.get(name));
            }
        }
        facts.put("servers", Integer.toString(wires.size()));
        for (String setting : SETTINGS) {
            setting(setting, facts);
        }
        return facts;
    }

    private void setting(String name, Map<String, String> facts) {
        Wire wire = wires.get(0);
        if (wire == null) {
            return;
        }
        Reply reply = wire.call("CONFIG", "GET", name);
        boolean told = reply instanceof Reply.Array || reply instanceof Reply.Pairs;
        if (told && reply.items().size() == 2) {
            facts.put(name, reply.items().get(1).text());
        }
    }

    @Override
    public void close() {
        for (Wire wire : wires) {
            if (wire != null) {
                wire.close();
            }
        }
    }
}
