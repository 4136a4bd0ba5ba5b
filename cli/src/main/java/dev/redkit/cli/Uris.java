package dev.redkit.cli;

import dev.redkit.failure.UsageError;
import dev.redkit.target.Address;
import dev.redkit.target.Credentials;
import dev.redkit.target.Target;
import dev.redkit.target.Tls;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Targets as URIs: {@code redis://user:password@host:port/db}, {@code rediss://}, {@code redis-socket:///path?db=1},
 * {@code redis-sentinel://host,host:port/db#master}. No complaint about one repeats it: it may hold a password.
 */
final class Uris {
    private static final int SENTINEL_PORT = 26_379;

    private Uris() {}

    static Target.Builder parse(String uri) {
        int end = uri.indexOf("://");
        if (end < 0) {
            throw new UsageError(
                    "the URI has no scheme", "write redis://HOST:PORT/DB, rediss://…, redis-socket:///PATH, …");
        }
        String scheme = uri.substring(0, end);
        String rest = uri.substring(end + 3);
        return switch (scheme) {
            case "redis", "valkey" -> server(rest, null);
            case "rediss", "valkeys" -> server(rest, Tls.DEFAULT);
            case "redis-socket", "redis+socket", "unix" -> socket(rest);
            case "redis-sentinel" -> sentinel(rest, null);
            case "rediss-sentinel" -> sentinel(rest, Tls.DEFAULT);
            default ->
                throw new UsageError(
                        "'" + scheme + "://' is not a scheme for Redis",
                        "there are redis, rediss, redis-socket and redis-sentinel");
        };
    }

    private static Target.Builder server(String rest, Tls tls) {
        String path = withoutUser(rest);
        int slash = path.indexOf('/');
        String host = slash < 0 ? path : path.substring(0, slash);
        if (host.isEmpty() || host.startsWith(":")) {
            host = "127.0.0.1" + host;
        }
        Target.Builder builder = Target.standalone(Address.parse(host, Address.DEFAULT_PORT));
        return common(builder, rest, slash < 0 ? "" : path.substring(slash + 1), tls);
    }

    private static Target.Builder socket(String rest) {
        String path = withoutUser(rest);
        int query = path.indexOf('?');
        String file = decode(query < 0 ? path : path.substring(0, query));
        if (!file.startsWith("/")) {
            throw new UsageError("the path of a socket URI starts with '/'", "write redis-socket:///run/redis.sock");
        }
        String db = query < 0 ? "" : path.substring(query + 1);
        if (!db.isEmpty() && !db.startsWith("db=")) {
            throw new UsageError("after '?' a socket URI has only 'db=NUMBER'");
        }
        return common(Target.standalone(Address.unix(Path.of(file))), rest, db.isEmpty() ? "" : db.substring(3), null);
    }

    private static Target.Builder sentinel(String rest, Tls tls) {
        String path = withoutUser(rest);
        int hash = path.indexOf('#');
        if (hash < 0 || hash == path.length() - 1) {
            throw new UsageError("a sentinel URI ends with '#' and the name of the master");
        }
        String before = path.substring(0, hash);
        int slash = before.indexOf('/');
        List<Address> sentinels = new ArrayList<>();
        for (String one : (slash < 0 ? before : before.substring(0, slash)).split(",", -1)) {
            sentinels.add(Address.parse(one, SENTINEL_PORT));
        }
        Target.Builder builder = Target.sentinel(sentinels, decode(path.substring(hash + 1)));
        return common(builder, rest, slash < 0 ? "" : before.substring(slash + 1), tls);
    }

    private static Target.Builder common(Target.Builder builder, String rest, String db, Tls tls) {
        if (!db.isEmpty()) {
            try {
                builder.db(Integer.parseInt(db));
            } catch (NumberFormatException e) {
                throw new UsageError("the database of a URI is a number, not '" + db + "'");
            }
        }
        int at = rest.lastIndexOf('@');
        if (at > 0) {
            String who = rest.substring(0, at);
            int colon = who.indexOf(':');
            // redis-cli and most libraries take a lone word for the password.
            String user = colon <= 0 ? null : decode(who.substring(0, colon));
            builder.credentials(Credentials.of(user, decode(who.substring(colon + 1))));
        }
        return tls == null ? builder : builder.tls(tls);
    }

    private static String withoutUser(String rest) {
        return rest.substring(rest.lastIndexOf('@') + 1);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new UsageError("a '%' in the URI is not followed by two hexadecimal digits", null, e);
        }
    }
}
