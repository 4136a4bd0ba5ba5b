package dev.redkit.tail.form;

import dev.redkit.expression.EvaluationException;
import dev.redkit.expression.Expression;
import dev.redkit.expression.JsonValue;
import dev.redkit.tail.Message;
import java.util.List;

/**
 * Lets messages pass for which an expression is true: over {@code channel}, {@code pattern}, {@code id}, {@code payload},
 * {@code size}, {@code node}, and {@code json}, the payload read as JSON (null when it is none). An expression that cannot be worked out
 * for a message (a member that is not there) is not true of it; how often that was, is counted.
 */
public final class Where implements Sieve {
    private final Expression expression;
    private long unclear;
    private String why = "";

    public Where(String text) {
        expression = Expression.compile(
                        "--where", text, List.of("channel", "pattern", "id", "payload", "size", "node", "json"))
                .condition();
    }

    @Override
    public boolean passes(Message message) {
        try {
            return expression.test(name -> value(name, message));
        } catch (EvaluationException e) {
            unclear++;
            why = e.getMessage();
            return false;
        }
    }

    private static Object value(String name, Message message) {
        return switch (name) {
            case "channel" -> message.channel().text();
            case "pattern" -> message.pattern().present() ? message.pattern().text() : null;
            case "id" -> message.id().present() ? message.id().text() : null;
            case "payload" -> message.payload().text();
            case "size" -> (long) message.payload().length();
            case "node" -> message.node();
            case "json" -> json(message);
            default -> null;
        };
    }

    private static Object json(Message message) {
        try {
            return JsonValue.parse(
                    message.payload().bytes(),
                    message.payload().offset(),
                    message.payload().length());
        } catch (EvaluationException e) {
            // Not JSON: the expression may ask for that.
            return null;
        }
    }

    /** Of how many messages it could not be said. */
    public long unclear() {
        return unclear;
    }

    /** Why not, of the last of them. */
    public String why() {
        return why;
    }
}
