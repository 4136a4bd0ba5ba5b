package dev.redkit.doctor.rules;

import static dev.redkit.doctor.Severity.ERROR;
import static dev.redkit.doctor.Severity.WARN;

import dev.redkit.doctor.Advice;
import dev.redkit.doctor.Evidence;
import dev.redkit.doctor.Rule;
import dev.redkit.doctor.facts.Patient;
import dev.redkit.doctor.facts.SentinelFacts;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Those who watch. */
final class SentinelRules {
    static final List<Rule> ALL = List.of(
            Rule.all(
                    "sentinel-no-quorum",
                    ERROR,
                    new Advice(
                            "when the master fails, nobody will take its place",
                            "bring the missing sentinels back, or SENTINEL SET NAME quorum N at each"),
                    patient -> {
                        List<String> complaints = patient.sentinels().stream()
                                .filter(one -> !one.quorum().startsWith("OK"))
                                .map(one -> one.address() + ": " + one.quorum())
                                .toList();
                        return Evidence.when(
                                !complaints.isEmpty(),
                                "a failover cannot be authorised, says " + MemoryRules.some(complaints),
                                "CKQUORUM",
                                MemoryRules.some(complaints));
                    }),
            Rule.all(
                    "sentinels-disagree",
                    ERROR,
                    new Advice(
                            "clients write to different servers, and one side will be lost",
                            "SENTINEL RESET NAME at the sentinel that is wrong"),
                    patient -> {
                        TreeSet<String> masters = new TreeSet<>();
                        patient.sentinels().forEach(one -> masters.add(one.masterAddress()));
                        return Evidence.when(
                                masters.size() > 1,
                                "the sentinels name different masters: " + String.join(", ", masters),
                                "masters",
                                String.join(", ", masters));
                    }),
            Rule.all(
                    "few-sentinels",
                    WARN,
                    new Advice(
                            "with fewer than three there is no majority when one fails",
                            "a third one, on a third machine"),
                    patient -> {
                        long most = patient.sentinels().stream()
                                .mapToLong(one -> one.others().size() + 1)
                                .max()
                                .orElse(0);
                        return Evidence.when(
                                patient.sentinel() && most > 0 && most < 3,
                                "there are " + most + " sentinels",
                                "sentinels",
                                most);
                    }),
            Rule.all(
                    "sentinel-alone-decides",
                    WARN,
                    new Advice(
                            "one sentinel with a bad network starts failovers", "SENTINEL SET NAME quorum 2 at each"),
                    patient -> Evidence.when(
                            patient.sentinels().stream()
                                    .anyMatch(one -> one.number("quorum") == 1
                                            && one.others().size() > 1),
                            "one sentinel is enough to declare the master down",
                            "quorum",
                            1)),
            Rule.all(
                    "sentinel-settings-differ",
                    WARN,
                    new Advice("what happens depends on which of them acts", "the same SENTINEL SET … at each"),
                    SentinelRules::settings),
            Rule.all(
                    "sentinels-down",
                    WARN,
                    new Advice("one failure more and there is no majority", "bring them back"),
                    patient -> {
                        List<String> down = patient.sentinels().stream()
                                .flatMap(one -> one.others().stream())
                                .filter(one -> one.getOrDefault("flags", "").contains("down"))
                                .map(one -> one.get("ip") + ":" + one.get("port"))
                                .distinct()
                                .toList();
                        return Evidence.when(
                                !down.isEmpty(),
                                down.size() + " sentinels are down in the eyes of others",
                                "sentinels",
                                MemoryRules.some(down));
                    }),
            Rule.all(
                    "master-down",
                    ERROR,
                    new Advice("a failover is due or under way", "redkit topology --watch"),
                    patient -> Evidence.when(
                            patient.sentinels().stream()
                                    .anyMatch(one -> one.flagged("s_down") || one.flagged("o_down")),
                            "sentinels cannot reach the master",
                            "flags",
                            patient.sentinels().stream()
                                    .map(one -> one.master().getOrDefault("flags", ""))
                                    .toList())),
            Rule.all(
                    "no-replica-to-promote",
                    ERROR,
                    new Advice(
                            "when the master fails, nobody can take its place",
                            "a replica: REPLICAOF … at a new server"),
                    patient -> Evidence.when(
                            !patient.sentinels().isEmpty()
                                    && patient.sentinels().stream().allMatch(one -> one.healthyReplicas() == 0),
                            "no sentinel knows a replica that it could promote",
                            "replicas",
                            patient.sentinels().stream()
                                    .map(one -> one.replicas().size())
                                    .toList())));

    private SentinelRules() {}

    private static Optional<Evidence> settings(Patient patient) {
        for (String name : List.of("quorum", "down-after-milliseconds", "failover-timeout", "parallel-syncs")) {
            TreeSet<String> values = new TreeSet<>();
            for (SentinelFacts one : patient.sentinels()) {
                values.add(one.master().getOrDefault(name, "?"));
            }
            if (values.size() > 1) {
                return Evidence.when(
                        true,
                        "the sentinels are set up differently: " + name + " is " + String.join(" or ", values),
                        name,
                        String.join(", ", values));
            }
        }
        return Optional.empty();
    }
}
