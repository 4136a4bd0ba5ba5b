package dev.redkit.embedded;

import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Wire;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The server's own word on itself. */
final class ServerInfo {
    private static final Pattern KEYS = Pattern.compile("keys=(\\d+)");

    private final Map<String, String> values = new HashMap<>();

    static ServerInfo of(Target target) {
        ServerInfo info = new ServerInfo();
        try (Wire wire = Wire.open(target)) {
            info.values.putAll(InfoText.fields(wire.demand("INFO").text()));
        }
        return info;
    }

    String text(String name) {
        return values.getOrDefault(name, "");
    }

    long number(String name) {
        return Long.parseLong(values.getOrDefault(name, "0"));
    }

    /** The sum over all databases. */
    long keys() {
        long sum = 0;
        for (Map.Entry<String, String> entry : values.entrySet()) {
            Matcher matcher = KEYS.matcher(entry.getValue());
            if (entry.getKey().matches("db\\d+") && matcher.find()) {
                sum += Long.parseLong(matcher.group(1));
            }
        }
        return sum;
    }
}
