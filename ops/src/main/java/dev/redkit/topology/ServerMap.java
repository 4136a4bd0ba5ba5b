package dev.redkit.topology;

import dev.redkit.target.Target;
import java.util.ArrayList;
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

    /**
     * What is left of it when nobody answers who could draw a new one: of a cluster no node does, of a lone server itself,
     * else no sentinel.
     */
    public ServerMap unanswered() {
        List<Member> left = new ArrayList<>(members);
        switch (mode) {
            case CLUSTER -> left.replaceAll(Member::silent);
            // Itself stands first: those behind it were never asked.
            case STANDALONE -> left.set(0, left.get(0).silent());
            case SENTINEL -> {}
        }
        List<Watchman> nobody =
                sentinels.stream().map(one -> Watchman.silent(one.address())).toList();
        return new ServerMap(mode, left, nobody, uncovered, epoch, silent);
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
