package dev.redkit.shell;

import dev.redkit.commands.Session;
import dev.redkit.grammar.Danger;
import dev.redkit.grammar.Secrecy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells the audit log of commands that changed something for good: when they are done, in a transaction not before EXEC. */
final class Deeds {
    private final Session session;
    private final Connection connection;
    private final List<String> queued = new ArrayList<>();

    Deeds(Session session, Connection connection) {
        this.session = session;
        this.connection = connection;
    }

    /**
     * A command was answered, and not with an error.
     *
     * @param inTransaction the server only queued it
     * @param nothing the reply was nil: an EXEC that a WATCH called off
     */
    void answered(List<String> words, boolean inTransaction, boolean nothing) {
        switch (words.get(0).toUpperCase(Locale.ROOT)) {
            case "MULTI", "DISCARD" -> queued.clear();
            case "EXEC" -> {
                if (!nothing) {
                    queued.forEach(this::note);
                }
                queued.clear();
            }
            default -> {
                if (Danger.lasts(words)) {
                    String line = String.join(" ", Secrecy.masked(words));
                    if (inTransaction) {
                        queued.add(line);
                    } else {
                        note(line);
                    }
                }
            }
        }
    }

    private void note(String line) {
        session.audit()
                .add(connection.target().toString(), "shell " + line, 1)
                .ifPresent(why -> session.console().warn(why));
    }
}
