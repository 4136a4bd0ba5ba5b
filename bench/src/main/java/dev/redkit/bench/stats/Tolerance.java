package dev.redkit.bench.stats;

import dev.redkit.bench.gate.Metric;
import dev.redkit.failure.UsageError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How much worse a figure may become: {@code p99=5%@ci-lower}.
 *
 * @param part 0.05 for 5 %
 * @param edge which end of the interval has to stay below it
 */
public record Tolerance(Metric metric, double part, Edge edge) {
    private static final Pattern SHAPE =
            Pattern.compile("\\s*([\\w.\\-]+)\\s*=\\s*(\\d+(?:\\.\\d+)?)\\s*%\\s*(?:@\\s*([a-z\\-]+)\\s*)?");

    /** What of the change is held against the tolerance. */
    public enum Edge {
        /** Only a proven regression fails. */
        CI_LOWER("ci-lower"),
        /** The most probable change decides. */
        ESTIMATE("estimate"),
        /** It has to be proven that there is none. */
        CI_UPPER("ci-upper");

        private final String word;

        Edge(String word) {
            this.word = word;
        }
    }

    public static Tolerance parse(String text) {
        Matcher matcher = SHAPE.matcher(text);
        if (!matcher.matches()) {
            throw new UsageError("'" + text + "' is not a tolerance", "write it as p99=5% or p99=5%@ci-upper");
        }
        double part = Double.parseDouble(matcher.group(2)) / 100;
        return new Tolerance(Metric.of(matcher.group(1)), part, edge(matcher.group(3)));
    }

    private static Edge edge(String word) {
        for (Edge edge : Edge.values()) {
            if (word == null || edge.word.equals(word)) {
                return edge;
            }
        }
        throw new UsageError(
                "'@" + word + "' is not an end of an interval", "there are @ci-lower, @estimate, @ci-upper");
    }

    /** Whether a change for the worse is too much. */
    boolean exceededBy(Change worse) {
        return switch (edge) {
            case CI_LOWER -> worse.low() > part;
            case ESTIMATE -> worse.estimate() > part;
            case CI_UPPER -> worse.high() > part;
        };
    }
}
