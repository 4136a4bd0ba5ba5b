package dev.redkit.embedded;

import dev.redkit.failure.Failure;
import dev.redkit.target.Target;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;

/** One question to a server, its answer as text; an error has its sign before it. */
final class Question {
    private Question() {}

    static String ask(Target target, String command) {
        try (Wire wire = Wire.open(target)) {
            Reply reply = wire.call(command.split(" ", -1));
            if (reply instanceof Reply.Err error) {
                return "-" + error.message();
            }
            return reply.isNil() ? "" : reply.text();
        } catch (Failure e) {
            return "-" + e.getMessage();
        }
    }
}
