package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import java.util.List;

/** The Linux below; looked at only when the server runs on this machine. */
final class MachineRules {
    /** What a server opens besides clients. */
    private static final long OWN_FILES = 32;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "huge-pages",
                    WARN,
                    new Advice(
                            "after a fork each write copies 2 MB instead of 4 KB: latency and memory",
                            "echo madvise | sudo tee /sys/kernel/mm/transparent_hugepage/enabled"),
                    node -> Evidence.when(
                            node.machine().hugePages().equals("always"),
                            "transparent huge pages are on for everybody",
                            "transparent_hugepage",
                            node.machine().hugePages())),
            Rule.node(
                    "overcommit",
                    WARN,
                    new Advice(
                            "the fork for a snapshot may be refused although there is memory enough",
                            "sudo sysctl vm.overcommit_memory=1 # and in /etc/sysctl.d"),
                    node -> Evidence.when(
                            !node.machine().overcommit().equals("1"),
                            "the kernel may refuse memory to a fork",
                            "vm.overcommit_memory",
                            node.machine().overcommit())),
            Rule.node(
                    "short-queue",
                    WARN,
                    new Advice(
                            "when many clients connect at once, some are turned away",
                            "sudo sysctl net.core.somaxconn=1024"),
                    node -> Evidence.when(
                            node.machine().longestQueue() < node.configNumber("tcp-backlog"),
                            "the kernel lets " + node.machine().longestQueue() + " connections wait, the server wants "
                                    + node.config("tcp-backlog"),
                            "net.core.somaxconn",
                            node.machine().longestQueue(),
                            "tcp-backlog",
                            node.config("tcp-backlog"))),
            Rule.node(
                    "swapped",
                    ERROR,
                    new Advice(
                            "a command that meets swapped memory waits for the disk, and all others with it",
                            "more memory, less maxmemory, or vm.swappiness=1"),
                    node -> Evidence.when(
                            node.machine().swappedKib() > 1024,
                            node.machine().swappedKib() / 1024 + " MB of the server are swapped out",
                            "VmSwap",
                            node.machine().swappedKib())),
            Rule.node(
                    "few-files",
                    WARN,
                    new Advice(
                            "the server takes fewer clients than it says", "LimitNOFILE in its service, or ulimit -n"),
                    node -> Evidence.when(
                            node.machine().openFiles() < node.configNumber("maxclients") + OWN_FILES,
                            "the server may open " + node.machine().openFiles() + " files for "
                                    + node.config("maxclients") + " clients",
                            "Max open files",
                            node.machine().openFiles(),
                            "maxclients",
                            node.config("maxclients"))));

    private MachineRules() {}
}
