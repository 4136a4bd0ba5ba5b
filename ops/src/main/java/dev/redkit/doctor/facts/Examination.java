package dev.redkit.doctor.facts;

import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Asks every node and every sentinel, once. Who does not answer is named, and the others are looked at all the same. */
public final class Examination {
    private final Redis redis;
    private final int sample;
    private final Path root;

    /**
     * @param sample how many keys of each master are looked at; 0 for none
     * @param root where {@code /proc} and {@code /sys} are
     */
    public Examination(Redis redis, int sample, Path root) {
        this.redis = redis;
        this.sample = sample;
        this.root = root;
    }

    public Patient examine() {
        List<NodeFacts> nodes = new ArrayList<>();
        Map<String, String> silent = new TreeMap<>();
        Failure first = null;
        for (Node node : redis.refresh().nodes()) {
            try (Wire wire = redis.wire(node)) {
                nodes.add(new NodeQuestions(wire, sample, root).ask(redis.at(node.address()), node));
            } catch (Unreachable | NotAllowed e) {
                first = first == null ? e : first;
                silent.put(node.address().toString(), e.getMessage());
            }
        }
        if (nodes.isEmpty() && first != null) {
            throw first;
        }
        refuseSentinel(nodes);
        List<SentinelFacts> sentinels = new ArrayList<>();
        if (redis.target().mode() == Target.Mode.SENTINEL) {
            for (Address one : redis.target().addresses()) {
                sentinel(one, sentinels, silent);
            }
        }
        return new Patient(redis.target(), nodes, sentinels, silent);
    }

    private static void refuseSentinel(List<NodeFacts> nodes) {
        for (NodeFacts node : nodes) {
            if (node.sentinel()) {
                throw new UsageError(
                        node.name() + " is a sentinel",
                        "name the master that it watches: --sentinel " + node.name() + " --master NAME");
            }
        }
    }

    private void sentinel(Address address, List<SentinelFacts> sentinels, Map<String, String> silent) {
        Target target = redis.target()
                .node(address)
                .but()
                .credentials(redis.target().sentinelCredentials())
                .db(0)
                .build();
        String master = redis.target().master();
        try (Wire wire = Wire.open(target)) {
            sentinels.add(new SentinelFacts(
                    address,
                    fields(wire.demand("SENTINEL", "MASTER", master)),
                    list(wire.demand("SENTINEL", "SLAVES", master)),
                    list(wire.demand("SENTINEL", "SENTINELS", master)),
                    wire.call("SENTINEL", "CKQUORUM", master).text()));
        } catch (Failure e) {
            silent.put("sentinel " + address, e.getMessage());
        }
    }

    private static List<Map<String, String>> list(Reply reply) {
        return reply.items().stream().map(Examination::fields).toList();
    }

    private static Map<String, String> fields(Reply reply) {
        Map<String, String> fields = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            fields.put(items.get(i).text(), items.get(i + 1).text());
        }
        return fields;
    }
}
