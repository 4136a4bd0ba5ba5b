package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import dev.redkit.keyspace.Selection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which keys, and what to find out about them.
 *
 * @param keys by name and type
 * @param tests which of them, by what they are
 * @param facts what to ask beyond what the tests need
 * @param samples how many elements MEMORY USAGE looks at; 0 for all, negative for what the server does by itself
 * @param perSecond at most so many names from each server in a second; infinite for no limit
 */
public record KeyQuery(Selection keys, List<KeyTest> tests, Set<Fact> facts, int samples, double perSecond) {
    public static final KeyQuery ALL = new KeyQuery(Selection.ALL, List.of(), Set.of(), -1, Double.POSITIVE_INFINITY);

    public KeyQuery {
        tests = List.copyOf(tests);
        facts = Set.copyOf(facts);
    }

    /** The same keys, of which more is asked. */
    public KeyQuery asking(Set<Fact> more) {
        Set<Fact> all = EnumSet.noneOf(Fact.class);
        all.addAll(facts);
        all.addAll(more);
        return new KeyQuery(keys, tests, all, samples, perSecond);
    }

    /** Whether every key is meant. */
    public boolean isEverything() {
        return tests.isEmpty() && keys.equals(Selection.ALL);
    }

    /** All that has to be asked. */
    Set<Fact> needed() {
        Set<Fact> all = EnumSet.noneOf(Fact.class);
        all.addAll(facts);
        tests.forEach(test -> all.addAll(test.facts()));
        if (!keys.types().isEmpty()) {
            all.add(Fact.TYPE);
        }
        return all;
    }

    /**
     * What still decides, shortly after, whether a key is meant: all but how little it is used, since to look at a key, or to
     * back it up, is to use it.
     */
    KeyQuery lasting() {
        List<KeyTest> left = tests.stream()
                .filter(test ->
                        !test.facts().contains(Fact.IDLE) && !test.facts().contains(Fact.FREQ))
                .toList();
        return new KeyQuery(keys, left, Set.of(), samples, perSecond);
    }

    boolean test(KeyFacts key) throws EvaluationException {
        for (KeyTest test : tests) {
            if (!test.test(key)) {
                return false;
            }
        }
        return true;
    }
}
