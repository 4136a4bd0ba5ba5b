package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import java.util.Set;

/** A condition on what is known of a key. */
public interface KeyTest {
    /** What has to be asked for it. */
    Set<Fact> facts();

    /** Whether the key meets it; an exception when what is known does not tell. */
    boolean test(KeyFacts key) throws EvaluationException;
}
