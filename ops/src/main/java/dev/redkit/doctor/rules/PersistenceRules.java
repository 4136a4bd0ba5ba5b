package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import java.util.List;

/** What is on disk after a crash. */
final class PersistenceRules {
    private static final long DAY = 24 * 3600;
    private static final long LONG_REWRITE = 3600;
    private static final long LONG_FORK = 200_000;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "persistence-off",
                    WARN,
                    new Advice(
                            "after a crash or a restart nothing is left", "{call} CONFIG SET appendonly yes # or save"),
                    node -> Evidence.when(
                            node.isMaster() && off(node) && !node.cache() && replicas(node) == 0,
                            "neither snapshots nor the append-only file are on",
                            "save",
                            node.config("save"),
                            "appendonly",
                            node.config("appendonly"))),
            Rule.node(
                    "unsafe-master",
                    ERROR,
                    new Advice(
                            "a master that restarts empty empties its replicas too",
                            "{call} CONFIG SET appendonly yes"),
                    node -> Evidence.when(
                            node.isMaster() && off(node) && !node.cache() && replicas(node) > 0,
                            "a master with " + replicas(node) + " replicas keeps nothing on disk",
                            "save",
                            node.config("save"),
                            "appendonly",
                            node.config("appendonly"),
                            "connected_slaves",
                            replicas(node))),
            Rule.node(
                    "snapshot-failing",
                    ERROR,
                    new Advice(
                            "what changed since the last good snapshot is lost in a crash, and by default writes stop",
                            "look at the server's log, its disk and its folder ('{call} CONFIG GET dir'), then {call} BGSAVE"),
                    node -> Evidence.when(
                            !node.text("rdb_last_bgsave_status").equals("ok"),
                            "the last snapshot failed; " + node.numberOr0("rdb_changes_since_last_save")
                                    + " changes are in no snapshot",
                            "rdb_last_bgsave_status",
                            node.text("rdb_last_bgsave_status"),
                            "rdb_changes_since_last_save",
                            node.numberOr0("rdb_changes_since_last_save"))),
            Rule.node("snapshot-old", WARN, new Advice("a crash loses all of it", "{call} BGSAVE"), node -> {
                long age = node.number("server_time_usec") / 1_000_000 - node.number("rdb_last_save_time");
                boolean relied = !node.config("save").isEmpty()
                        && node.config("appendonly").equals("no");
                return Evidence.when(
                        relied && age > DAY && node.number("rdb_changes_since_last_save") > 0,
                        "the last snapshot is " + age / 3600 + " hours old, and "
                                + node.number("rdb_changes_since_last_save") + " changes are not in it",
                        "rdb_last_save_time",
                        node.number("rdb_last_save_time"),
                        "rdb_changes_since_last_save",
                        node.number("rdb_changes_since_last_save"));
            }),
            Rule.node(
                    "append-only-failing",
                    ERROR,
                    new Advice(
                            "writes are refused or not on disk",
                            "free space on the server's disk and look at its log; '{call} INFO persistence' shows when it works again"),
                    node -> Evidence.when(
                            node.config("appendonly").equals("yes")
                                    && !node.text("aof_last_write_status").equals("ok"),
                            "the last write to the append-only file failed",
                            "aof_last_write_status",
                            node.text("aof_last_write_status"))),
            Rule.node(
                    "rewrite-failing",
                    ERROR,
                    new Advice(
                            "the append-only file grows until the disk is full, and a restart takes ever longer",
                            "look at the server's log, then {call} BGREWRITEAOF"),
                    node -> Evidence.when(
                            !node.text("aof_last_bgrewrite_status").equals("ok"),
                            "the last rewrite of the append-only file failed",
                            "aof_last_bgrewrite_status",
                            node.text("aof_last_bgrewrite_status"))),
            Rule.node(
                    "rewrite-stuck",
                    WARN,
                    new Advice(
                            "the child holds copied memory, and the file grows meanwhile",
                            "look at the server's disk; ending the child process is safe, the rewrite starts over"),
                    node -> Evidence.when(
                            node.number("aof_rewrite_in_progress") == 1
                                    && node.number("aof_current_rewrite_time_sec") > LONG_REWRITE,
                            "the append-only file is being rewritten for "
                                    + node.number("aof_current_rewrite_time_sec") / 60 + " minutes",
                            "aof_current_rewrite_time_sec",
                            node.number("aof_current_rewrite_time_sec"))),
            Rule.node(
                    "rewrite-off",
                    WARN,
                    new Advice(
                            "the append-only file only grows, and a restart takes ever longer",
                            "{call} CONFIG SET auto-aof-rewrite-percentage 100"),
                    node -> Evidence.when(
                            node.config("appendonly").equals("yes")
                                    && node.configNumber("auto-aof-rewrite-percentage") == 0,
                            "the append-only file is never rewritten by itself",
                            "auto-aof-rewrite-percentage",
                            node.config("auto-aof-rewrite-percentage"))),
            Rule.node(
                    "fsync-off",
                    WARN,
                    new Advice(
                            "when the machine goes down, up to half a minute of writes is lost",
                            "{call} CONFIG SET appendfsync everysec"),
                    node -> Evidence.when(
                            node.config("appendonly").equals("yes")
                                    && node.config("appendfsync").equals("no"),
                            "the append-only file is left to the system to write",
                            "appendfsync",
                            node.config("appendfsync"))),
            Rule.node(
                    "delayed-fsync",
                    WARN,
                    new Advice(
                            "each time the whole server waited for the disk",
                            "a faster disk, or {call} CONFIG SET no-appendfsync-on-rewrite yes"),
                    node -> Evidence.when(
                            node.numberOr0("aof_delayed_fsync") > 0,
                            "writes waited " + node.numberOr0("aof_delayed_fsync") + " times for an fsync",
                            "aof_delayed_fsync",
                            node.numberOr0("aof_delayed_fsync"))),
            Rule.node(
                    "writes-in-spite-of-failure",
                    INFO,
                    new Advice(
                            "a full disk is noticed only when the data are needed",
                            "{call} CONFIG SET stop-writes-on-bgsave-error yes"),
                    node -> Evidence.when(
                            !node.config("save").isEmpty()
                                    && node.config("stop-writes-on-bgsave-error")
                                            .equals("no"),
                            "writes go on when snapshots fail",
                            "stop-writes-on-bgsave-error",
                            node.config("stop-writes-on-bgsave-error"))),
            Rule.node(
                    "slow-fork",
                    WARN,
                    new Advice(
                            "no command is served while the server forks for a snapshot or a rewrite",
                            "smaller servers, a physical machine, and no transparent huge pages"),
                    node -> Evidence.when(
                            node.number("latest_fork_usec") > LONG_FORK,
                            "the last fork held everything up for " + node.number("latest_fork_usec") / 1000 + " ms",
                            "latest_fork_usec",
                            node.number("latest_fork_usec"))));

    private PersistenceRules() {}

    private static boolean off(NodeFacts node) {
        return node.config("save").isEmpty() && node.config("appendonly").equals("no");
    }

    private static long replicas(NodeFacts node) {
        return node.number("connected_slaves", "connected_replicas");
    }
}
