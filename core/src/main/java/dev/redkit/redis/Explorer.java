package dev.redkit.redis;

import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out what is behind the front door of a cluster or of sentinels. Any one that answers will do; who cannot be
 * reached is passed over, and only when nobody is left that is a failure.
 */
final class Explorer implements Closeable {
    private final Target target;
    private final ControlPlane plane;

    Explorer(Target target) {
        this.target = target;
        this.plane = new ControlPlane(target);
    }

    /** Asks the seeds, or those that were known last. */
    Topology explore(Optional<Topology> known) {
        return target.mode() == Target.Mode.CLUSTER ? cluster(doors(known)) : sentinels();
    }

    private Set<Address> doors(Optional<Topology> known) {
        Set<Address> doors = new LinkedHashSet<>();
        known.ifPresent(topology -> topology.nodes().stream()
                .filter(Node::healthy)
                .map(Node::address)
                .forEach(doors::add));
        doors.addAll(target.addresses());
        return doors;
    }

    private Topology cluster(Set<Address> doors) {
        List<RuntimeException> failures = new ArrayList<>();
        Topology incomplete = null;
        for (Address door : doors) {
            try {
                Topology seen = ClusterView.read(plane.ask(door, target.credentials(), ClusterView.QUESTIONS), door);
                if (seen.uncovered() == 0) {
                    return seen;
                }
                // Another node may know more: this one may be alone, or have just met the others.
                if (incomplete == null || seen.uncovered() < incomplete.uncovered()) {
                    incomplete = seen;
                }
            } catch (ServerRefused e) {
                if (e.getMessage().contains("cluster support disabled")) {
                    throw new UsageError(door + " is not a node of a cluster", "leave -c (--cluster) out", e);
                }
                failures.add(e);
            } catch (Unreachable e) {
                failures.add(e);
            }
        }
        if (incomplete != null) {
            return incomplete;
        }
        throw nobody("nodes", failures);
    }

    private Topology sentinels() {
        List<RuntimeException> failures = new ArrayList<>();
        for (Address door : target.addresses()) {
            try {
                return sentinel(door);
            } catch (ServerRefused | Unreachable | NotAllowed e) {
                failures.add(e);
            } catch (UsageError e) {
                // Another sentinel may watch it: this one may be new.
                failures.add(0, e);
            }
        }
        throw nobody("sentinels", failures);
    }

    private Topology sentinel(Address door) {
        String name = target.master();
        List<List<Object>> answers = plane.ask(door, target.sentinelCredentials(), SentinelView.questions(name));
        if (SentinelView.master(answers.get(0), door).isEmpty()) {
            List<String> names = SentinelView.names(answers.get(1));
            throw new UsageError(
                    "the sentinel " + door + " watches no master called '" + name + "'",
                    names.isEmpty() ? "it watches none at all" : "it watches: " + String.join(", ", names));
        }
        List<List<Object>> group = plane.ask(door, target.sentinelCredentials(), SentinelView.group(name));
        return SentinelView.topology(group, name, door)
                .orElseThrow(
                        () -> new Unreachable("the sentinel " + door + " has just stopped watching '" + name + "'"));
    }

    private RuntimeException nobody(String what, List<RuntimeException> failures) {
        RuntimeException first = failures.get(0);
        boolean allUnreachable = failures.stream().allMatch(Unreachable.class::isInstance);
        if (failures.size() == 1 || !allUnreachable) {
            return failures.stream()
                    .filter(failure -> !(failure instanceof Unreachable))
                    .findFirst()
                    .orElse(first);
        }
        return new Unreachable(
                "none of the " + failures.size() + " " + what + " can be reached; the first: " + first.getMessage(),
                ((Unreachable) first).hint().orElse(null),
                first);
    }

    @Override
    public void close() {
        plane.close();
    }
}
