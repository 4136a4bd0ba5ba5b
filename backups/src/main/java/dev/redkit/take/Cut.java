package dev.redkit.take;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.ByteSizes;
import dev.redkit.target.Target;
import dev.redkit.wire.InfoText;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.Map;

/**
 * Why a server has cut off a replica that was getting its data. Most often because the replica was too slow: what was
 * written meanwhile piled up for it beyond {@code client-output-buffer-limit}. Servers newer than Redis 7.0 count that.
 */
final class Cut {
    private static final String COUNTER = "client_output_buffer_limit_disconnections";

    private final Target target;
    private final long disconnectionsBefore;

    Cut(Target target) {
        this.target = target;
        this.disconnectionsBefore = disconnections();
    }

    /** Asks the server what it thinks now. */
    Unreachable explain(long received, long announced) {
        String what = "the replication link to " + target + " was cut after " + ByteSizes.format(received)
                + (announced < 0 ? "" : " of " + ByteSizes.format(announced));
        long now = disconnections();
        if (now < 0) {
            return new Unreachable(what + ", and the server does not answer any more", "is it still running?");
        }
        if (disconnectionsBefore >= 0 && now > disconnectionsBefore) {
            return new Unreachable(
                    what + ": what was written meanwhile went beyond client-output-buffer-limit (" + limit() + ")",
                    "take it from a replica, without --rate, when less is written, or raise that limit for replicas");
        }
        return new Unreachable(
                what,
                "the server's log says why: it could not fork, or not write its RDB file, or, if it speaks of output buffer"
                        + " limits, it had to hold back too much: then raise client-output-buffer-limit for"
                        + " replicas (now " + limit() + ")");
    }

    /** How many clients were cut off for that until now; 0 when the server does not count, -1 when it is not there. */
    private long disconnections() {
        try (Wire wire = Wire.open(target)) {
            Reply reply = wire.call("INFO", "stats");
            Map<String, String> fields = reply instanceof Reply.Err ? Map.of() : InfoText.fields(reply.text());
            return Long.parseLong(fields.getOrDefault(COUNTER, "0"));
        } catch (Failure e) {
            return -1;
        }
    }

    private String limit() {
        try (Wire wire = Wire.open(target)) {
            Reply reply = wire.call("CONFIG", "GET", "client-output-buffer-limit");
            String all = reply instanceof Reply.Err ? "" : reply.items().get(1).text();
            for (String word : new String[] {"slave ", "replica "}) {
                int at = all.indexOf(word);
                if (at >= 0) {
                    String[] numbers = all.substring(at + word.length()).split(" ", -1);
                    return "replica " + numbers[0] + " " + numbers[1] + " " + numbers[2];
                }
            }
            return "which it does not tell";
        } catch (Failure e) {
            return "which it does not tell";
        }
    }
}
