package dev.redkit.keys;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A condition in CEL over {@code key} and what can be asked: {@code type}, {@code size} (elements, or bytes of a string),
 * {@code ttl} (seconds, -1 for none), {@code memory} (bytes), {@code idle} (seconds), {@code freq}, {@code encoding}.
 */
public final class KeyCondition implements KeyTest {
    private final Expression expression;
    private final Set<Fact> facts = EnumSet.noneOf(Fact.class);

    private KeyCondition(Expression expression) {
        this.expression = expression;
        for (Fact fact : Fact.values()) {
            if (expression.names().contains(fact.word())) {
                facts.add(fact);
            }
        }
    }

    public static KeyCondition of(String text) {
        List<String> names = new ArrayList<>(List.of("key"));
        for (Fact fact : Fact.values()) {
            names.add(fact.word());
        }
        return new KeyCondition(Expression.compile("--where", text, names).condition());
    }

    @Override
    public Set<Fact> facts() {
        return facts;
    }

    @Override
    public boolean test(KeyFacts key) throws EvaluationException {
        try {
            return isTrue(key);
        } catch (EvaluationException e) {
            // What is not known is null, about which the expression has only something odd to say.
            for (Fact fact : facts) {
                boolean known = fact == Fact.TYPE
                        ? key.type() != null
                        : fact == Fact.ENCODING ? key.encoding() != null : key.number(fact) != KeyFacts.UNKNOWN;
                if (!known) {
                    throw new EvaluationException("the server does not say their " + fact.word(), e);
                }
            }
            throw e;
        }
    }

    private boolean isTrue(KeyFacts key) throws EvaluationException {
        return expression.test(name -> switch (name) {
            case "key" -> new String(key.name(), StandardCharsets.UTF_8);
            case "type" -> key.type();
            case "encoding" -> key.encoding();
            case "ttl" -> known(key.ttlSeconds());
            case "size" -> known(key.size());
            case "memory" -> known(key.memory());
            case "idle" -> known(key.idleSeconds());
            case "freq" -> known(key.frequency());
            default -> null;
        });
    }

    private static Long known(long value) {
        return value == KeyFacts.UNKNOWN ? null : Long.valueOf(value);
    }

    @Override
    public String toString() {
        return expression.toString();
    }
}
