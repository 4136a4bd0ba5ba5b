package dev.redkit.tail.pubsub;

import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.List;
import java.util.Locale;

/**
 * What a server's {@code client-output-buffer-limit} says of a class of clients: one is cut off when more than
 * {@code hard} bytes wait for it, or more than {@code soft} for so many seconds. Zero means no limit.
 */
record OutputLimit(String type, long hard, long soft, long seconds) {
    /** Where the server has no limit, so much of its memory is worth a word. */
    private static final long MUCH = 32L << 20;

    /** Asks the server; a managed one that hides its configuration has the limit that servers come with. */
    static OutputLimit of(Wire wire, String type) {
        Reply reply = wire.call("CONFIG", "GET", "client-output-buffer-limit");
        if (reply instanceof Reply.Err || reply.items().size() < 2) {
            return none(type);
        }
        return parse(reply.items().get(1).text(), type);
    }

    /** {@code normal 0 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60}. */
    static OutputLimit parse(String text, String type) {
        List<String> words = List.of(text.trim().split("\\s+"));
        int at = words.indexOf(type);
        if (at < 0 || at + 3 >= words.size()) {
            return none(type);
        }
        try {
            return new OutputLimit(
                    type,
                    Long.parseLong(words.get(at + 1)),
                    Long.parseLong(words.get(at + 2)),
                    Long.parseLong(words.get(at + 3)));
        } catch (NumberFormatException e) {
            return none(type);
        }
    }

    private static OutputLimit none(String type) {
        return new OutputLimit(type, 0, 0, 0);
    }

    /** Whether there is one. */
    boolean present() {
        return hard > 0 || soft > 0;
    }

    /** The number of waiting bytes at which somebody should be told: half of what would end the connection. */
    long worrying() {
        long least = present() ? Long.MAX_VALUE : MUCH;
        if (hard > 0) {
            least = hard / 2;
        }
        if (soft > 0) {
            least = Math.min(least, soft);
        }
        return least;
    }

    String text() {
        String soonest = hard > 0 ? megabytes(hard) + " at once" : "";
        String lasting = soft > 0 ? megabytes(soft) + " for " + seconds + " s" : "";
        String both = soonest + (soonest.isEmpty() || lasting.isEmpty() ? "" : ", or ") + lasting;
        return "client-output-buffer-limit " + type + " is " + (both.isEmpty() ? "none" : both);
    }

    static String megabytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MB", bytes / 1048576.0);
    }
}
