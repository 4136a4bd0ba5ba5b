package dev.redkit.doctor.facts;

import dev.redkit.target.Address;
import java.util.List;
import java.util.Map;

/**
 * What one sentinel says of the master and of the others.
 *
 * @param master its fields
 * @param replicas the fields of each replica
 * @param others the fields of each other sentinel
 * @param quorum what CKQUORUM answers
 */
public record SentinelFacts(
        Address address,
        Map<String, String> master,
        List<Map<String, String>> replicas,
        List<Map<String, String>> others,
        String quorum) {
    /** Where it says the master is. */
    public String masterAddress() {
        return master.get("ip") + ":" + master.get("port");
    }

    public long number(String field) {
        return Long.parseLong(master.getOrDefault(field, "0"));
    }

    /** Whether the master has one of these flags. */
    public boolean flagged(String flag) {
        return List.of(master.getOrDefault("flags", "").split(",", -1)).contains(flag);
    }

    /** How many of the replicas it can use. */
    public long healthyReplicas() {
        return replicas.stream()
                .map(one -> one.getOrDefault("flags", ""))
                .filter(flags -> !flags.contains("down") && !flags.contains("disconnected"))
                .count();
    }
}
