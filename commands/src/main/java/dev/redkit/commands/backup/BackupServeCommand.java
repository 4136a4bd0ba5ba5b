package dev.redkit.commands.backup;

import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.Partial;
import dev.redkit.io.Progress;
import dev.redkit.render.Value;
import dev.redkit.restore.Ttl;
import dev.redkit.serve.Serving;
import dev.redkit.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** {@code redkit backup serve}: a read-only server that shows what is in a backup. */
final class BackupServeCommand implements Action {
    private final Session session;
    private final Arg source;
    private final Arg server;
    private final Arg port;
    private final Arg ttl;
    private final Arg time;
    private final BackupPassphrase passphrase;

    BackupServeCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Start a server on a copy of a backup, on loopback, with a password, and without writes: any client can"
                        + " look into the backup with any command that reads. It ends with Ctrl-C, and the copy goes.",
                "The server is the redis-server 7.0 that redkit brings along, or an installed one. A backup that it cannot"
                        + " load is written anew for it; what had to be left out is named.");
        syntax.examples(
                "redkit backup serve dump.rdb",
                "redkit backup serve /backups/cache-20261129T020000000Z --server /usr/bin/valkey-server",
                "redkit backup serve last-week.rdb --ttl drop # sessions that have expired since, too");
        source = syntax.parameter("BACKUP", "an RDB file, or a folder of backup take", true);
        server = syntax.path("PROGRAM", "an installed redis-server or valkey-server to run", "--server");
        port = syntax.option("N", "the port to listen on (default: any free one)", "--port");
        ttl = syntax.oneOf(
                "keep: keys that have expired since the backup are gone; drop: no key expires (default: keep)",
                List.of("keep", "drop"),
                "--ttl");
        time = syntax.option("TIME", "end after that long (default: with Ctrl-C)", "--for");
        passphrase = new BackupPassphrase(syntax);
    }

    @Override
    public void run() {
        Serving.Wish wish = new Serving.Wish(
                server.present() ? Path.of(server.text().replace("\0", "\\0")) : null,
                (int) port.number(0, 1, 65_535),
                ttl.text("keep").equals(Arg.word(Ttl.KEEP)));
        long most = time.present()
                ? time.duration(Duration.ZERO).toMillis()
                : Duration.ofDays(3650).toMillis();
        session.cancellation().watch();
        BackupFile backup = BackupFile.of(source.text(), session.console().in(), passphrase.orNone());
        try (Serving serving = started(backup, wish)) {
            serving.leftOut().forEach(what -> session.console().warn("left out: " + what));
            show(serving);
            session.console().flush();
            session.console().note("Serving " + backup.name() + " until Ctrl-C");
            session.cancellation().pause(most);
            if (!serving.leftOut().isEmpty() && !session.cancellation().requested()) {
                throw new Partial("not all of " + backup.name() + " was shown", null);
            }
        }
    }

    private Serving started(BackupFile backup, Serving.Wish wish) {
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        try (ProgressMeter meter = session.meter("load", progress)) {
            return Serving.start(backup, wish, InstantSource.system());
        }
    }

    private void show(Serving serving) {
        Target target = serving.target();
        String uri = "redis://:" + target.credentials().password() + "@" + target.address();
        session.renderer()
                .document(new Value.Fields()
                        .put("uri", uri)
                        .put("host", target.address().host())
                        .put("port", target.address().port())
                        .put("converted", serving.converted())
                        .put("left_out", Value.list(serving.leftOut())));
    }
}
