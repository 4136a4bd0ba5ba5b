package dev.redkit.commands;

import dev.redkit.embedded.KeptServer;
import dev.redkit.io.Durations;
import dev.redkit.render.Format;
import dev.redkit.render.Value;
import java.nio.file.Path;

/** {@code redkit server start|stop|status}: the redis-server that redkit brings along, and that stays. */
final class ServerCommand {
    private final Session session;

    private ServerCommand(Session session) {
        this.session = session;
    }

    static void describe(Syntax syntax, Session session) {
        ServerCommand server = new ServerCommand(session);
        syntax.description(
                "Start, stop and look at a redis-server that stays when redkit ends.",
                "It is the redis-server 7.0 that redkit brings along; nothing has to be installed. Each directory has"
                        + " at most one. It listens on 127.0.0.1 or on a unix socket only, with a password of its own"
                        + " that --embedded DIR and the other commands find in the directory.");
        Syntax start = syntax.subcommand("start", "Start the server of a directory, unless it runs");
        Arg startDir = directory(start);
        Arg port =
                start.option("PORT", "port on 127.0.0.1 (default: the one it had before, or any free one)", "--port");
        Arg socket = start.flag("listen on a unix socket in the directory, and on no port", "--unix");
        start.action(() -> server.start(startDir, port, socket));
        start.examples("redkit server start", "redkit server start --dir ./data --port 7000");
        Syntax stop = syntax.subcommand("stop", "Save its data and stop it");
        Arg stopDir = directory(stop);
        stop.action(() -> server.stop(stopDir));
        Syntax status = syntax.subcommand("status", "Show whether it runs, and where");
        Arg statusDir = directory(status);
        status.action(() -> server.show(at(statusDir).status()));
        status.examples("redkit server status -o json");
    }

    private static Arg directory(Syntax syntax) {
        return syntax.option("DIR", "its directory (default: redkit's own, in $XDG_STATE_HOME)", "--dir");
    }

    private static KeptServer at(Arg directory) {
        return directory.present() ? KeptServer.in(Path.of(directory.text())) : KeptServer.byDefault();
    }

    private void start(Arg directory, Arg port, Arg socket) {
        KeptServer server = at(directory);
        if (session.dryRun()) {
            session.console()
                    .line("would start a redis-server in " + server.status().directory());
            return;
        }
        boolean started = server.start((int) port.number(0, 1, 65_535), socket.present());
        session.console().note(started ? "started" : "it runs already");
        show(server.status());
    }

    private void stop(Arg directory) {
        KeptServer server = at(directory);
        if (session.dryRun()) {
            session.console()
                    .line("would stop the redis-server in " + server.status().directory());
            return;
        }
        boolean stopped = server.stop();
        if (stopped) {
            session.audit()
                    .add(server.status().directory().toString(), "server stop", 1)
                    .ifPresent(why -> session.console().warn(why));
        }
        session.console().note(stopped ? "stopped" : "it does not run");
    }

    private void show(KeptServer.Status status) {
        Value.Fields fields = new Value.Fields().put("running", status.running());
        fields.put("directory", status.directory().toString());
        if (status.running()) {
            fields.put("address", status.address().toString());
            fields.put("pid", status.pid());
            fields.put("version", status.version());
            Value uptime = Value.of(status.uptime().toSeconds());
            boolean people = session.format() == Format.TABLE;
            fields.put("uptime_seconds", people ? new Value.Shown(uptime, Durations.format(status.uptime())) : uptime);
            fields.put("keys", status.keys());
        }
        session.renderer().document(fields);
    }
}
