package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.io.ByteSizes;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the copies are copies. */
final class ReplicationRules {
    private static final long FAR_BEHIND = 10L << 20;
    private static final long LONG_SILENT = 10;
    private static final long MINUTE = 60;
    private static final long SMALL_BACKLOG = 1L << 20;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "replica-link-down",
                    ERROR,
                    new Advice(
                            "the replica serves old data, and is no use when the master fails",
                            "look at the replica's log; is its masterauth right? {call} INFO replication"),
                    node -> Evidence.when(
                            !node.isMaster() && node.text("master_link_status").equals("down"),
                            "the replica has lost its master " + node.text("master_host") + ":"
                                    + node.text("master_port"),
                            "master_link_status",
                            node.text("master_link_status"),
                            "master_link_down_since_seconds",
                            node.numberOr0("master_link_down_since_seconds"))),
            Rule.node(
                    "replica-lagging",
                    WARN,
                    new Advice(
                            "what it lacks is lost when the master fails now",
                            "a faster network or disk for it; {call} INFO replication"),
                    ReplicationRules::lagging),
            Rule.node(
                    "replica-not-online",
                    WARN,
                    new Advice(
                            "it is no copy yet, or not any more",
                            "wait for the end of its full copy; if that starts over, a larger replica output limit"),
                    node -> {
                        List<String> others = node.replicas().stream()
                                .filter(one ->
                                        !one.getOrDefault("state", "online").equals("online"))
                                .map(one -> title(one) + " " + one.get("state"))
                                .toList();
                        return Evidence.when(
                                !others.isEmpty(),
                                others.size() + " replicas are not online: " + MemoryRules.some(others),
                                "replicas",
                                MemoryRules.some(others));
                    }),
            Rule.node(
                    "replica-writable",
                    ERROR,
                    new Advice(
                            "what is written to a replica is on no other server, and gone at the next copy",
                            "{call} CONFIG SET replica-read-only yes"),
                    node -> Evidence.when(
                            !node.isMaster()
                                    && node.config("replica-read-only", "slave-read-only")
                                            .equals("no"),
                            "the replica takes writes",
                            "replica-read-only",
                            "no")),
            Rule.node(
                    "backlog-small",
                    WARN,
                    new Advice(
                            "a replica that was away for longer has to copy everything",
                            "{call} CONFIG SET repl-backlog-size 64mb"),
                    ReplicationRules::backlog),
            Rule.node(
                    "full-copies",
                    WARN,
                    new Advice(
                            "each copies the whole data over the network, and forks",
                            "{call} CONFIG SET repl-backlog-size 64mb # so that a short absence needs none"),
                    node -> Evidence.when(
                            node.number("sync_partial_err") > 3,
                            node.number("sync_partial_err") + " times a replica came back too late for a partial copy",
                            "sync_partial_err",
                            node.number("sync_partial_err"),
                            "sync_full",
                            node.number("sync_full"))),
            Rule.node(
                    "writes-without-replicas",
                    INFO,
                    new Advice(
                            "a master that is cut off goes on taking writes, which are lost when it comes back as a replica",
                            "{call} CONFIG SET min-replicas-to-write 1"),
                    node -> Evidence.when(
                            node.isMaster()
                                    && node.number("connected_slaves", "connected_replicas") > 0
                                    && node.configNumber("min-replicas-to-write", "min-slaves-to-write") == 0,
                            "writes are taken even when no replica hears them",
                            "min-replicas-to-write",
                            "0")),
            Rule.node(
                    "replica-never-promoted",
                    INFO,
                    new Advice("Sentinel will not make it the master", "{call} CONFIG SET replica-priority 100"),
                    node -> Evidence.when(
                            !node.isMaster() && node.configNumber("replica-priority", "slave-priority") == 0,
                            "its priority is 0",
                            "replica-priority",
                            "0")));

    private ReplicationRules() {}

    private static String title(Map<String, String> replica) {
        return replica.getOrDefault("ip", "?") + ":" + replica.getOrDefault("port", "?");
    }

    private static Optional<Evidence> lagging(NodeFacts node) {
        long offset = node.numberOr0("master_repl_offset");
        List<String> behind = node.replicas().stream()
                .filter(one -> one.getOrDefault("state", "").equals("online"))
                .filter(one -> CommandRules.number(one, "lag") > LONG_SILENT
                        || offset - CommandRules.number(one, "offset") > FAR_BEHIND)
                .map(one -> title(one) + " by "
                        + ByteSizes.format(offset - (long) CommandRules.number(one, "offset")) + ", silent for "
                        + one.get("lag") + " s")
                .toList();
        return Evidence.when(
                !behind.isEmpty(),
                behind.size() + " replicas are behind: " + MemoryRules.some(behind),
                "replicas",
                MemoryRules.some(behind));
    }

    /** The rate is that of the whole life of the server; a short one says nothing. */
    private static Optional<Evidence> backlog(NodeFacts node) {
        long size = node.configNumber("repl-backlog-size");
        long uptime = node.number("uptime_in_seconds");
        long perSecond = node.numberOr0("master_repl_offset") / Math.max(uptime, 1);
        boolean some = node.isMaster() && node.number("connected_slaves", "connected_replicas") > 0;
        boolean tooShort = uptime > MINUTE && perSecond * MINUTE > size;
        return Evidence.when(
                some && (tooShort || size < SMALL_BACKLOG),
                tooShort
                        ? "the backlog holds " + size / Math.max(perSecond, 1) + " s of writes"
                        : "the backlog holds only " + ByteSizes.format(size),
                "repl-backlog-size",
                size,
                "bytes per second",
                perSecond);
    }
}
