package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.INFO;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import java.util.List;

/** Indexes of the search module, those for vectors included. */
final class SearchRules {
    static final List<Rule> ALL = List.of(
            Rule.node(
                    "index-building",
                    INFO,
                    new Advice(
                            "until it is done, searches miss what is not in it yet, and everything is slower",
                            "wait: {call} FT.INFO … # percent_indexed"),
                    node -> {
                        List<String> building = node.indexes().stream()
                                .filter(index -> index.number("indexing") > 0
                                        || index.number("backfill_in_progress") > 0
                                        || (index.fields().containsKey("percent_indexed")
                                                && index.number("percent_indexed") < 1))
                                .map(index -> index.name() + " "
                                        + Math.round(100
                                                * Math.max(
                                                        index.number("percent_indexed"),
                                                        index.number("backfill_complete_percent")))
                                        + " %")
                                .toList();
                        return Evidence.when(
                                !building.isEmpty(),
                                building.size() + " indexes are being built: " + MemoryRules.some(building),
                                "indexes",
                                MemoryRules.some(building));
                    }),
            Rule.node(
                    "index-failures",
                    WARN,
                    new Advice(
                            "searches do not find them: a vector of the wrong length, a number that is none",
                            "{call} FT.INFO … # 'last indexing error' names a key"),
                    node -> {
                        List<String> failing = node.indexes().stream()
                                .filter(index -> index.number("hash_indexing_failures") > 0)
                                .map(index -> index.name() + " " + Math.round(index.number("hash_indexing_failures")))
                                .toList();
                        return Evidence.when(
                                !failing.isEmpty(),
                                "documents are missing in " + failing.size() + " indexes: " + MemoryRules.some(failing),
                                "hash_indexing_failures",
                                MemoryRules.some(failing));
                    }));

    private SearchRules() {}
}
