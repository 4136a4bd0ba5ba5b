package dev.redkit.commands;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;

/** {@code redkit ping}: does it answer, and how fast. */
final class PingCommand implements Action {
    private final Session session;
    private final Arg message;

    PingCommand(Syntax syntax, Session session) {
        this.session = session;
        message = syntax.parameter("MESSAGE", "what the server shall say back", false);
    }

    @Override
    public void run() {
        try (Wire wire = session.wire()) {
            Reply reply = message.present() ? wire.demand("PING", message.text()) : wire.demand("PING");
            session.console().line(reply.text());
        }
    }
}
