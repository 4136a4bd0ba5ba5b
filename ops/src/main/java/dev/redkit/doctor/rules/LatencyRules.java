package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How long it takes, and whether anybody watches that. */
final class LatencyRules {
    private static final long LONG_MILLIS = 100;
    private static final double LONG_P99 = 50_000;
    private static final long ENOUGH_CALLS = 1000;
    private static final Set<String> WAITING =
            Set.of("blpop", "brpop", "blmove", "bzpopmin", "bzpopmax", "xread", "xreadgroup", "wait", "debug");

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "latency-events",
                    WARN,
                    new Advice(
                            "for that long nobody was served",
                            "{call} LATENCY DOCTOR # and once mended: {call} LATENCY RESET"),
                    node -> {
                        List<String> events = node.holdUps().stream()
                                .filter(one -> one.maxMillis() >= LONG_MILLIS)
                                .map(one -> one.event() + " " + one.maxMillis() + " ms")
                                .toList();
                        return Evidence.when(
                                !events.isEmpty(),
                                "the server was held up: " + MemoryRules.some(events),
                                "latency",
                                MemoryRules.some(events));
                    }),
            Rule.node(
                    "latency-monitor-off",
                    INFO,
                    new Advice(
                            "nobody will know why it was slow last night",
                            "{call} CONFIG SET latency-monitor-threshold 100"),
                    node -> Evidence.when(
                            node.configNumber("latency-monitor-threshold") == 0,
                            "what holds the server up is not noted",
                            "latency-monitor-threshold",
                            node.config("latency-monitor-threshold"))),
            Rule.node(
                    "slow-log-off",
                    INFO,
                    new Advice(
                            "nobody will know which commands were slow",
                            "{call} CONFIG SET slowlog-log-slower-than 10000"),
                    node -> {
                        long from = node.configNumber("slowlog-log-slower-than", "commandlog-execution-slower-than");
                        return Evidence.when(
                                from < 0 || from > 1_000_000,
                                from < 0
                                        ? "no slow command is noted"
                                        : "only commands over " + from / 1_000_000 + " s are noted",
                                "slowlog-log-slower-than",
                                from);
                    }),
            Rule.node(
                    "slow-percentile",
                    WARN,
                    new Advice(
                            "one call in a hundred holds all others up for that long",
                            "{call} LATENCY HISTOGRAM # and SLOWLOG GET"),
                    LatencyRules::percentiles));

    private LatencyRules() {}

    private static Optional<Evidence> percentiles(NodeFacts node) {
        List<String> slow = new ArrayList<>();
        node.families("latency_percentiles_usec_").forEach((command, parts) -> {
            double p99 = CommandRules.number(parts, "p99");
            if (p99 > LONG_P99 && node.calls(command) >= ENOUGH_CALLS && !WAITING.contains(command)) {
                slow.add(command + " " + Math.round(p99 / 1000) + " ms");
            }
        });
        return Evidence.when(
                !slow.isEmpty(),
                "the 99th percentile is over 50 ms: " + MemoryRules.some(slow),
                "latency_percentiles",
                MemoryRules.some(slow));
    }
}
