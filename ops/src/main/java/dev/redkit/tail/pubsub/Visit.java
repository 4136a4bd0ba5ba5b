package dev.redkit.tail.pubsub;

import dev.redkit.failure.Failure;
import dev.redkit.target.Address;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.Map;

/**
 * What a server said of itself when a connection began: compared with what it says after the connection was lost, it
 * tells why. Empty texts and -1 where the server does not say, or this user may not ask.
 *
 * @param runId changes whenever the server starts
 * @param clientId the number of our connection; 0 when unknown
 * @param limitCuts how many connections it cut because their output grew over the limit
 * @param limit what {@code client-output-buffer-limit} says of clients like ours
 */
record Visit(Address address, String runId, long clientId, long limitCuts, OutputLimit limit) {
    static Visit on(Wire wire, Interest interest) {
        Reply id = wire.call("CLIENT", "ID");
        Map<String, String> server = info(wire, "server");
        Map<String, String> stats = info(wire, "stats");
        String cuts = stats.get("client_output_buffer_limit_disconnections");
        return new Visit(
                wire.address(),
                server.getOrDefault("run_id", ""),
                id instanceof Reply.Int number ? number.value() : 0,
                cuts == null ? -1 : Long.parseLong(cuts),
                OutputLimit.of(wire, interest.limitClass()));
    }

    private static Map<String, String> info(Wire wire, String section) {
        Reply reply = wire.call("INFO", section);
        return reply instanceof Reply.Err ? Map.of() : InfoText.fields(reply.text());
    }

    /** Why the connection was lost, from what the server says now. */
    String explain(Visit now, Failure how, long waiting, boolean busy) {
        if (!now.address.equals(address)) {
            return address + " is gone, " + now.address + " took over";
        }
        if (!runId.isEmpty() && !now.runId.isEmpty() && !runId.equals(now.runId)) {
            return address + " was restarted";
        }
        if (limitCuts >= 0 && now.limitCuts > limitCuts) {
            return "the server cut the connection, because more output waited for redkit than its limit allows: "
                    + limit.text();
        }
        if (limit.hard() > 0 && waiting * 2 >= limit.hard()) {
            return "probably cut at the server's output limit: " + OutputLimit.megabytes(waiting)
                    + " waited when it was last looked at; " + limit.text();
        }
        String plain = how.getMessage();
        if (busy && limit.hard() > 0) {
            return plain + "; in full flow, so probably at its output limit: " + limit.text();
        }
        return plain;
    }
}
