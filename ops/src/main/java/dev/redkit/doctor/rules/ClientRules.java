package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.io.ByteSizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Who is connected, and what they may do to it. */
final class ClientRules {
    private static final long MUCH_WAITING = 10L << 20;
    private static final long LONG_IDLE = 3600;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "output-limits",
                    WARN,
                    new Advice(
                            "a subscriber or replica that reads too slowly fills the server's memory",
                            "{call} CONFIG SET client-output-buffer-limit 'pubsub 33554432 8388608 60 replica 268435456 67108864 60'"),
                    ClientRules::limits),
            Rule.node(
                    "output-waiting",
                    WARN,
                    new Advice(
                            "they read more slowly than they are written to, and the server keeps it all",
                            "{call} CLIENT KILL ID … # or smaller answers"),
                    node -> {
                        List<String> slow = node.clients().stream()
                                .filter(client -> client.number("omem") > MUCH_WAITING)
                                .map(client -> client.title() + " " + ByteSizes.format(client.number("omem")))
                                .toList();
                        return Evidence.when(
                                !slow.isEmpty(),
                                "more than 10 MB wait for " + slow.size() + " clients",
                                "clients",
                                MemoryRules.some(slow));
                    }),
            Rule.node(
                    "clients-near-limit",
                    WARN,
                    new Advice(
                            "the next ones are turned away",
                            "{call} CONFIG SET maxclients … # or pools in the applications"),
                    node -> Evidence.when(
                            node.number("connected_clients") > node.configNumber("maxclients") / 5 * 4,
                            node.number("connected_clients") + " clients of at most " + node.config("maxclients"),
                            "connected_clients",
                            node.number("connected_clients"),
                            "maxclients",
                            node.config("maxclients"))),
            Rule.node(
                    "clients-refused",
                    ERROR,
                    new Advice("applications could not connect", "{call} CONFIG SET maxclients … # more"),
                    node -> Evidence.when(
                            node.number("rejected_connections") > 0,
                            node.number("rejected_connections") + " connections were turned away since the start",
                            "rejected_connections",
                            node.number("rejected_connections"),
                            "maxclients",
                            node.config("maxclients"))),
            Rule.node(
                    "keepalive-off",
                    WARN,
                    new Advice(
                            "connections of machines that are gone are kept for ever",
                            "{call} CONFIG SET tcp-keepalive 300"),
                    node -> Evidence.when(
                            node.configNumber("tcp-keepalive") == 0,
                            "dead connections are not looked for",
                            "tcp-keepalive",
                            node.config("tcp-keepalive"))),
            Rule.node(
                    "idle-clients",
                    INFO,
                    new Advice(
                            "each takes memory and a place; often a pool that leaks",
                            "{call} CONFIG SET timeout 3600 # or smaller pools"),
                    node -> {
                        long idle = node.clients().stream()
                                .filter(client -> client.number("idle") > LONG_IDLE && client.flagged('N'))
                                .count();
                        return Evidence.when(
                                idle > 100 && idle > node.clients().size() / 2 && node.configNumber("timeout") == 0,
                                idle + " of " + node.clients().size()
                                        + " clients have said nothing for more than an hour",
                                "idle",
                                idle,
                                "timeout",
                                node.config("timeout"));
                    }),
            Rule.node(
                    "clients-cut",
                    WARN,
                    new Advice(
                            "subscribers that were too slow were cut off, and lost messages",
                            "faster readers, or {call} CONFIG SET client-output-buffer-limit 'pubsub …'"),
                    node -> Evidence.when(
                            node.numberOr0("client_output_buffer_limit_disconnections") > 0,
                            node.numberOr0("client_output_buffer_limit_disconnections")
                                    + " clients were cut off because too much waited for them",
                            "client_output_buffer_limit_disconnections",
                            node.numberOr0("client_output_buffer_limit_disconnections"))));

    private ClientRules() {}

    /** {@code class hard soft seconds} for each of three classes, in one line. */
    private static Optional<Evidence> limits(NodeFacts node) {
        String[] words = node.config("client-output-buffer-limit").split(" ", -1);
        List<String> boundless = new ArrayList<>();
        for (int i = 0; i + 3 < words.length; i += 4) {
            boolean none = words[i + 1].equals("0") && words[i + 2].equals("0");
            if (none && !words[i].equals("normal")) {
                boundless.add(words[i].equals("slave") ? "replica" : words[i]);
            }
        }
        return Evidence.when(
                !boundless.isEmpty(),
                "nothing limits what may wait for clients of class " + String.join(" and ", boundless),
                "client-output-buffer-limit",
                node.config("client-output-buffer-limit"));
    }
}
