package dev.redkit.doctor.facts;

import dev.redkit.target.Target;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * All that is looked at together.
 *
 * @param nodes those that answered
 * @param sentinels those that answered; none without Sentinel
 * @param silent who could not be reached, and why
 */
public record Patient(Target target, List<NodeFacts> nodes, List<SentinelFacts> sentinels, Map<String, String> silent) {
    public Patient {
        nodes = List.copyOf(nodes);
        sentinels = List.copyOf(sentinels);
        silent = new TreeMap<>(silent);
    }

    public boolean cluster() {
        return target.mode() == Target.Mode.CLUSTER;
    }

    public boolean sentinel() {
        return target.mode() == Target.Mode.SENTINEL;
    }

    /** The masters that answered. */
    public List<NodeFacts> masters() {
        return nodes.stream().filter(NodeFacts::isMaster).toList();
    }
}
