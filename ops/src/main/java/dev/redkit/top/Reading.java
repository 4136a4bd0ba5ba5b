package dev.redkit.top;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all servers did between two looks.
 *
 * @param seconds how long that was
 */
public record Reading(double seconds, List<NodeReading> nodes) {
    public Reading {
        nodes = List.copyOf(nodes);
    }

    /** Those that answer. */
    public List<NodeReading> answering() {
        return nodes.stream().filter(NodeReading::answers).toList();
    }

    public double opsPerSecond() {
        return answering().stream().mapToDouble(NodeReading::opsPerSecond).sum();
    }

    /** All nodes' commands together; of the percentiles the worst. */
    public List<CommandReading> commands() {
        Map<String, List<CommandReading>> byName = new HashMap<>();
        for (NodeReading node : answering()) {
            for (CommandReading one : node.commands()) {
                byName.computeIfAbsent(one.name(), name -> new ArrayList<>()).add(one);
            }
        }
        double time = time(byName.values().stream().flatMap(List::stream).toList());
        List<CommandReading> all = new ArrayList<>();
        byName.forEach((name, parts) -> {
            double rate = parts.stream().mapToDouble(CommandReading::perSecond).sum();
            double taken = time(parts);
            double p99 = parts.stream()
                    .mapToDouble(CommandReading::p99Micros)
                    .filter(one -> !Double.isNaN(one))
                    .max()
                    .orElse(Double.NaN);
            all.add(new CommandReading(name, rate, rate == 0 ? 0 : taken / rate, p99, time == 0 ? 0 : taken / time));
        });
        all.sort(Comparator.comparingDouble(CommandReading::perSecond).reversed());
        return all;
    }

    private static double time(List<CommandReading> commands) {
        return commands.stream()
                .mapToDouble(one -> one.perSecond() * one.meanMicros())
                .sum();
    }

    /** The newest entries of all slow logs. */
    public List<Slow> slow() {
        return answering().stream()
                .flatMap(node -> node.slow().stream())
                .sorted(Comparator.comparingLong(Slow::second).reversed())
                .toList();
    }

    /** What held the servers up, the last first. */
    public List<HoldUp> holdUps() {
        return answering().stream()
                .flatMap(node -> node.holdUps().stream())
                .sorted(Comparator.comparingLong(HoldUp::second).reversed())
                .toList();
    }
}
