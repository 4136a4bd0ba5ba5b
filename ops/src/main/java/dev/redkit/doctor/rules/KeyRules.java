package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.SampledKey;
import dev.redkit.io.ByteSizes;
import java.util.Comparator;
import java.util.List;

/** What is in the server. */
final class KeyRules {
    private static final long BIG = 10L << 20;
    private static final long ENOUGH_READS = 10_000;

    static final List<Rule> ALL = List.of(
            Rule.node(
                    "keys-without-expiry",
                    WARN,
                    new Advice(
                            "where most keys expire, one that does not is often forgotten, and stays for ever",
                            "{call} … EXPIRE key 86400 # 'redkit keys' finds them: ttl == -1"),
                    node -> {
                        long all = node.keyCount();
                        long lasting = all - node.expiringCount();
                        return Evidence.when(
                                all >= 100 && lasting > all / 20 && lasting < all / 2,
                                lasting + " of " + all + " keys have no expiry, the others have one",
                                "keys",
                                all,
                                "expires",
                                all - lasting);
                    }),
            Rule.node(
                    "big-keys",
                    WARN,
                    new Advice(
                            "deleting, copying, moving or reading one holds up all other commands",
                            "split it into several; delete with UNLINK, read with HSCAN, SSCAN, ZSCAN or GETRANGE"),
                    node -> {
                        List<SampledKey> big = node.keys().stream()
                                .filter(key -> key.bytes() > BIG)
                                .sorted(Comparator.comparingLong(SampledKey::bytes)
                                        .reversed())
                                .toList();
                        List<String> titles = big.stream()
                                .map(key -> key.title() + " " + ByteSizes.format(key.bytes()))
                                .toList();
                        return Evidence.when(
                                !big.isEmpty(),
                                big.size() + " of " + node.keys().size() + " sampled keys are larger than "
                                        + ByteSizes.format(BIG) + ", the largest: "
                                        + (titles.isEmpty() ? "" : titles.get(0)),
                                "keys",
                                MemoryRules.some(titles));
                    }),
            Rule.node(
                    "expired-but-there",
                    INFO,
                    new Advice(
                            "keys that have expired still take memory until somebody asks for them or the cycle finds them",
                            "{call} CONFIG SET active-expire-effort 5"),
                    node -> Evidence.when(
                            node.real("expired_stale_perc") > 25,
                            "about " + node.text("expired_stale_perc") + " % of keys that expire are past their time",
                            "expired_stale_perc",
                            node.text("expired_stale_perc"))),
            Rule.node(
                    "several-databases",
                    INFO,
                    new Advice(
                            "clusters and most managed services have fewer or one; and FLUSHALL takes them all",
                            "a prefix in the names of keys, or a server for each"),
                    node -> Evidence.when(
                            node.databases() > 1,
                            "keys are in " + node.databases() + " databases",
                            "databases",
                            node.databases())),
            Rule.node(
                    "low-hit-ratio",
                    INFO,
                    new Advice(
                            "most reads find nothing: the cache is too small, too short-lived, or asked for the wrong keys",
                            "longer expiries, or more memory"),
                    node -> {
                        long hits = node.number("keyspace_hits");
                        long all = hits + node.number("keyspace_misses");
                        return Evidence.when(
                                all > ENOUGH_READS && hits < all / 2,
                                100 * hits / Math.max(all, 1) + " % of " + all + " reads found a key",
                                "keyspace_hits",
                                hits,
                                "keyspace_misses",
                                all - hits);
                    }));

    private KeyRules() {}
}
