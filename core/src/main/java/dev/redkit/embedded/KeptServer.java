package dev.redkit.embedded;

import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.UserFolders;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A redis-server that stays after redkit ends, one for each directory. Its data, configuration, log and what is known
 * of it live in that directory, readable by its owner only.
 */
public final class KeptServer {
    private static final Duration SAVING = Duration.ofMinutes(10);
    private static final long STEP_NANOS = 5_000_000;

    private final Path directory;

    private KeptServer(Path directory) {
        this.directory = directory;
    }

    /** The one in {@code $XDG_STATE_HOME/redkit/server}. */
    public static KeptServer byDefault() {
        return in(UserFolders.state(System.getenv()).resolve("server"));
    }

    public static KeptServer in(Path directory) {
        return new KeptServer(directory.toAbsolutePath().normalize());
    }

    /**
     * What can be said of a kept server; of one that does not run, only its directory.
     *
     * @param address where it listens, or null
     * @param keys the number of keys in all its databases
     */
    public record Status(
            boolean running, Address address, long pid, String version, Duration uptime, long keys, Path directory) {}

    /**
     * Starts the server unless it runs already: true when it was started now.
     *
     * @param port the port on 127.0.0.1; 0 for the one it had before, or any free one
     * @param unixSocket listen on a unix socket in the directory, and on no port
     */
    public boolean start(int port, boolean unixSocket) {
        if (unixSocket && port != 0) {
            throw new UsageError("a server listens on a unix socket or on port " + port + ", not on both");
        }
        Path binary = RedisBinary.in(UserFolders.cache(System.getenv()));
        return locked(() -> {
            Optional<KeptState> before = KeptState.read(directory);
            Status status = status();
            if (status.running()) {
                refuseOtherAddress(status, port, unixSocket);
                return false;
            }
            if (unixSocket) {
                launch(binary, EmbeddedServer.socketIn(directory));
            } else {
                launchOnAPort(binary, port, before);
            }
            return true;
        });
    }

    /** A free port may be taken by somebody else before the server binds it: then another one is tried. */
    private void launchOnAPort(Path binary, int wanted, Optional<KeptState> before) throws IOException {
        for (int attempt = 1; ; attempt++) {
            try {
                launch(binary, Address.of("127.0.0.1", choose(wanted, before)));
                return;
            } catch (Unreachable e) {
                if (wanted != 0 || attempt == Ports.ATTEMPTS || !Ports.wasTaken(e)) {
                    throw e;
                }
            }
        }
    }

    private static int choose(int wanted, Optional<KeptState> before) throws IOException {
        if (wanted != 0) {
            return wanted;
        }
        int last = before.map(state -> state.address().port()).orElse(0);
        return last != 0 && Ports.isFree(last) ? last : Ports.free(false);
    }

    private void refuseOtherAddress(Status status, int port, boolean unixSocket) {
        boolean other = unixSocket != status.address().isUnix()
                || (port != 0 && port != status.address().port());
        if (other && (unixSocket || port != 0)) {
            throw new UsageError(
                    "the redis-server in " + directory + " already runs, at " + status.address(),
                    "stop it first with 'redkit server stop'");
        }
    }

    private void launch(Path binary, Address address) throws IOException {
        Place place = new Place(directory, null);
        String password = ServerConfig.newPassword();
        new ServerConfig()
                .listenOn(address)
                .set("dir", directory)
                .set("requirepass", password)
                .set("shutdown-on-sigterm", "save")
                .set("shutdown-timeout", 0)
                .writeTo(place.config());
        ServerLog.create(place.log());
        Target target = Target.standalone(address)
                .credentials(Credentials.of(null, password))
                .build();
        Watchdog watchdog = Watchdog.start(binary, place.config(), place.log(), 0, null);
        try {
            Readiness.await(target, watchdog, place.log(), Duration.ofSeconds(30));
            String runId = ServerInfo.of(target).text("run_id");
            new KeptState(address, password, watchdog.pid(), runId, binary.toRealPath()).write(directory);
            watchdog.keep();
        } catch (IOException | Failure e) {
            watchdog.end();
            throw e;
        }
    }

    /** How it is. Fails when its process is there but does not answer. */
    public Status status() {
        Optional<KeptState> state = running();
        if (state.isEmpty()) {
            return new Status(false, null, -1, "", Duration.ZERO, 0, directory);
        }
        ServerInfo info = ServerInfo.of(state.get().target());
        return new Status(
                true,
                state.get().address(),
                state.get().pid(),
                info.text("redis_version"),
                Duration.ofSeconds(info.number("uptime_in_seconds")),
                info.keys(),
                directory);
    }

    /** Where it listens, with its password; fails when it does not run. */
    public Target target() {
        return running()
                .map(KeptState::target)
                .orElseThrow(() -> new Unreachable(
                        "no redis-server of redkit runs in " + directory, "start it with 'redkit server start'"));
    }

    /** Saves its data, stops it and waits until it is gone: false when it did not run. */
    public boolean stop() {
        if (!status().running()) {
            return false;
        }
        return locked(() -> {
            Optional<KeptState> state = running();
            if (state.isPresent()) {
                shutDown(state.get());
            }
            return state.isPresent();
        });
    }

    private static void shutDown(KeptState state) {
        try (Wire wire = Wire.open(state.target())) {
            wire.timeout(SAVING);
            Reply reply = wire.call("SHUTDOWN", "SAVE");
            if (reply instanceof Reply.Err error) {
                throw Refusal.failure(error, "SHUTDOWN on " + wire.address());
            }
        } catch (Unreachable e) {
            // The server says goodbye by closing the connection; whether it went is seen from its process.
            awaitEnd(state, e);
        }
    }

    private static void awaitEnd(KeptState state, Unreachable last) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (state.processAlive()) {
            if (System.nanoTime() > deadline) {
                throw new Unreachable(
                        "the redis-server at " + state.address() + " (process " + state.pid() + ") does not stop",
                        "look at redis.log in its directory",
                        last);
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
    }

    void refuseIfRunning() {
        if (running().isPresent()) {
            throw new UsageError(
                    "a redis-server that stays runs in " + directory,
                    "use it, or stop it with 'redkit server stop --dir " + directory + "'");
        }
    }

    /** What is remembered, when the server itself confirms it. */
    private Optional<KeptState> running() {
        try {
            Optional<KeptState> state = KeptState.read(directory);
            if (state.isEmpty() || !state.get().processAlive()) {
                return Optional.empty();
            }
            String runId = ServerInfo.of(state.get().target()).text("run_id");
            return state.filter(known -> known.runId().equals(runId));
        } catch (NotAllowed e) {
            // Another redis-server of redkit has both the process id and the port by now, but not the password.
            return Optional.empty();
        } catch (IOException e) {
            throw new UsageError("the directory " + directory + " cannot be read: " + Reason.of(e), null, e);
        }
    }

    private interface Work {
        boolean run() throws IOException;
    }

    private boolean locked(Work work) {
        try {
            Place place = Place.openForAMoment(directory);
            try {
                return work.run();
            } finally {
                place.leave();
            }
        } catch (IOException e) {
            throw new Unreachable(
                    "the redis-server in " + directory + " cannot be started or stopped: " + Reason.of(e), null, e);
        }
    }
}
