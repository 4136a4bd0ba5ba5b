package dev.redkit.top;

import dev.redkit.redis.ServerLatency;
import java.util.Set;
import java.util.TreeSet;

/** Two looks at the same server, or the first one and its whole life before. */
final class Between {
    private static final String COMMAND = "cmdstat_";

    private final Look before;
    private final Look now;

    /** {@code before} is null where there is none. */
    Between(Look before, Look now) {
        this.before = before;
        this.now = now;
    }

    double seconds() {
        double uptime = Math.max(1, now.number("uptime_in_seconds"));
        return before == null ? uptime : Math.max(1e-9, (now.nanos() - before.nanos()) / 1e9);
    }

    /** How much a counter has grown; CONFIG RESETSTAT sets it back, which is no shrinking. */
    double more(String name) {
        return Math.max(0, now.number(name) - (before == null ? 0 : before.number(name)));
    }

    double perSecond(String name) {
        return more(name) / seconds();
    }

    double morePart(String field, String part) {
        double then = before == null ? 0 : Look.part(before.info().getOrDefault(field, ""), part);
        return Math.max(0, Look.part(now.info().getOrDefault(field, ""), part) - then);
    }

    Set<String> commandNames() {
        Set<String> names = new TreeSet<>();
        for (String field : now.info().keySet()) {
            if (field.startsWith(COMMAND)) {
                names.add(field.substring(COMMAND.length()));
            }
        }
        return names;
    }

    double commandMicros() {
        return commandNames().stream()
                .mapToDouble(name -> morePart(COMMAND + name, "usec"))
                .sum();
    }

    double p99(String command) {
        return now.latency().p99(command, before == null ? new ServerLatency() : before.latency());
    }

    /** Entries of the slow log that were not there before, as far as it was read. */
    long newSlow() {
        long last = before == null
                ? Long.MAX_VALUE
                : before.slow().isEmpty() ? -1 : before.slow().get(0).id();
        return now.slow().stream().filter(one -> one.id() > last).count();
    }
}
