package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.Patient;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Servers that belong together, and should be alike. */
final class FleetRules {
    private static final long SECOND = 1_000_000;

    static final List<Rule> ALL = List.of(
            Rule.all(
                    "unreachable",
                    ERROR,
                    new Advice("nobody knows how it is", "is it running? is a firewall between?"),
                    patient -> Evidence.when(
                            !patient.silent().isEmpty(),
                            patient.silent().size() + " did not answer: "
                                    + String.join(", ", patient.silent().keySet()),
                            "nodes",
                            patient.silent().values())),
            Rule.node(
                    "loading",
                    WARN,
                    new Advice("commands are refused until it is done", "redkit ping --until-ready 10m"),
                    node -> Evidence.when(
                            node.number("loading") == 1 || node.numberOr0("async_loading") == 1,
                            "the server is reading its data into memory",
                            "loading",
                            node.text("loading"))),
            Rule.all(
                    "versions-differ",
                    INFO,
                    new Advice(
                            "a replica must be at least as new as its master; and what works depends on whom one asks",
                            "the same version everywhere"),
                    patient -> {
                        Set<String> versions =
                                values(patient.nodes(), node -> node.version().toString());
                        return Evidence.when(
                                versions.size() > 1,
                                "there are versions " + String.join(", ", versions),
                                "versions",
                                versions);
                    }),
            Rule.all(
                    "settings-differ",
                    WARN,
                    new Advice(
                            "after a failover another setting is in force",
                            "the same CONFIG SET at each, and CONFIG REWRITE"),
                    FleetRules::settings),
            Rule.all(
                    "clocks-differ",
                    WARN,
                    new Advice(
                            "expiries move when another node takes over, and logs cannot be put in order",
                            "chrony or ntpd on each machine"),
                    patient -> {
                        long first = patient.nodes().stream()
                                .mapToLong(NodeFacts::clockMicros)
                                .min()
                                .orElse(0);
                        long last = patient.nodes().stream()
                                .mapToLong(NodeFacts::clockMicros)
                                .max()
                                .orElse(0);
                        return Evidence.when(
                                last - first > 5 * SECOND,
                                "the clocks are " + (last - first) / SECOND + " s apart",
                                "microseconds",
                                last - first);
                    }));

    private FleetRules() {}

    private static Set<String> values(List<NodeFacts> nodes, Function<NodeFacts, String> value) {
        TreeSet<String> values = new TreeSet<>();
        nodes.forEach(node -> values.add(value.apply(node)));
        return values;
    }

    private static Optional<Evidence> settings(Patient patient) {
        for (String name : List.of("maxmemory", "maxmemory-policy", "appendonly", "save", "maxclients")) {
            Set<String> values = values(patient.nodes(), node -> node.config(name));
            if (values.size() > 1) {
                return Evidence.when(
                        true,
                        "the nodes are set up differently: " + name + " is " + String.join(" or ", values),
                        name,
                        values);
            }
        }
        return Optional.empty();
    }
}
