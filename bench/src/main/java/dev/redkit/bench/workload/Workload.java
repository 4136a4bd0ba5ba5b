package dev.redkit.bench.workload;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands to send and their weights, and the key space of those placeholders that name none.
 *
 * @param title what people call it
 */
public record Workload(String title, List<Op> ops, KeySpace keys) {
    /** How many different commands one workload may have. */
    public static final int MOST_OPS = 64;

    private static final int MOST_WEIGHT = 1_000_000;

    public Workload {
        ops = List.copyOf(ops);
    }

    /**
     * The words of a command line: commands, each with {@code x10} behind it if it comes more often than the others.
     *
     * @param keys what {@code {key}} draws from unless a command of the workload says it
     */
    public static Workload parse(String title, List<String> words, KeySpace keys) {
        return parse(title, words, keys, List.of());
    }

    /** The same with tables, whose fields commands may name. */
    public static Workload parse(String title, List<String> words, KeySpace keys, List<Table> tables) {
        List<Template> templates = new ArrayList<>();
        List<Integer> weights = new ArrayList<>();
        for (String word : words) {
            if (!templates.isEmpty() && word.matches("x\\d+")) {
                weights.set(weights.size() - 1, weight(word));
            } else {
                templates.add(Template.parse(word, tables));
                weights.add(1);
            }
        }
        if (templates.isEmpty() || templates.size() > MOST_OPS) {
            throw new UsageError("a workload has 1 to " + MOST_OPS + " commands, not " + templates.size());
        }
        return of(title, templates, weights, keys);
    }

    /** The commands of a recording, each with how often it was there. */
    public static Workload recorded(String title, Map<String, Long> counts) {
        List<Op> ops = new ArrayList<>();
        counts.forEach((name, count) -> ops.add(Op.named(name, (int) Math.min(Integer.MAX_VALUE, count))));
        return new Workload(title, ops, KeySpace.uniform(1));
    }

    private static int weight(String word) {
        long weight = word.length() > 8 ? Long.MAX_VALUE : Long.parseLong(word.substring(1));
        if (weight < 1 || weight > MOST_WEIGHT) {
            throw new UsageError("the weight '" + word + "' is not between x1 and x" + MOST_WEIGHT);
        }
        return (int) weight;
    }

    private static Workload of(String title, List<Template> templates, List<Integer> weights, KeySpace keys) {
        List<Op> ops = new ArrayList<>();
        Map<String, Integer> seen = new HashMap<>();
        KeySpace space = keys;
        for (int i = templates.size() - 1; i >= 0; i--) {
            space = templates.get(i).keySpace().orElse(space);
        }
        for (int i = 0; i < templates.size(); i++) {
            String name = templates.get(i).name();
            int count = seen.merge(name, 1, Integer::sum);
            ops.add(new Op(count == 1 ? name : name + "-" + count, templates.get(i), weights.get(i)));
        }
        return new Workload(title, ops, space);
    }

    /** The same commands over the keys one after the other, to have them all once. */
    public Workload inTurn() {
        return new Workload(title, ops, keys.inTurn());
    }

    /** The sum of all weights. */
    public int weights() {
        return ops.stream().mapToInt(Op::weight).sum();
    }

    /** The op of that name. */
    public Optional<Op> op(String name) {
        return ops.stream().filter(op -> op.name().equals(name)).findFirst();
    }
}
