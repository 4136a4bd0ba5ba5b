package dev.redkit.target;

import dev.redkit.failure.UsageError;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.Objects;

/** One endpoint: a host and port, or the path of a unix socket. Names are resolved anew on every connect. */
public record Address(String host, int port, Path socket) {
    public static final int DEFAULT_PORT = 6379;

    public Address {
        if (socket == null && (host == null || host.isEmpty())) {
            throw new UsageError("a server address needs a host");
        }
        if (socket == null && (port < 1 || port > 65_535)) {
            throw new UsageError("port " + port + " is not between 1 and 65535");
        }
    }

    public static Address of(String host, int port) {
        return new Address(host, port, null);
    }

    public static Address unix(Path socket) {
        return new Address(null, 0, socket);
    }

    /** {@code host}, {@code host:port}, {@code [v6]:port}, a bare v6 address, or {@code /path/of.sock}. */
    public static Address parse(String text, int defaultPort) {
        if (text.startsWith("/")) {
            return unix(Path.of(text));
        }
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            if (end < 0) {
                throw new UsageError("'" + text + "' is not an address: ']' is missing");
            }
            String rest = text.substring(end + 1);
            if (rest.isEmpty()) {
                return of(text.substring(1, end), defaultPort);
            }
            if (!rest.startsWith(":")) {
                throw new UsageError("'" + text + "' is not an address: ':' and a port should follow ']'");
            }
            return of(text.substring(1, end), port(rest.substring(1), text));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0 || text.indexOf(':') != colon) {
            return of(text, defaultPort);
        }
        return of(text.substring(0, colon), port(text.substring(colon + 1), text));
    }

    private static int port(String digits, String whole) {
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new UsageError("'" + digits + "' in '" + whole + "' is not a port");
        }
    }

    // Written out: what a record makes of itself for these costs a start some 20 ms (docs/startup.md).
    @Override
    public boolean equals(Object other) {
        return other instanceof Address that
                && port == that.port
                && Objects.equals(host, that.host)
                && Objects.equals(socket, that.socket);
    }

    @Override
    public int hashCode() {
        return 31 * (isUnix() ? socket.hashCode() : host.hashCode()) + port;
    }

    public boolean isUnix() {
        return socket != null;
    }

    /** The address to connect to, freshly resolved. */
    public SocketAddress resolve() {
        return isUnix() ? UnixDomainSocketAddress.of(socket) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        if (isUnix()) {
            return socket.toString();
        }
        return (host.indexOf(':') >= 0 ? '[' + host + ']' : host) + ':' + port;
    }
}
