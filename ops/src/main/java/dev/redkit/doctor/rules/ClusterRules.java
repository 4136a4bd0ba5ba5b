package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.Patient;
import dev.redkit.io.ByteSizes;
import dev.redkit.redis.Node;
import dev.redkit.redis.Slots;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Slots and those who serve them. */
final class ClusterRules {
    private static final long MUCH = 100L << 20;
    private static final int EPOCH = 6;
    private static final int FIRST_SLOT = 8;

    static final List<Rule> ALL = List.of(
            Rule.all(
                    "slots-uncovered",
                    ERROR,
                    new Advice(
                            "keys of these slots are out of reach, and by default all others too",
                            "{call} CLUSTER ADDSLOTS … # at the node that shall have them; or bring back the one that had them"),
                    ClusterRules::uncovered),
            Rule.node(
                    "cluster-down",
                    ERROR,
                    new Advice("this node refuses commands", "{call} CLUSTER NODES # who is missing?"),
                    node -> Evidence.when(
                            !node.cluster("cluster_state").equals("ok"),
                            "the node says that the cluster is down",
                            "cluster_state",
                            node.cluster("cluster_state"),
                            "cluster_slots_assigned",
                            node.cluster("cluster_slots_assigned"))),
            Rule.all(
                    "node-failed",
                    ERROR,
                    new Advice(
                            "what it served is out of reach, or one more failure away from that",
                            "bring it back; or {call} CLUSTER FORGET … at every other node"),
                    patient -> {
                        List<String> failed = views(patient).stream()
                                .flatMap(lines -> lines.stream())
                                .filter(words -> words[2].contains("fail"))
                                .map(words -> words[1].split("@", -1)[0] + " " + words[2])
                                .distinct()
                                .toList();
                        return Evidence.when(
                                !failed.isEmpty(),
                                failed.size() + " nodes have failed in the eyes of others: " + MemoryRules.some(failed),
                                "nodes",
                                MemoryRules.some(failed));
                    }),
            Rule.all(
                    "slots-unbalanced",
                    WARN,
                    new Advice(
                            "one node has more of the keys and of the work than the others",
                            "redis-cli --cluster rebalance"),
                    patient -> {
                        List<Node> masters = serving(patient);
                        int most =
                                masters.stream().mapToInt(Node::slotCount).max().orElse(0);
                        int least =
                                masters.stream().mapToInt(Node::slotCount).min().orElse(0);
                        int mean = Slots.COUNT / Math.max(masters.size(), 1);
                        return Evidence.when(
                                masters.size() > 1 && most - least > mean / 4,
                                "the masters serve between " + least + " and " + most + " slots",
                                "least",
                                least,
                                "most",
                                most);
                    }),
            Rule.all(
                    "memory-unbalanced",
                    WARN,
                    new Advice(
                            "one node is full first; often big keys, or a hash tag that all share",
                            "redkit keys big # and names without a common {tag}"),
                    ClusterRules::memory),
            Rule.all(
                    "masters-without-replica",
                    WARN,
                    new Advice(
                            "when one fails, its slots are out of reach until it is back",
                            "a server more: {call} CLUSTER REPLICATE … there"),
                    patient -> {
                        List<String> alone = serving(patient).stream()
                                .filter(master -> patient.nodes().stream()
                                        .noneMatch(
                                                node -> node.node().masterId().equals(master.id())))
                                .map(master -> master.address().toString())
                                .toList();
                        return Evidence.when(
                                !alone.isEmpty(),
                                alone.size() + " masters have no replica that answers",
                                "masters",
                                MemoryRules.some(alone));
                    }),
            Rule.node(
                    "slots-moving",
                    WARN,
                    new Advice(
                            "a move that nobody finishes costs each client redirects",
                            "finish it: redis-cli --cluster fix"),
                    node -> {
                        List<String> open = new ArrayList<>();
                        for (String line : node.clusterNodes()) {
                            for (String word : line.split(" ", -1)) {
                                if (word.startsWith("[")) {
                                    open.add(word);
                                }
                            }
                        }
                        return Evidence.when(
                                !open.isEmpty(),
                                open.size() + " slots are on their way",
                                "slots",
                                MemoryRules.some(open));
                    }),
            Rule.all(
                    "views-differ",
                    ERROR,
                    new Advice(
                            "clients are sent in circles; the network between the nodes, or a node that never met the others",
                            "{call} CLUSTER NODES # at each; then {call} CLUSTER MEET …"),
                    ClusterRules::disagreement),
            Rule.all(
                    "epochs-equal",
                    WARN,
                    new Advice(
                            "two masters may both believe that a slot is theirs",
                            "{call} CLUSTER BUMPEPOCH # at one of them"),
                    ClusterRules::epochs),
            Rule.all(
                    "few-masters",
                    WARN,
                    new Advice(
                            "with fewer than three masters there is no majority when one fails, and so no failover",
                            "at least three masters"),
                    patient -> Evidence.when(
                            patient.cluster()
                                    && !serving(patient).isEmpty()
                                    && serving(patient).size() < 3,
                            serving(patient).size() + " masters serve slots",
                            "masters",
                            serving(patient).size())),
            Rule.all(
                    "replica-beside-master",
                    INFO,
                    new Advice("when the machine fails, both are gone", "the replica on another machine"),
                    ClusterRules::sameMachine));

    private ClusterRules() {}

    /** The lines of CLUSTER NODES, in words, as each node has them. */
    private static List<List<String[]>> views(Patient patient) {
        List<List<String[]>> views = new ArrayList<>();
        for (NodeFacts node : patient.nodes()) {
            views.add(node.clusterNodes().stream()
                    .map(line -> line.split(" ", -1))
                    .filter(words -> words.length >= FIRST_SLOT)
                    .toList());
        }
        return views;
    }

    private static List<Node> serving(Patient patient) {
        return patient.nodes().stream()
                .map(NodeFacts::node)
                .filter(node -> node.isMaster() && node.slotCount() > 0)
                .toList();
    }

    /** Each slot once, of whichever node says that it serves it. */
    private static Optional<Evidence> uncovered(Patient patient) {
        BitSet covered = new BitSet(Slots.COUNT);
        if (!patient.cluster()) {
            return Optional.empty();
        }
        for (List<String[]> view : views(patient)) {
            for (String[] words : view) {
                if (words[2].contains("myself")) {
                    cover(words, covered);
                }
            }
        }
        List<String> holes = new ArrayList<>();
        for (int slot = covered.nextClearBit(0); slot < Slots.COUNT; slot = covered.nextClearBit(slot)) {
            int next = covered.nextSetBit(slot);
            int end = next < 0 ? Slots.COUNT : next;
            holes.add(new Node.SlotRange(slot, end - 1).toString());
            slot = end;
        }
        return Evidence.when(
                !holes.isEmpty(),
                Slots.COUNT - covered.cardinality() + " slots are served by nobody who answers: "
                        + MemoryRules.some(holes),
                "slots",
                MemoryRules.some(holes));
    }

    private static void cover(String[] words, BitSet covered) {
        for (int i = FIRST_SLOT; i < words.length; i++) {
            if (!words[i].isEmpty() && Character.isDigit(words[i].charAt(0))) {
                String[] ends = words[i].split("-", -1);
                covered.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
            }
        }
    }

    private static Optional<Evidence> memory(Patient patient) {
        if (!patient.cluster() || patient.masters().isEmpty()) {
            return Optional.empty();
        }
        NodeFacts most = patient.masters().stream()
                .max(Comparator.comparingLong(node -> node.number("used_memory")))
                .orElseThrow(() -> new IllegalStateException("no master"));
        long mean = patient.masters().stream()
                        .mapToLong(node -> node.number("used_memory"))
                        .sum()
                / patient.masters().size();
        return Evidence.when(
                most.number("used_memory") > MUCH && most.number("used_memory") > 2 * mean,
                most.name() + " holds " + ByteSizes.format(most.number("used_memory")) + ", on average it is "
                        + ByteSizes.format(mean),
                "most",
                most.number("used_memory"),
                "mean",
                mean);
    }

    /** Who serves what, in the eyes of each. */
    private static Optional<Evidence> disagreement(Patient patient) {
        Map<String, String> owners = new TreeMap<>();
        List<String> differing = new ArrayList<>();
        for (List<String[]> view : views(patient)) {
            for (String[] words : view) {
                String slots = slots(words);
                String before = owners.putIfAbsent(words[0], slots);
                if (before != null && !before.equals(slots)) {
                    differing.add(words[1].split("@", -1)[0]);
                }
            }
        }
        List<String> once = differing.stream().distinct().toList();
        return Evidence.when(
                !once.isEmpty(),
                "the nodes do not agree on the slots of " + MemoryRules.some(once),
                "nodes",
                MemoryRules.some(once));
    }

    private static String slots(String[] words) {
        StringBuilder slots = new StringBuilder();
        for (int i = FIRST_SLOT; i < words.length; i++) {
            slots.append(words[i].startsWith("[") ? "" : words[i] + " ");
        }
        return slots.toString().strip();
    }

    private static Optional<Evidence> epochs(Patient patient) {
        Map<String, String> masters = new HashMap<>();
        List<String> equal = new ArrayList<>();
        for (List<String[]> view : views(patient)) {
            for (String[] words : view) {
                if (words[2].contains("myself") && words[2].contains("master") && words.length > FIRST_SLOT) {
                    String other = masters.put(words[EPOCH], words[1].split("@", -1)[0]);
                    if (other != null) {
                        equal.add(other + " and " + words[1].split("@", -1)[0] + " at " + words[EPOCH]);
                    }
                }
            }
        }
        return Evidence.when(
                !equal.isEmpty(),
                "masters share an epoch: " + MemoryRules.some(equal),
                "epochs",
                MemoryRules.some(equal));
    }

    private static Optional<Evidence> sameMachine(Patient patient) {
        if (!patient.cluster()) {
            return Optional.empty();
        }
        Map<String, String> hosts = new HashMap<>();
        for (NodeFacts node : patient.nodes()) {
            hosts.put(node.node().id(), node.node().address().host());
        }
        List<String> beside = patient.nodes().stream()
                .filter(node -> !node.node().isMaster())
                .filter(node -> !node.node().address().host().startsWith("127."))
                .filter(node -> node.node()
                        .address()
                        .host()
                        .equals(hosts.get(node.node().masterId())))
                .map(NodeFacts::name)
                .toList();
        return Evidence.when(
                !beside.isEmpty(),
                beside.size() + " replicas are on the machine of their master",
                "replicas",
                MemoryRules.some(beside));
    }
}
