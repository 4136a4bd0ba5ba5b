package dev.redkit.cli;

import dev.redkit.audit.Audit;
import dev.redkit.commands.Cancellation;
import dev.redkit.commands.Session;
import dev.redkit.commands.ShellWishes;
import dev.redkit.commands.Syntax;
import dev.redkit.console.Console;
import dev.redkit.console.ProgressStyle;
import dev.redkit.embedded.EmbeddedOptions;
import dev.redkit.embedded.EmbeddedServer;
import dev.redkit.embedded.KeptServer;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import dev.redkit.render.Format;
import dev.redkit.shell.Shell;
import dev.redkit.shell.Surroundings;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.ParameterException;

/** The session of one run: what options, environment, profile and defaults say together. */
final class CliSession implements Session, Surroundings, AutoCloseable {
    private final Program program;
    private final Console console;
    private final Map<String, String> env;
    private final Syntax root;
    private final GlobalOptions options;
    private final Cancellation cancellation;
    private Targets targets;
    private Target target;
    private EmbeddedServer embedded;
    private SshTunnel tunnel;
    private Redis redis;

    CliSession(Program program, Syntax root, GlobalOptions options) {
        this.program = program;
        this.console = program.console();
        this.env = program.env();
        this.cancellation = program.cancellation();
        this.root = root;
        this.options = options;
    }

    @Override
    public Console console() {
        return console;
    }

    private Targets targets() {
        if (targets == null) {
            targets = new Targets(
                    options,
                    env,
                    console,
                    program.settled() == null ? null : program.settled().profile());
        }
        return targets;
    }

    @Override
    public Target target() {
        if (target == null) {
            target = program.settled() != null && !targets().namesAnother()
                    ? targets().adjusted(program.settled().server())
                    : options.embedded.present() ? embed() : tunnelled(targets().resolve());
            console.debug("target: " + target + ", credentials: " + target.credentials() + ", "
                    + targets().inUse());
        }
        return target;
    }

    /** A server for this run; or, where one of that directory runs and stays, that one. */
    private Target embed() {
        int db = (int) options.db.number(0, 0, Integer.MAX_VALUE);
        Target.Builder builder = embeddedTarget(options.embedded.text()).but().db(db);
        targets().behaviour(builder);
        return builder.build();
    }

    private Target embeddedTarget(String directory) {
        if (directory.isEmpty()) {
            embedded = EmbeddedServer.start(EmbeddedOptions.PRIVATE);
            return embedded.target();
        }
        KeptServer kept = KeptServer.in(Path.of(directory));
        if (kept.status().running()) {
            return kept.target();
        }
        embedded = EmbeddedServer.start(EmbeddedOptions.PRIVATE.directory(Path.of(directory)));
        return embedded.target();
    }

    private Target tunnelled(Target direct) {
        String bastion = targets().bastion();
        if (bastion == null) {
            return direct;
        }
        tunnel = SshTunnel.open(bastion, direct);
        return tunnel.through(direct);
    }

    @Override
    public Wire wire(Duration patience) {
        return wire(target().but().timeout(patience).build());
    }

    @Override
    public Wire wire(Target here) {
        return switch (here.mode()) {
            case STANDALONE -> Wire.open(here);
            case CLUSTER -> firstSeed(here);
            case SENTINEL -> masterOf(here);
        };
    }

    @Override
    public Wire wireTo(Address node) {
        return Wire.open(target().node(node));
    }

    private static Wire firstSeed(Target cluster) {
        Unreachable last = null;
        for (Address seed : cluster.addresses()) {
            try {
                return Wire.open(cluster.node(seed));
            } catch (Unreachable e) {
                last = e;
            }
        }
        throw last;
    }

    private static Wire masterOf(Target sentinels) {
        try (Redis behind = Redis.open(sentinels)) {
            return behind.wire();
        }
    }

    @Override
    public Redis redis() {
        if (redis == null) {
            redis = Redis.open(target());
        }
        return redis;
    }

    @Override
    public Format format() {
        return options.output.choice(Format.TABLE);
    }

    @Override
    public ProgressStyle progress() {
        return options.progress.choice(ProgressStyle.AUTO);
    }

    @Override
    public Duration timeout() {
        return target().timeout();
    }

    @Override
    public boolean timeoutGiven() {
        return options.timeout.present();
    }

    @Override
    public boolean dryRun() {
        return options.dryRun.present();
    }

    @Override
    public boolean isProtected() {
        return targets().inUse().flag("protected");
    }

    @Override
    public Audit audit() {
        return Audit.of(env, InstantSource.system());
    }

    @Override
    public Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public Syntax root() {
        return root;
    }

    @Override
    public int runOn(Target server, String... words) {
        return run(server, console, cancellation, words);
    }

    @Override
    public void shell(ShellWishes wishes) {
        target();
        Shell.run(this, wishes);
    }

    // ---- around a shell

    @Override
    public Session session() {
        return this;
    }

    @Override
    public Map<String, String> env() {
        return env;
    }

    @Override
    public String profile() {
        return targets().inUse().name();
    }

    @Override
    public List<String> profiles() {
        Path file = ConfigFile.path(env);
        return Files.exists(file) ? ConfigFile.read(file).names() : List.of();
    }

    @Override
    public int run(Target server, Console itsConsole, Cancellation itsCancellation, String... words) {
        Program inside = new Program(
                itsConsole,
                env,
                itsCancellation,
                new Program.Settled(server, targets().inUse()));
        return inside.run(words);
    }

    @Override
    public Surroundings elsewhere(String... words) {
        Syntax syntax = new Syntax("redkit", "A toolkit for Redis and Valkey");
        GlobalOptions its = new GlobalOptions(syntax);
        Program anew = new Program(console, env, cancellation);
        CliSession session = new CliSession(anew, syntax, its);
        Words line = new Words(syntax, its, session);
        try {
            line.parse(words);
        } catch (ParameterException e) {
            throw line.explain(e);
        }
        session.target();
        return session;
    }

    @Override
    public ProcessBuilder process(String line) {
        return HiddenWords.keptFrom(new ProcessBuilder("/bin/sh", "-c", line));
    }

    @Override
    public Path saveProfile(String name, String passCommand, boolean guarded, boolean standard) {
        return new ProfileWriter(options, ConfigFile.path(env), console)
                .write(name, passCommand, guarded, standard, dryRun());
    }

    @Override
    public void close() {
        if (redis != null) {
            redis.close();
        }
        if (tunnel != null) {
            tunnel.close();
        }
        if (embedded != null) {
            embedded.close();
        }
    }
}
