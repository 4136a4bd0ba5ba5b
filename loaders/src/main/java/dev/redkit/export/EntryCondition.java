package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which entries are wanted, in CEL: over {@code key}, {@code type}, {@code ttl} (seconds, -1 for none), {@code size}
 * (elements, or bytes of a string), and any other name as a field of a hash, which is null where there is none.
 */
public final class EntryCondition {
    private static final Set<String> OURS = Set.of("key", "type", "ttl", "size");

    private final Expression expression;
    private final InstantSource clock;
    private final boolean usesFields;

    private EntryCondition(Expression expression, InstantSource clock) {
        this.expression = expression;
        this.clock = clock;
        this.usesFields = !OURS.containsAll(expression.names());
    }

    public static EntryCondition of(String text, InstantSource clock) {
        return new EntryCondition(Expression.compileOpen("--where", text).condition(), clock);
    }

    /** Whether an entry is wanted. For fields its value is walked; it can be walked again. */
    boolean test(Entry entry) throws IOException, EvaluationException {
        Map<String, Object> fields = usesFields && entry.value().kind() == Kind.HASH ? fields(entry) : Map.of();
        return expression.test(name -> switch (name) {
            case "key" -> new String(entry.key(), StandardCharsets.UTF_8);
            case "type" -> entry.value().kind().word();
            case "ttl" -> entry.expires() ? Math.max(0, (entry.expireAt() - clock.millis() + 500) / 1000) : -1L;
            case "size" -> entry.value().size();
            default -> fields.get(name);
        });
    }

    private Map<String, Object> fields(Entry entry) throws IOException {
        Map<String, Object> fields = new HashMap<>();
        entry.value().walk(new ValueWalker() {
            @Override
            public void field(byte[] name, byte[] value, long expireAt) {
                String text = new String(name, StandardCharsets.UTF_8);
                if (expression.names().contains(text)) {
                    fields.put(text, new String(value, StandardCharsets.UTF_8));
                }
            }
        });
        return fields;
    }
}
