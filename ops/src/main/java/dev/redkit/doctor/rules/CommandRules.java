package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.SlowCommand;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the server is made to do. */
final class CommandRules {
    private static final long SLOW = 100_000;
    private static final double DEAR = 10_000;
    private static final long OFTEN = 10;
    private static final long MANY_SCRIPTS = 1000;

    /** They wait for something, or are long by nature and run by those who know. */
    private static final Set<String> LONG_BY_NATURE = Set.of(
            "debug", "save", "shutdown", "psync", "sync", "replconf", "wait", "waitaof", "monitor", "flushall", "exec");

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "keys-command",
                    WARN,
                    new Advice(
                            "KEYS looks at every key while all others wait; a second for some millions",
                            "SCAN instead, and forbid it: {call} ACL SETUSER app -keys"),
                    node -> Evidence.when(
                            node.calls("keys") > 0,
                            "KEYS was called " + node.calls("keys") + " times",
                            "cmdstat_keys",
                            node.calls("keys"))),
            Rule.node(
                    "flushed",
                    INFO,
                    new Advice(
                            "it empties the server, and by default waits until it is empty",
                            "forbid it to applications: {call} ACL SETUSER app -flushall -flushdb"),
                    node -> Evidence.when(
                            node.calls("flushall") + node.calls("flushdb") > 0,
                            "FLUSHALL or FLUSHDB was called " + (node.calls("flushall") + node.calls("flushdb"))
                                    + " times",
                            "cmdstat_flushall",
                            node.calls("flushall"),
                            "cmdstat_flushdb",
                            node.calls("flushdb"))),
            Rule.node(
                    "slow-commands",
                    WARN,
                    new Advice(
                            "while one of them runs, nobody else is served",
                            "{call} SLOWLOG GET 10 # shows them; then smaller steps (SCAN, ranges), or smaller values"),
                    CommandRules::slow),
            Rule.node(
                    "dear-commands",
                    WARN,
                    new Advice(
                            "each call holds all others up for that long",
                            "smaller steps: SCAN and its kin, ranges, pipelines instead of scripts"),
                    CommandRules::dear),
            Rule.node(
                    "monitor-runs",
                    WARN,
                    new Advice(
                            "MONITOR copies every command to every such client; it can halve the throughput",
                            "{call} CLIENT KILL ID … # those in the evidence"),
                    node -> {
                        List<String> watchers = node.clients().stream()
                                .filter(client -> client.flagged('O')
                                        || client.fields()
                                                .getOrDefault("cmd", "")
                                                .equals("monitor"))
                                .map(client -> client.title() + " id "
                                        + client.fields().get("id"))
                                .toList();
                        return Evidence.when(
                                !watchers.isEmpty(),
                                watchers.size() + " clients run MONITOR",
                                "clients",
                                MemoryRules.some(watchers));
                    }),
            Rule.node(
                    "scripts-not-shared",
                    WARN,
                    new Advice(
                            "scripts with values in their text are all kept, and each is compiled anew",
                            "values as KEYS and ARGV, one text for all; then {call} SCRIPT FLUSH ASYNC"),
                    node -> Evidence.when(
                            node.number("number_of_cached_scripts") > MANY_SCRIPTS,
                            node.number("number_of_cached_scripts") + " different scripts are kept",
                            "number_of_cached_scripts",
                            node.number("number_of_cached_scripts"))),
            Rule.node(
                    "failing-commands",
                    INFO,
                    new Advice(
                            "somebody's program does not do what it means to", "{call} INFO errorstats # and its log"),
                    CommandRules::failing));

    private CommandRules() {}

    private static Optional<Evidence> slow(NodeFacts node) {
        List<SlowCommand> slow = node.slowCommands().stream()
                .filter(one -> one.micros() >= SLOW)
                .sorted(Comparator.comparingLong(SlowCommand::micros).reversed())
                .toList();
        List<String> titles = slow.stream()
                .map(one -> one.name() + " " + one.micros() / 1000 + " ms")
                .toList();
        return Evidence.when(
                !slow.isEmpty(),
                slow.size() + " commands in the slow log took 100 ms or more, the longest: "
                        + (titles.isEmpty() ? "" : titles.get(0)),
                "slowlog",
                MemoryRules.some(titles));
    }

    private static Optional<Evidence> dear(NodeFacts node) {
        List<String> dear = node.families("cmdstat_").entrySet().stream()
                .filter(one -> !LONG_BY_NATURE.contains(one.getKey())
                        && number(one.getValue(), "calls") >= OFTEN
                        && number(one.getValue(), "usec_per_call") > DEAR)
                .map(one -> one.getKey() + " " + Math.round(number(one.getValue(), "usec_per_call") / 1000) + " ms × "
                        + Math.round(number(one.getValue(), "calls")))
                .toList();
        return Evidence.when(
                !dear.isEmpty(),
                "on average more than 10 ms: " + MemoryRules.some(dear),
                "cmdstat",
                MemoryRules.some(dear));
    }

    private static Optional<Evidence> failing(NodeFacts node) {
        List<String> failing = node.families("cmdstat_").entrySet().stream()
                .filter(one -> {
                    double failed = number(one.getValue(), "failed_calls") + number(one.getValue(), "rejected_calls");
                    return failed >= 100 && failed > number(one.getValue(), "calls") / 10;
                })
                .map(Map.Entry::getKey)
                .toList();
        return Evidence.when(
                !failing.isEmpty(),
                "more than one in ten calls fails: " + MemoryRules.some(failing),
                "commands",
                MemoryRules.some(failing));
    }

    static double number(Map<String, String> fields, String name) {
        try {
            return Double.parseDouble(fields.getOrDefault(name, "0"));
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
