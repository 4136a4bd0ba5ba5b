package dev.redkit.bench.latency;

import dev.redkit.failure.Failure;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What held up a server, as its latency monitor noted it: forks, fsyncs, expire cycles, slow commands. */
public final class ServerEvents {
    /** One of them. */
    public record Event(Instant at, String name, long millis) {}

    private ServerEvents() {}

    /** Those since a moment; none when the server does not watch, or may not be asked. */
    public static List<Event> since(Wire wire, Instant begin) {
        List<Event> events = new ArrayList<>();
        try {
            Reply latest = wire.call("LATENCY", "LATEST");
            if (!(latest instanceof Reply.Array array)) {
                return events;
            }
            for (Reply one : array.items()) {
                history(wire, one.items().get(0).text(), begin, events);
            }
        } catch (Failure e) {
            return events;
        }
        events.sort(Comparator.comparing(Event::at));
        return events;
    }

    private static void history(Wire wire, String name, Instant begin, List<Event> events) {
        Reply history = wire.call("LATENCY", "HISTORY", name);
        if (history instanceof Reply.Array array) {
            for (Reply point : array.items()) {
                Instant at = Instant.ofEpochSecond(point.items().get(0).number());
                // The server counts in whole seconds.
                if (!at.plusSeconds(1).isBefore(begin)) {
                    events.add(new Event(at, name, point.items().get(1).number()));
                }
            }
        }
    }

    /** Whether the server notes anything: it does when its threshold is above 0. */
    public static boolean watched(Wire wire) {
        Reply reply = wire.call("CONFIG", "GET", "latency-monitor-threshold");
        boolean told = reply instanceof Reply.Array || reply instanceof Reply.Pairs;
        return told && reply.items().size() == 2 && !reply.items().get(1).text().equals("0");
    }
}
