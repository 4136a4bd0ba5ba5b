package dev.redkit.doctor.facts;

import dev.redkit.wire.Reply;
import java.util.function.Function;

/** The answer to one question, or why there is none. */
final class Told<T> {
    private final String question;
    private final T value;
    private final String refusal;

    private Told(String question, T value, String refusal) {
        this.question = question;
        this.value = value;
        this.refusal = refusal;
    }

    static <T> Told<T> of(String question, T value) {
        return new Told<>(question, value, null);
    }

    static <T> Told<T> refused(String question, String why) {
        return new Told<>(question, null, why);
    }

    /** Reads a reply, unless it is an error. */
    static <T> Told<T> read(String question, Reply reply, Function<Reply, T> reader) {
        return reply instanceof Reply.Err error ? refused(question, why(error)) : of(question, reader.apply(reply));
    }

    /** In a word where there is one: managed services call what they forbid unknown. */
    private static String why(Reply.Err error) {
        String message = error.message();
        if (message.startsWith("NOPERM") || message.contains("not allowed")) {
            return "not permitted";
        }
        if (message.startsWith("ERR unknown command") || message.startsWith("ERR unknown subcommand")) {
            return "this server does not have it, or does not let it be used";
        }
        return message;
    }

    boolean told() {
        return refusal == null;
    }

    /** The answer; ends the rule that asks in vain. */
    T get() {
        if (refusal != null) {
            throw new NotTold(question + ": " + refusal);
        }
        return value;
    }
}
