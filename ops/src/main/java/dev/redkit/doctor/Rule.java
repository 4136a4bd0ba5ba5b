package dev.redkit.doctor;

import dev.redkit.doctor.facts.NodeFacts;
import dev.redkit.doctor.facts.Patient;
import java.util.Optional;
import java.util.function.Function;

/**
 * One thing that can be wrong. It looks at facts only and says what it found; a fact that is not there makes it end by
 * itself ({@link dev.redkit.doctor.facts.NotTold}, {@link dev.redkit.doctor.facts.Absent}).
 *
 * @param id its name, stable: scripts leave rules out by it
 * @param ofNode what it looks for in each node; null for a rule about all of them together
 * @param ofAll what it looks for in all of them together; null for a rule about each node
 */
public record Rule(
        String id,
        Severity severity,
        Advice advice,
        Function<NodeFacts, Optional<Evidence>> ofNode,
        Function<Patient, Optional<Evidence>> ofAll) {
    /** Looked for in each node. */
    public static Rule node(String id, Severity severity, Advice advice, Function<NodeFacts, Optional<Evidence>> look) {
        return new Rule(id, severity, advice, look, null);
    }

    /** Looked for in all nodes (and sentinels) together. */
    public static Rule all(String id, Severity severity, Advice advice, Function<Patient, Optional<Evidence>> look) {
        return new Rule(id, severity, advice, null, look);
    }
}
