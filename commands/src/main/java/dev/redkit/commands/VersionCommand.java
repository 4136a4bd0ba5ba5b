package dev.redkit.commands;

/** {@code redkit version}. */
final class VersionCommand implements Action {
    private final Session session;

    VersionCommand(Syntax syntax, Session session) {
        this.session = session;
    }

    @Override
    public void run() {
        session.console().line("redkit 0.1.0-SNAPSHOT");
    }
}
