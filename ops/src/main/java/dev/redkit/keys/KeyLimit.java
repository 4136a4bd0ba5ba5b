package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import java.util.Set;

/**
 * A number of a key within bounds.
 *
 * @param fact which one; a time to live is in milliseconds, and {@link KeyFacts#NEVER} for a key that stays
 */
public record KeyLimit(Fact fact, long least, long most) implements KeyTest {
    @Override
    public Set<Fact> facts() {
        return Set.of(fact);
    }

    @Override
    public boolean test(KeyFacts key) throws EvaluationException {
        long value = key.number(fact);
        if (value == KeyFacts.UNKNOWN) {
            throw new EvaluationException("the server does not say their " + fact.word(), null);
        }
        return value >= least && value <= most;
    }
}
