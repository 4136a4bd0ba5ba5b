package dev.redkit.embedded;

import dev.redkit.failure.UsageError;
import dev.redkit.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What kind of server to start.
 *
 * @param directory where its data stay after it is closed, or null: a private directory that is deleted
 * @param port the port on 127.0.0.1, or 0: any free one
 * @param unixSocket listen on a unix socket in the directory, and on no port
 * @param config further lines of redis.conf; a later line wins over redkit's own
 * @param replicaOf the master to follow, or null
 * @param binary an installed redis-server or valkey-server to run, or null: the one that redkit brings along
 * @param patience how long the server may take until it answers; time spent loading its data set is not counted
 */
public record EmbeddedOptions(
        Path directory,
        int port,
        boolean unixSocket,
        List<String> config,
        Target replicaOf,
        Path binary,
        Duration patience) {
    /** A private server on a free port. */
    public static final EmbeddedOptions PRIVATE =
            new EmbeddedOptions(null, 0, false, List.of(), null, null, Duration.ofSeconds(30));

    public EmbeddedOptions {
        config = List.copyOf(config);
        if (port < 0 || port > 65_535) {
            throw new UsageError("port " + port + " is not between 0 (any free one) and 65535");
        }
        if (unixSocket && port != 0) {
            throw new UsageError("a server listens on a unix socket or on port " + port + ", not on both");
        }
        if (replicaOf != null && replicaOf.address().isUnix()) {
            throw new UsageError("a replica cannot follow " + replicaOf + ": replication needs a port");
        }
    }

    public EmbeddedOptions directory(Path value) {
        return new EmbeddedOptions(value, port, unixSocket, config, replicaOf, binary, patience);
    }

    public EmbeddedOptions port(int value) {
        return new EmbeddedOptions(directory, value, unixSocket, config, replicaOf, binary, patience);
    }

    public EmbeddedOptions onUnixSocket() {
        return new EmbeddedOptions(directory, port, true, config, replicaOf, binary, patience);
    }

    public EmbeddedOptions config(String... lines) {
        return new EmbeddedOptions(directory, port, unixSocket, List.of(lines), replicaOf, binary, patience);
    }

    public EmbeddedOptions replicaOf(Target value) {
        return new EmbeddedOptions(directory, port, unixSocket, config, value, binary, patience);
    }

    public EmbeddedOptions binary(Path value) {
        return new EmbeddedOptions(directory, port, unixSocket, config, replicaOf, value, patience);
    }
}
