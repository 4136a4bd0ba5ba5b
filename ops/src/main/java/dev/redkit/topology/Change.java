package dev.redkit.topology;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One thing that is different from before.
 *
 * @param event {@code joined left role state link slots follows epoch names uncovered}
 * @param node whom it concerns; empty for all together
 * @param from how it was; empty where it was not
 * @param to how it is; empty where it is not any more
 */
public record Change(String event, String node, String from, String to) {
    /** What is different between two maps, in the order of the later one. Offsets always move: they are no change. */
    public static List<Change> between(ServerMap before, ServerMap after) {
        List<Change> changes = new ArrayList<>();
        for (Member now : after.members()) {
            Optional<Member> then = before.find(now.address());
            if (then.isEmpty()) {
                changes.add(new Change("joined", now.address(), "", now.role()));
                compare(now.bare(), now, changes);
            } else {
                compare(then.get(), now, changes);
            }
        }
        for (Member then : before.members()) {
            if (after.find(then.address()).isEmpty()) {
                changes.add(new Change("left", then.address(), then.role(), ""));
            }
        }
        sentinels(before, after, changes);
        different("uncovered", "", Integer.toString(before.uncovered()), Integer.toString(after.uncovered()), changes);
        different("epoch", "", Long.toString(before.epoch()), Long.toString(after.epoch()), changes);
        return changes;
    }

    private static void compare(Member then, Member now, List<Change> changes) {
        String node = now.address();
        different("state", node, then.state(), now.state(), changes);
        different("role", node, then.role(), now.role(), changes);
        different("follows", node, then.follows(), now.follows(), changes);
        different("link", node, then.link(), now.link(), changes);
        different("slots", node, slots(then), slots(now), changes);
    }

    private static String slots(Member member) {
        return member.slots().stream().map(Object::toString).collect(Collectors.joining(" "));
    }

    private static void sentinels(ServerMap before, ServerMap after, List<Change> changes) {
        for (Watchman now : after.sentinels()) {
            before.sentinels().stream()
                    .filter(then -> then.address().equals(now.address()))
                    .forEach(then -> {
                        String node = "sentinel " + now.address();
                        different("state", node, then.state(), now.state(), changes);
                        different("names", node, then.names(), now.names(), changes);
                    });
        }
    }

    private static void different(String event, String node, String from, String to, List<Change> changes) {
        if (!from.equals(to)) {
            changes.add(new Change(event, node, from, to));
        }
    }
}
