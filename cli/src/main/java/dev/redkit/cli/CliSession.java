package dev.redkit.cli;

import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.failure.UsageError;
import dev.redkit.render.Format;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The session of one run: what options, environment, profile and defaults say together. */
final class CliSession implements Session, AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Console console;
    private final Map<String, String> env;
    private final GlobalOptions options;
    private final Cancellation cancellation;
    private Target target;

    CliSession(Console console, Map<String, String> env, GlobalOptions options, Cancellation cancellation) {
        this.console = console;
        this.env = env;
        this.options = options;
        this.cancellation = cancellation;
    }

    @Override
    public Console console() {
        return console;
    }

    @Override
    public Target target() {
        if (target == null) {
            target = resolve();
            console.debug("target: " + target);
        }
        return target;
    }

    private Target resolve() {
        Address address = options.socket.present()
                ? Address.unix(Path.of(options.socket.text()))
                : Address.of(options.host.text("127.0.0.1"), (int) options.port.number(6379, 1, 65_535));
        Target.Builder builder = Target.standalone(address)
                .db((int) options.db.number(0, 0, Integer.MAX_VALUE))
                .protocol((int) options.resp.number(3, 2, 3))
                .timeout(timeout());
        String password = options.pass.text(env.get("REDISCLI_AUTH"));
        if (password != null) {
            builder.credentials(Credentials.of(options.user.text(), password));
        } else if (options.user.present()) {
            throw new UsageError("--user needs a password", "give it with --askpass or --pass-file");
        }
        return builder.build();
    }

    @Override
    public Wire wire() {
        return Wire.open(target());
    }

    @Override
    public Format format() {
        return options.output.choice(Format.TABLE);
    }

    @Override
    public Duration timeout() {
        return options.timeout.duration(TIMEOUT);
    }

    @Override
    public boolean dryRun() {
        return options.dryRun.present();
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void close() {}
}
