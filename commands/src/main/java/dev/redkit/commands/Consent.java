package dev.redkit.commands;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.List;
import java.util.Locale;

/** Asks before a command changes a server whose profile is protected. What changes one, the server itself knows. */
final class Consent {
    private Consent() {}

    static void ask(Session session, Wire wire, List<String> command) {
        if (changes(wire, command)) {
            session.console()
                    .confirm("'" + command.get(0).toUpperCase(Locale.ROOT) + "' on the protected " + session.target());
        }
    }

    private static boolean changes(Wire wire, List<String> command) {
        Reply reply = wire.call("COMMAND", "INFO", command.get(0));
        if (!(reply instanceof Reply.Array known) || known.items().isEmpty()) {
            return true;
        }
        if (!(known.items().get(0) instanceof Reply.Array about)) {
            return false;
        }
        // The third element holds the flags, the seventh (since 6.0) the ACL categories.
        return mentions(about, 2, "write") || mentions(about, 2, "admin") || mentions(about, 6, "@dangerous");
    }

    private static boolean mentions(Reply.Array about, int index, String word) {
        if (about.items().size() <= index) {
            return false;
        }
        for (Reply one : about.items().get(index).items()) {
            if (one.text().equals(word)) {
                return true;
            }
        }
        return false;
    }
}
