package dev.redkit.topology;

import dev.redkit.target.Target;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All servers at one moment.
 *
 * @param members masters first, each followed by its replicas
 * @param sentinels those of the target; none without Sentinel
 * @param uncovered how many slots of a cluster nobody serves
 * @param epoch the cluster's, or the highest of the sentinels; -1 for a lone server
 * @param silent who did not answer, and why
 */
public record ServerMap(
        Target.Mode mode,
        List<Member> members,
        List<Watchman> sentinels,
        int uncovered,
        long epoch,
        Map<String, String> silent) {
    public ServerMap {
        members = List.copyOf(members);
        sentinels = List.copyOf(sentinels);
        silent = new TreeMap<>(silent);
    }

    public List<Member> masters() {
        return members.stream().filter(Member::master).toList();
    }

    public List<Member> replicasOf(Member master) {
        return members.stream()
                .filter(one -> !one.master() && one.follows().equals(master.address()))
                .toList();
    }

    /** Replicas whose master is not on the map. */
    public List<Member> strays() {
        List<String> masters = masters().stream().map(Member::address).toList();
        return members.stream()
                .filter(one -> !one.master() && !masters.contains(one.follows()))
                .toList();
    }

    /** By address, or by name in the cluster. */
    public Optional<Member> find(String word) {
        return members.stream()
                .filter(one -> one.address().equals(word)
                        || (!one.id().isEmpty() && one.id().equals(word)))
                .findFirst();
    }
}
