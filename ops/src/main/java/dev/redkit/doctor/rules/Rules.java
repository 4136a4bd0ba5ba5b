package dev.redkit.doctor.rules;

import dev.redkit.doctor.Rule;
import java.util.List;
import java.util.stream.Stream;

/** All of them. */
public final class Rules {
    private Rules() {}

    public static List<Rule> all() {
        return Stream.of(
                        PersistenceRules.ALL,
                        MemoryRules.ALL,
                        KeyRules.ALL,
                        CommandRules.ALL,
                        LatencyRules.ALL,
                        ClientRules.ALL,
                        ReplicationRules.ALL,
                        SecurityRules.ALL,
                        VersionRules.ALL,
                        MachineRules.ALL,
                        SearchRules.ALL,
                        ClusterRules.ALL,
                        SentinelRules.ALL,
                        FleetRules.ALL)
                .flatMap(List::stream)
                .toList();
    }
}
