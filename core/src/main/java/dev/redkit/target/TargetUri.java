package dev.redkit.target;

import dev.redkit.failure.UsageError;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A target as one line:
 *
 * <pre>
 * redis://[[user]:password@]host[:port][/db][?option=value&amp;…]      also valkey://; with TLS rediss://, valkeys://
 * redis://host:port,host:port,…                                     the seeds of a cluster
 * redis-sentinel://host[:port],…[/db][?…]#master                    with TLS rediss-sentinel://
 * redis-socket://[[user]:password@]/path[?db=1]                     also unix://
 * </pre>
 *
 * Everything may be percent-encoded, and {@code / ? # @} in a password must be. A user info without a colon is the
 * password, as for redis-cli. What is wrong is a {@link UsageError} that never repeats the user info.
 */
public final class TargetUri {
    private static final int SENTINEL_PORT = 26_379;
    private static final String SCHEMES =
            "redis, rediss, valkey, valkeys, redis-sentinel, rediss-sentinel, redis-socket," + " unix";

    private enum Kind {
        SERVER,
        SENTINEL,
        SOCKET
    }

    private final Kind kind;
    private final boolean tls;
    private final String userInfo;
    private final String hosts;
    private final String path;
    private final UriOptions options;
    private final String fragment;

    private TargetUri(String uri) {
        int colon = uri.indexOf("://");
        if (colon < 1) {
            throw new UsageError("the server's URI has no scheme", "begin it with redis:// or rediss://");
        }
        String scheme = uri.substring(0, colon).toLowerCase(Locale.ROOT);
        kind = kind(scheme);
        tls = scheme.startsWith("rediss") || scheme.equals("valkeys");
        String rest = uri.substring(colon + 3);
        int hash = rest.indexOf('#');
        fragment = hash < 0 ? "" : decode(rest.substring(hash + 1), "the part after '#'");
        rest = hash < 0 ? rest : rest.substring(0, hash);
        int question = rest.indexOf('?');
        String query = question < 0 ? "" : rest.substring(question + 1);
        rest = question < 0 ? rest : rest.substring(0, question);
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        path = slash < 0 ? "" : rest.substring(slash);
        int at = authority.lastIndexOf('@');
        // An '@' further on means that a password was cut at its '/', '?' or '#': no part of it may be repeated.
        if (looksCut(authority, query)) {
            throw badUserInfo();
        }
        userInfo = at < 0 ? null : authority.substring(0, at);
        hosts = authority.substring(at + 1);
        options = UriOptions.parse(query);
    }

    /** After the hosts an {@code @} is well placed only in the value of an option, and in the path of a socket. */
    private boolean looksCut(String authority, String query) {
        int inQuery = query.indexOf('@');
        boolean inName = inQuery >= 0 && (query.indexOf('=') < 0 || inQuery < query.indexOf('='));
        boolean inPath = kind != Kind.SOCKET && path.indexOf('@') >= 0;
        boolean clean = authority.indexOf('@') >= 0 || authority.matches("[^:]*(:\\d+)?|\\[.*");
        return inName || inPath || fragment.indexOf('@') >= 0 || (inQuery >= 0 && !clean);
    }

    private static UsageError badUserInfo() {
        return new UsageError(
                "the user or password in the server's URI is not percent-encoded",
                "write %2F for '/', %3F for '?', %23 for '#', %40 for '@', %25 for '%'");
    }

    private static Kind kind(String scheme) {
        return switch (scheme) {
            case "redis", "rediss", "valkey", "valkeys" -> Kind.SERVER;
            case "redis-sentinel", "rediss-sentinel" -> Kind.SENTINEL;
            case "redis-socket", "unix" -> Kind.SOCKET;
            default ->
                throw new UsageError(
                        scheme.matches("[a-z0-9+.-]+")
                                ? "a server's URI cannot begin with '" + scheme + "://'"
                                : "the server's URI has no scheme",
                        "schemes are: " + SCHEMES);
        };
    }

    /** Reads one URI. */
    public static Target.Builder parse(String uri) {
        return new TargetUri(uri).target();
    }

    /** Reads several URIs, which name the seeds of one cluster; all but the addresses is taken from the first. */
    public static Target.Builder parse(List<String> uris) {
        TargetUri first = new TargetUri(uris.get(0));
        if (uris.size() == 1) {
            return first.target();
        }
        List<Address> seeds = new ArrayList<>();
        for (String uri : uris) {
            TargetUri one = new TargetUri(uri);
            if (one.kind != Kind.SERVER) {
                throw new UsageError("several URIs are the seeds of a cluster: all must be redis:// or rediss://");
            }
            if (one.tls != first.tls) {
                throw new UsageError("some of the cluster's URIs ask for TLS and some do not");
            }
            seeds.addAll(one.addresses(Address.DEFAULT_PORT));
        }
        return first.adorn(Target.cluster(seeds));
    }

    private Target.Builder target() {
        if (kind != Kind.SENTINEL && !fragment.isEmpty()) {
            throw new UsageError("'#' and a master's name belong to redis-sentinel:// only");
        }
        return adorn(
                switch (kind) {
                    case SOCKET -> Target.standalone(socket());
                    case SENTINEL -> Target.sentinel(addresses(SENTINEL_PORT), master());
                    case SERVER -> {
                        List<Address> addresses = addresses(Address.DEFAULT_PORT);
                        yield addresses.size() == 1 ? Target.standalone(addresses.get(0)) : Target.cluster(addresses);
                    }
                });
    }

    private String master() {
        String master = fragment.isEmpty() ? options.master() : fragment;
        if (master.isEmpty()) {
            throw new UsageError("a redis-sentinel:// URI needs the master's name", "append it after a '#'");
        }
        return master;
    }

    private Address socket() {
        String file = decode(path, "the path");
        if (!hosts.isEmpty() || file.length() < 2) {
            throw new UsageError("the URI of a unix socket needs an absolute path", "as in unix:///run/redis.sock");
        }
        return Address.unix(path(file));
    }

    private List<Address> addresses(int defaultPort) {
        if (hosts.isEmpty()) {
            throw new UsageError("the server's URI names no host");
        }
        List<Address> addresses = new ArrayList<>();
        int from = 0;
        while (from <= hosts.length()) {
            int comma = hosts.indexOf(',', from);
            int to = comma < 0 ? hosts.length() : comma;
            addresses.add(address(hosts.substring(from, to), defaultPort));
            from = to + 1;
        }
        return addresses;
    }

    private static Address address(String text, int defaultPort) {
        String host = decode(text, "the host");
        if (!host.startsWith("[") && host.indexOf(':') != host.lastIndexOf(':')) {
            throw new UsageError("'" + host + "' in the server's URI is not host:port", "IPv6 is written [::1]:6379");
        }
        return Address.parse(host, defaultPort);
    }

    private Target.Builder adorn(Target.Builder builder) {
        if (userInfo != null) {
            builder.credentials(credentials());
        }
        builder.db(db());
        options.apply(builder, tls, kind == Kind.SENTINEL);
        return builder;
    }

    private Credentials credentials() {
        int colon = userInfo.indexOf(':');
        String user = colon < 0 ? "" : decode(userInfo.substring(0, colon), "the user");
        String password = decode(userInfo.substring(colon + 1), "the password");
        if (password.isEmpty()) {
            throw new UsageError("the server's URI names a user but no password", "write user:password@host");
        }
        return Credentials.of(user.isEmpty() ? null : user, password);
    }

    private int db() {
        String inPath = kind == Kind.SOCKET || path.length() < 2 ? "" : path.substring(1);
        if (!inPath.isEmpty() && !options.db().isEmpty()) {
            throw new UsageError("the server's URI names the database twice, in its path and as an option");
        }
        String digits = inPath.isEmpty() ? options.db() : inPath;
        if (!digits.isEmpty() && !digits.matches("\\d{1,9}")) {
            throw new UsageError("'" + digits + "' in the server's URI is not a database number");
        }
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    /** A file that the URI names. */
    static Path path(String file) {
        try {
            return Path.of(file);
        } catch (InvalidPathException e) {
            throw new UsageError("the server's URI names a file that cannot exist: " + e.getReason(), null, e);
        }
    }

    /** Percent-decodes; what is damaged is named by its place only, for it may be secret. */
    static String decode(String text, String place) {
        return PercentCoding.decode(text)
                .orElseThrow(() -> new UsageError(
                        "a '%' in " + place + " of the server's URI is not followed by two hex digits of valid UTF-8",
                        "write %25 for '%'"));
    }
}
