package dev.redkit.embedded;

import dev.redkit.failure.Reason;
import dev.redkit.failure.Unreachable;
import dev.redkit.failure.UsageError;
import dev.redkit.io.UserFolders;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A redis-server that ends with this process, however it ends. A private one is killed and its directory removed; one
 * with a directory of its own saves its data there first, and has {@value #SAVE_SECONDS} seconds for it.
 */
public final class EmbeddedServer implements AutoCloseable {
    private static final int SAVE_SECONDS = 60;
    /** The longest path that fits the socket address of every system. */
    private static final int LONGEST_SOCKET_PATH = 103;

    private final Place place;
    private final Target target;
    private final Watchdog watchdog;
    private boolean closed;

    private EmbeddedServer(Place place, Target target, Watchdog watchdog) {
        this.place = place;
        this.target = target;
        this.watchdog = watchdog;
    }

    /** Starts a server and returns once it answers. */
    public static EmbeddedServer start(EmbeddedOptions options) {
        Path binary = options.binary() == null ? RedisBinary.in(UserFolders.cache(System.getenv())) : options.binary();
        // A free port may be taken by somebody else before the server binds it: then another one is tried.
        for (int attempt = 1; ; attempt++) {
            try {
                return startOnce(options, binary);
            } catch (Unreachable e) {
                if (options.port() != 0 || attempt == Ports.ATTEMPTS || !Ports.wasTaken(e)) {
                    throw e;
                }
            } catch (IOException e) {
                throw new Unreachable("the embedded redis-server cannot be started: " + Reason.of(e), null, e);
            }
        }
    }

    private static EmbeddedServer startOnce(EmbeddedOptions options, Path binary) throws IOException {
        if (options.directory() != null) {
            KeptServer.in(options.directory()).refuseIfRunning();
        }
        Place place = Place.open(options.directory());
        EmbeddedServer server = null;
        try {
            server = launch(options, binary, place);
            Readiness.await(server.target, server.watchdog, place.log(), options.patience());
            return server;
        } catch (RuntimeException | IOException e) {
            if (server != null) {
                server.watchdog.end();
            }
            place.leave();
            throw e;
        }
    }

    private static EmbeddedServer launch(EmbeddedOptions options, Path binary, Place place) throws IOException {
        String password = ServerConfig.newPassword();
        Address address = address(options, place.directory());
        ServerConfig config = new ServerConfig()
                .listenOn(address)
                .set("dir", place.directory())
                .set("requirepass", password)
                .set("enable-debug-command", "local")
                .set("repl-diskless-sync-delay", 0)
                .set("shutdown-timeout", 0);
        if (place.stays()) {
            config.set("shutdown-on-sigterm", "save");
        } else {
            config.set("save", "");
        }
        if (options.replicaOf() != null) {
            config.follow(options.replicaOf());
        }
        config.raw(options.config()).writeTo(place.config());
        ServerLog.create(place.log());
        Path removeAtEnd = place.stays() ? null : place.directory();
        Watchdog watchdog =
                Watchdog.start(binary, place.config(), place.log(), place.stays() ? SAVE_SECONDS : 0, removeAtEnd);
        Target target = Target.standalone(address)
                .credentials(Credentials.of(null, password))
                .build();
        return new EmbeddedServer(place, target, watchdog);
    }

    private static Address address(EmbeddedOptions options, Path directory) throws IOException {
        if (options.unixSocket()) {
            return socketIn(directory);
        }
        boolean cluster = options.config().stream().anyMatch(line -> line.matches("\\s*cluster-enabled\\s+yes\\s*"));
        return Address.of("127.0.0.1", options.port() == 0 ? Ports.free(cluster) : options.port());
    }

    static Address socketIn(Path directory) throws IOException {
        Path socket = directory.resolve("redis.sock");
        if (socket.toString().length() > LONGEST_SOCKET_PATH) {
            throw new UsageError(
                    socket + " is too long for the path of a unix socket", "choose a directory with a shorter path");
        }
        Files.deleteIfExists(socket);
        return Address.unix(socket);
    }

    /** Where it listens, with its password. */
    public Target target() {
        return target;
    }

    /** Its port, or 0 when it listens on a unix socket. */
    public int port() {
        return target.address().port();
    }

    /** Where its data, configuration and log are. */
    public Path directory() {
        return place.directory();
    }

    public long pid() {
        return watchdog.pid();
    }

    /** Stops the server and waits until it is gone. Fails when data that should stay could not be saved. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        int code = watchdog.end();
        place.leave();
        if (place.stays() && code != 0) {
            throw Readiness.failed(
                    "the redis-server in " + directory() + " did not stop in good order (code " + code
                            + "): what it did since its last save may be lost",
                    place.log());
        }
    }

    @Override
    public String toString() {
        return "embedded redis-server " + RedisBinary.VERSION + " at " + target;
    }
}
