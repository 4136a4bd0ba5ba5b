package dev.redkit.topology;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Topology;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Draws the map: asks who there is, and each of them how it is. Who does not answer is on the map all the same. */
public final class Survey {
    /** Where it stands in a line of {@code CLUSTER NODES}. */
    private static final int FLAGS = 2;

    private static final int MASTER = 3;
    private static final int EPOCH = 6;

    private final Redis redis;
    private final Map<String, String> silent = new TreeMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, String> addresses = new HashMap<>();
    private long epoch = -1;

    private Survey(Redis redis) {
        this.redis = redis;
    }

    public static ServerMap draw(Redis redis) {
        return new Survey(redis).draw();
    }

    private ServerMap draw() {
        Topology topology = redis.refresh();
        List<Member> members = new ArrayList<>();
        topology.nodes().forEach(node -> addresses.put(node.id(), node.address().toString()));
        String first = topology.masters().isEmpty()
                ? ""
                : topology.masters().get(0).address().toString();
        for (Node node : topology.nodes()) {
            String master = node.isMaster()
                    ? ""
                    : redis.target().mode() == Target.Mode.CLUSTER
                            ? addresses.getOrDefault(node.masterId(), "")
                            : first;
            ask(node, master, members);
        }
        List<Watchman> sentinels = sentinels();
        boolean cluster = redis.target().mode() == Target.Mode.CLUSTER;
        return new ServerMap(
                redis.target().mode(),
                inOrder(members),
                sentinels,
                cluster ? uncovered(topology) : 0,
                sentinels.stream().mapToLong(Watchman::epoch).max().orElse(epoch),
                silent);
    }

    /** Slots without a master, and those of masters that answer neither us nor the other nodes. */
    private int uncovered(Topology topology) {
        return topology.uncovered()
                + topology.masters().stream()
                        .filter(node -> !node.healthy()
                                && silent.containsKey(node.address().toString()))
                        .mapToInt(Node::slotCount)
                        .sum();
    }

    private void ask(Node node, String master, List<Member> members) {
        String address = node.address().toString();
        try (Wire wire = redis.wire(node)) {
            Map<String, String> info = info(wire);
            boolean cluster = redis.target().mode() == Target.Mode.CLUSTER;
            String[] own = cluster ? clusterLine(wire) : new String[0];
            // A replica of a cluster that has just been started calls itself a master in INFO, and while it loads its
            // data it says nothing else: then the others are believed.
            String usual = node.isMaster() ? "master" : "slave";
            boolean isMaster = own.length > EPOCH
                    ? own[FLAGS].contains("master")
                    : (cluster ? usual : info.getOrDefault("role", usual)).equals("master");
            String follows = master;
            if (own.length > EPOCH) {
                follows = addresses.getOrDefault(own[MASTER], "");
            } else if (node.isMaster() || redis.target().mode() == Target.Mode.STANDALONE) {
                follows = info.getOrDefault("master_host", "") + ":" + info.getOrDefault("master_port", "");
            }
            members.add(new Member(
                    address,
                    node.id(),
                    isMaster,
                    isMaster ? "" : follows,
                    node.healthy() ? "up" : "failing",
                    info.getOrDefault("master_link_status", ""),
                    offset(info, isMaster),
                    -1,
                    -1,
                    node.slots(),
                    info.getOrDefault("valkey_version", info.getOrDefault("redis_version", ""))));
            if (redis.target().mode() == Target.Mode.STANDALONE) {
                neighbours(info, address, members);
            }
        } catch (Unreachable | NotAllowed e) {
            silent.put(address, e.getMessage());
            members.add(new Member(
                    address, node.id(), node.isMaster(), master, "silent", "", -1, -1, -1, node.slots(), ""));
        }
    }

    /** A lone server knows its replicas, or its master; they are not asked, for their addresses may not be ours. */
    private static void neighbours(Map<String, String> info, String address, List<Member> members) {
        for (int i = 0; info.containsKey("slave" + i) || info.containsKey("replica" + i); i++) {
            Map<String, String> parts = new HashMap<>();
            for (String part : info.getOrDefault("slave" + i, info.getOrDefault("replica" + i, ""))
                    .split(",", -1)) {
                int equals = part.indexOf('=');
                parts.put(part.substring(0, Math.max(equals, 0)), part.substring(equals + 1));
            }
            boolean online = "online".equals(parts.get("state"));
            members.add(new Member(
                    Address.of(parts.get("ip"), Integer.parseInt(parts.get("port")))
                            .toString(),
                    "",
                    false,
                    address,
                    "up",
                    online ? "up" : "down",
                    Long.parseLong(parts.getOrDefault("offset", "-1")),
                    -1,
                    -1,
                    List.of(),
                    ""));
        }
    }

    private static long offset(Map<String, String> info, boolean master) {
        String name = master ? "master_repl_offset" : "slave_repl_offset";
        return Long.parseLong(info.getOrDefault(name, "-1"));
    }

    /** What the user may not read stays unknown. */
    private static Map<String, String> info(Wire wire) {
        wire.send("INFO", "replication");
        wire.send("INFO", "server");
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < 2; i++) {
            Reply reply = wire.read();
            fields.putAll(reply instanceof Reply.Err ? Map.of() : InfoText.fields(reply.text()));
        }
        return fields;
    }

    /** Each node is asked for its own epoch, and for the cluster's; gives what it says of itself, or nothing. */
    private String[] clusterLine(Wire wire) {
        Reply info = wire.call("CLUSTER", "INFO");
        if (!(info instanceof Reply.Err)) {
            String current = InfoText.fields(info.text()).getOrDefault("cluster_current_epoch", "-1");
            epoch = Math.max(epoch, Long.parseLong(current));
        }
        String[] own = {};
        Reply nodes = wire.call("CLUSTER", "NODES");
        if (nodes instanceof Reply.Err) {
            return own;
        }
        for (String line : nodes.text().lines().toList()) {
            String[] words = line.split(" ", -1);
            if (words.length > EPOCH) {
                epochs.merge(words[0], Long.parseLong(words[EPOCH]), Math::max);
                own = words[FLAGS].contains("myself") ? words : own;
            }
        }
        return own;
    }

    private List<Member> inOrder(List<Member> members) {
        List<Member> ordered = new ArrayList<>();
        List<Member> rest = new ArrayList<>(members);
        for (Member master : members.stream().filter(Member::master).toList()) {
            rest.remove(master);
            ordered.add(withEpoch(master));
            for (Member one : members) {
                if (!one.master() && one.follows().equals(master.address())) {
                    rest.remove(one);
                    boolean known = one.offset() >= 0 && master.offset() >= 0;
                    ordered.add(withEpoch(one.behind(known ? Math.max(0, master.offset() - one.offset()) : -1)));
                }
            }
        }
        ordered.addAll(rest);
        return ordered;
    }

    private Member withEpoch(Member one) {
        return new Member(
                one.address(),
                one.id(),
                one.master(),
                one.follows(),
                one.state(),
                one.link(),
                one.offset(),
                one.behind(),
                epochs.getOrDefault(one.id(), -1L),
                one.slots(),
                one.version());
    }

    private List<Watchman> sentinels() {
        List<Watchman> sentinels = new ArrayList<>();
        if (redis.target().mode() != Target.Mode.SENTINEL) {
            return sentinels;
        }
        for (Address one : redis.target().addresses()) {
            try (Wire wire = Sentinels.wire(redis.target(), one)) {
                List<Reply> items = wire.demand(
                                "SENTINEL", "MASTER", redis.target().master())
                        .items();
                Map<String, String> fields = new HashMap<>();
                for (int i = 0; i + 1 < items.size(); i += 2) {
                    fields.put(items.get(i).text(), items.get(i + 1).text());
                }
                sentinels.add(new Watchman(
                        one.toString(),
                        "up",
                        fields.get("ip") + ":" + fields.get("port"),
                        Long.parseLong(fields.getOrDefault("config-epoch", "-1"))));
            } catch (Unreachable | NotAllowed | ServerRefused e) {
                silent.put("sentinel " + one, e.getMessage());
                sentinels.add(Watchman.silent(one.toString()));
            }
        }
        return sentinels;
    }
}
