package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.Client;
import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.io.ByteSizes;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How much there is, and what happens when it is full. */
final class MemoryRules {
    private static final long MUCH = 100L << 20;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "maxmemory-unset",
                    WARN,
                    new Advice(
                            "the server grows until the system ends it or swaps",
                            "{call} CONFIG SET maxmemory 2gb # what the machine can spare, less a third for forks and buffers"),
                    node -> Evidence.when(
                            node.configNumber("maxmemory") == 0,
                            "nothing limits the memory of the server",
                            "maxmemory",
                            node.config("maxmemory"),
                            "used_memory",
                            node.number("used_memory"))),
            Rule.node(
                    "memory-full",
                    ERROR,
                    new Advice(
                            "with noeviction every write is refused when it is full",
                            "{call} CONFIG SET maxmemory … # more, or a policy: {call} CONFIG SET maxmemory-policy allkeys-lru"),
                    node -> {
                        long most = node.configNumber("maxmemory");
                        long used = node.number("used_memory");
                        return Evidence.when(
                                most > 0
                                        && node.config("maxmemory-policy").equals("noeviction")
                                        && used > most / 10 * 9,
                                ByteSizes.format(used) + " of " + ByteSizes.format(most)
                                        + " are in use, and nothing may be evicted",
                                "used_memory",
                                used,
                                "maxmemory",
                                most,
                                "maxmemory-policy",
                                node.config("maxmemory-policy"));
                    }),
            Rule.node(
                    "memory-refused",
                    ERROR,
                    new Advice(
                            "clients were told OOM: their writes did not happen",
                            "{call} CONFIG SET maxmemory … # more, or a policy that evicts"),
                    node -> {
                        String count = node.families("errorstat_")
                                .getOrDefault("OOM", Map.of())
                                .getOrDefault("count", "0");
                        return Evidence.when(
                                !count.equals("0"),
                                count + " commands were refused because memory was full",
                                "errorstat_OOM",
                                count,
                                "maxmemory",
                                node.config("maxmemory"));
                    }),
            Rule.node(
                    "limit-beyond-machine",
                    WARN,
                    new Advice(
                            "a fork needs room for copied pages: the system will end the server first",
                            "{call} CONFIG SET maxmemory … # at most two thirds of the machine"),
                    node -> {
                        long machine = node.number("total_system_memory");
                        return Evidence.when(
                                machine > 0 && node.configNumber("maxmemory") > machine / 10 * 9,
                                "maxmemory is " + ByteSizes.format(node.configNumber("maxmemory")) + " on a machine of "
                                        + ByteSizes.format(machine),
                                "maxmemory",
                                node.config("maxmemory"),
                                "total_system_memory",
                                machine);
                    }),
            Rule.node(
                    "nothing-to-evict",
                    ERROR,
                    new Advice(
                            "volatile policies evict only keys that expire: when memory is full, writes are refused",
                            "{call} CONFIG SET maxmemory-policy allkeys-lru # or give keys an expiry"),
                    node -> Evidence.when(
                            node.config("maxmemory-policy").startsWith("volatile-")
                                    && node.keyCount() > 0
                                    && node.expiringCount() == 0,
                            "the policy is " + node.config("maxmemory-policy") + ", and none of " + node.keyCount()
                                    + " keys expires",
                            "maxmemory-policy",
                            node.config("maxmemory-policy"),
                            "keys",
                            node.keyCount(),
                            "expires",
                            node.expiringCount())),
            Rule.node(
                    "fragmentation",
                    WARN,
                    new Advice(
                            "memory is paid for and not used",
                            "{call} CONFIG SET activedefrag yes # where the server is built with jemalloc; else restart it"),
                    node -> Evidence.when(
                            node.real("mem_fragmentation_ratio") > 1.5 && node.number("mem_fragmentation_bytes") > MUCH,
                            String.format(
                                    Locale.ROOT,
                                    "the process takes %.1f times what the data take: %s too much",
                                    node.real("mem_fragmentation_ratio"),
                                    ByteSizes.format(node.number("mem_fragmentation_bytes"))),
                            "mem_fragmentation_ratio",
                            node.text("mem_fragmentation_ratio"),
                            "mem_fragmentation_bytes",
                            node.text("mem_fragmentation_bytes"))),
            Rule.node(
                    "paged-out",
                    ERROR,
                    new Advice(
                            "a command that meets swapped memory waits for the disk, and all others with it",
                            "more memory, or {call} CONFIG SET maxmemory … # less than the machine has"),
                    node -> Evidence.when(
                            node.number("used_memory") > MUCH
                                    && node.number("used_memory_rss") < node.number("used_memory") / 10 * 9,
                            "only " + ByteSizes.format(node.number("used_memory_rss")) + " of "
                                    + ByteSizes.format(node.number("used_memory")) + " are in memory",
                            "used_memory_rss",
                            node.number("used_memory_rss"),
                            "used_memory",
                            node.number("used_memory"))),
            Rule.node(
                    "client-memory",
                    WARN,
                    new Advice(
                            "buffers of clients push keys out, or the server over its limit",
                            "{call} CLIENT LIST # look for omem and qbuf; {call} CONFIG SET maxmemory-clients 5%"),
                    node -> {
                        long clients = node.number("mem_clients_normal");
                        return Evidence.when(
                                clients > MUCH && clients > node.number("used_memory") / 10,
                                "clients take " + ByteSizes.format(clients) + " of "
                                        + ByteSizes.format(node.number("used_memory")),
                                "mem_clients_normal",
                                clients,
                                "used_memory",
                                node.number("used_memory"));
                    }),
            Rule.node(
                    "clients-never-evicted",
                    INFO,
                    new Advice(
                            "maxmemory-clients spares them, however much waits for them",
                            "CLIENT NO-EVICT off in those clients"),
                    node -> {
                        List<String> spared = node.clients().stream()
                                .filter(client -> client.flagged('e'))
                                .map(Client::title)
                                .toList();
                        return Evidence.when(
                                !node.config("maxmemory-clients").equals("0") && !spared.isEmpty(),
                                spared.size() + " clients are exempt from eviction",
                                "maxmemory-clients",
                                node.config("maxmemory-clients"),
                                "clients",
                                some(spared));
                    }),
            Rule.node(
                    "evictions",
                    INFO,
                    new Advice(
                            "keys go before their time; wanted in a cache, a loss elsewhere",
                            "{call} CONFIG SET maxmemory … # more, if the hit ratio suffers"),
                    node -> Evidence.when(
                            node.number("evicted_keys") > 0,
                            node.number("evicted_keys") + " keys were evicted since the start; " + hits(node),
                            "evicted_keys",
                            node.number("evicted_keys"),
                            "keyspace_hits",
                            node.number("keyspace_hits"),
                            "keyspace_misses",
                            node.number("keyspace_misses"))),
            Rule.node(
                    "clients-evicted",
                    WARN,
                    new Advice(
                            "clients were cut off because their buffers were over the limit",
                            "{call} CONFIG SET maxmemory-clients … # more, and see who reads too slowly"),
                    node -> Evidence.when(
                            node.numberOr0("evicted_clients") > 0,
                            node.numberOr0("evicted_clients") + " clients were evicted since the start",
                            "evicted_clients",
                            node.numberOr0("evicted_clients"))));

    private MemoryRules() {}

    private static String hits(NodeFacts node) {
        long hits = node.number("keyspace_hits");
        long all = hits + node.number("keyspace_misses");
        return all == 0 ? "nothing was read" : 100 * hits / all + " % of reads hit";
    }

    /** The first of many. */
    static String some(List<String> all) {
        return String.join(", ", all.subList(0, Math.min(5, all.size()))) + (all.size() > 5 ? ", …" : "");
    }
}
