package dev.redkit.target;

import dev.redkit.failure.UsageError;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of a {@link TargetUri}: {@code ?timeout=5s&clientName=nightly}. Names are equal in any case. */
final class UriOptions {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("db", "db"),
            Map.entry("database", "db"),
            Map.entry("timeout", "timeout"),
            Map.entry("clientname", "clientName"),
            Map.entry("client_name", "clientName"),
            Map.entry("protocol", "protocol"),
            Map.entry("sentinelmasterid", "sentinelMasterId"),
            Map.entry("sentinelusername", "sentinelUsername"),
            Map.entry("sentinelpassword", "sentinelPassword"),
            Map.entry("cacert", "cacert"),
            Map.entry("cert", "cert"),
            Map.entry("key", "key"),
            Map.entry("sni", "sni"),
            Map.entry("insecure", "insecure"));
    private static final String KNOWN =
            "db, timeout, clientName, protocol, sentinelUsername, sentinelPassword, cacert, cert, key, sni, insecure";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|)");

    private final Map<String, String> values = new HashMap<>();

    private UriOptions() {}

    static UriOptions parse(String query) {
        UriOptions options = new UriOptions();
        int from = 0;
        while (from < query.length()) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            if (to > from) {
                options.add(query.substring(from, to), query.indexOf('@') < 0);
            }
            from = to + 1;
        }
        return options;
    }

    private void add(String option, boolean repeatable) {
        int equals = option.indexOf('=');
        String given = equals < 0 ? option : option.substring(0, equals);
        String name = NAMES.get(given.toLowerCase(Locale.ROOT));
        if (name == null) {
            // A cut password may stand where a name should: only what looks like a name is repeated.
            boolean harmless = repeatable && equals > 0 && given.matches("[A-Za-z_-]{1,30}");
            throw new UsageError(
                    harmless
                            ? "the server's URI has no option '" + given + "'"
                            : "an option of the server's URI is not name=value",
                    "options are: " + KNOWN);
        }
        String value = equals < 0 ? "" : TargetUri.decode(option.substring(equals + 1), "the option '" + name + "'");
        if (value.isEmpty()) {
            throw new UsageError("the option '" + name + "' of the server's URI has no value");
        }
        if (values.putIfAbsent(name, value) != null) {
            throw new UsageError("the server's URI has the option '" + name + "' twice");
        }
    }

    String db() {
        return values.getOrDefault("db", "");
    }

    String master() {
        return values.getOrDefault("sentinelMasterId", "");
    }

    void apply(Target.Builder builder, boolean tls, boolean sentinels) {
        if (values.containsKey("timeout")) {
            builder.timeout(duration(values.get("timeout")));
        }
        if (values.containsKey("clientName")) {
            builder.clientName(values.get("clientName"));
        }
        if (values.containsKey("protocol")) {
            builder.protocol(protocol(values.get("protocol")));
        }
        applySentinel(builder, sentinels);
        applyTls(builder, tls);
    }

    private void applySentinel(Target.Builder builder, boolean sentinels) {
        String user = values.get("sentinelUsername");
        String password = values.get("sentinelPassword");
        if (!sentinels && (user != null || password != null || values.containsKey("sentinelMasterId"))) {
            throw new UsageError("the server's URI has options for sentinels", "begin it with redis-sentinel://");
        }
        if (user != null && password == null) {
            throw new UsageError("sentinelUsername in the server's URI needs a sentinelPassword");
        }
        if (password != null) {
            builder.sentinelCredentials(Credentials.of(user, password));
        }
    }

    private void applyTls(Target.Builder builder, boolean tls) {
        boolean insecure = yes("insecure");
        Tls wanted = new Tls(path("cacert"), path("cert"), path("key"), values.get("sni"), insecure);
        if (tls) {
            builder.tls(wanted);
        } else if (!wanted.equals(Tls.DEFAULT)) {
            throw new UsageError("the server's URI has TLS options, but is not encrypted", "begin it with rediss://");
        }
    }

    private boolean yes(String name) {
        String value = values.getOrDefault(name, "false");
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new UsageError("the option '" + name + "' of the server's URI is neither true nor false");
        };
    }

    private Path path(String name) {
        String value = values.get(name);
        return value == null ? null : TargetUri.path(value);
    }

    private static int protocol(String value) {
        return switch (value.toLowerCase(Locale.ROOT)) {
            case "2", "resp2" -> 2;
            case "3", "resp3" -> 3;
            default -> throw new UsageError("'" + value + "' in the server's URI is no protocol", "it is 2 or 3");
        };
    }

    /** {@code 500ms}, {@code 5s}; a bare number is seconds, as everywhere on the command line. */
    private static Duration duration(String value) {
        Matcher matcher = DURATION.matcher(value);
        if (!matcher.matches() || matcher.group(1).matches("0+")) {
            throw new UsageError("'" + value + "' in the server's URI is no timeout", "write 500ms, 5s or 1m");
        }
        return Duration.of(
                Long.parseLong(matcher.group(1)),
                switch (matcher.group(2)) {
                    case "ms" -> ChronoUnit.MILLIS;
                    case "m" -> ChronoUnit.MINUTES;
                    case "h" -> ChronoUnit.HOURS;
                    default -> ChronoUnit.SECONDS;
                });
    }
}
