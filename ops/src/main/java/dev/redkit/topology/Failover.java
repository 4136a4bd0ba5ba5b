package dev.redkit.topology;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.redis.Redis;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * A wanted change of the master: who gives the place up, who takes it, and the command that begins it. In a cluster the
 * replica is told, with Sentinel a sentinel, else the master itself (FAILOVER, since 6.2).
 *
 * @param from the master that gives its place up
 * @param to who takes it; empty where the sentinels choose
 * @param force whether the replica takes it without asking the master, which may be gone
 */
public record Failover(Member from, Optional<Member> to, boolean force) {
    /**
     * The plan.
     *
     * @param wanted the replica that shall be the master, or the master that shall not; null for the only choice
     */
    public static Failover plan(ServerMap map, String wanted, boolean force) {
        if (force && map.mode() != Target.Mode.CLUSTER) {
            throw new UsageError("--force is for clusters", "sentinels act by themselves when the master is gone");
        }
        Optional<Member> named = wanted == null ? Optional.empty() : Optional.of(find(map, wanted));
        Member master = named.isPresent() ? masterOf(map, named.get()) : onlyMaster(map);
        if (map.mode() == Target.Mode.SENTINEL) {
            if (named.isPresent() && !named.get().master()) {
                throw new UsageError(
                        "the sentinels choose the replica themselves",
                        "CONFIG SET replica-priority at the replicas tells them which; leave " + wanted + " out");
            }
            return new Failover(master, Optional.empty(), false);
        }
        Member replica = named.filter(one -> !one.master()).orElseGet(() -> best(map, master, force));
        if (!force && !replica.fit()) {
            throw new UsageError(
                    replica.address() + " is no copy of " + master.address() + " now: it is " + replica.state()
                            + ", its link is " + (replica.link().isEmpty() ? "unknown" : replica.link()),
                    map.mode() == Target.Mode.CLUSTER ? "--force takes it all the same, with what it has" : null);
        }
        return new Failover(master, Optional.of(replica), force);
    }

    private static Member find(ServerMap map, String wanted) {
        return map.find(wanted)
                .orElseThrow(() -> new UsageError(
                        "no server on the map is called '" + wanted + "'",
                        "there are "
                                + map.members().stream().map(Member::address).collect(Collectors.joining(", "))));
    }

    private static Member masterOf(ServerMap map, Member named) {
        return named.master() ? named : map.find(named.follows()).orElse(named);
    }

    private static Member onlyMaster(ServerMap map) {
        List<Member> masters = map.masters().stream()
                .filter(one -> !map.replicasOf(one).isEmpty())
                .toList();
        if (masters.isEmpty()) {
            throw new UsageError("there is no replica that could be the master");
        }
        if (masters.size() > 1) {
            throw new UsageError(
                    "there are " + masters.size() + " masters with replicas: name the replica that shall take over",
                    map.members().stream()
                            .filter(one -> !one.master())
                            .map(one -> one.address() + " of " + one.follows())
                            .collect(Collectors.joining(", ")));
        }
        return masters.get(0);
    }

    /** The one that lacks least. */
    private static Member best(ServerMap map, Member master, boolean force) {
        Predicate<Member> fit = force ? one -> one.state().equals("up") : Member::fit;
        return map.replicasOf(master).stream()
                .filter(fit)
                .min(Comparator.comparingLong(one -> one.behind() < 0 ? Long.MAX_VALUE : one.behind()))
                .orElseThrow(() -> new UsageError("no replica of " + master.address() + " could take over now"));
    }

    /** Begins it; the servers go on by themselves. */
    public void begin(Redis redis) {
        switch (redis.target().mode()) {
            case CLUSTER -> {
                try (Wire wire = Wire.open(redis.at(address(replica())))) {
                    if (force) {
                        wire.demand("CLUSTER", "FAILOVER", "FORCE");
                    } else {
                        wire.demand("CLUSTER", "FAILOVER");
                    }
                }
            }
            case SENTINEL -> tellSentinel(redis.target());
            case STANDALONE -> {
                Address there = address(replica());
                try (Wire wire = redis.wire()) {
                    wire.demand("FAILOVER", "TO", there.host(), Integer.toString(there.port()));
                }
            }
        }
    }

    private Member replica() {
        return to.orElseThrow(() -> new IllegalStateException("the sentinels choose"));
    }

    private static Address address(Member member) {
        return Address.parse(member.address(), Address.DEFAULT_PORT);
    }

    private static void tellSentinel(Target target) {
        Failure last = null;
        for (Address one : target.addresses()) {
            try (Wire wire = Sentinels.wire(target, one)) {
                wire.demand("SENTINEL", "FAILOVER", target.master());
                return;
            } catch (Unreachable | ServerRefused e) {
                last = e;
            }
        }
        throw last == null ? new Unreachable("there is no sentinel to ask") : last;
    }

    /** Whether it is over: another is the master, the sentinels agree, and the old one follows or does not answer. */
    public boolean done(ServerMap now) {
        if (now.mode() == Target.Mode.STANDALONE) {
            return now.find(from.address()).filter(one -> !one.master()).isPresent();
        }
        Optional<Member> old = now.find(from.address());
        boolean given =
                old.isEmpty() || !old.get().master() || old.get().state().equals("silent");
        boolean taken = to.isPresent()
                ? now.find(to.get().address()).filter(Member::master).isPresent()
                : now.masters().stream()
                        .anyMatch(one -> !one.address().equals(from.address())
                                && one.state().equals("up"));
        boolean agreed = now.sentinels().stream().noneMatch(one -> one.names().equals(from.address()));
        return given && taken && agreed;
    }

    /** Who is the master now. */
    public String successor(ServerMap now) {
        return to.map(Member::address)
                .orElseGet(() ->
                        now.masters().isEmpty() ? "" : now.masters().get(0).address());
    }
}
