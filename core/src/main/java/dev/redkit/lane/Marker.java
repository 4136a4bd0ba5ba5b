package dev.redkit.lane;

import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The key that says how far a run has come, written in the same transaction as what it tells of; and the guard, a set of
 * tokens that lets no transaction run unless the one before it did.
 *
 * <p>Each transaction takes its own token out of the set. The next one, before it begins, watches the set and takes out
 * its predecessor's token: only if the predecessor did not run is there something to take, and then the set has changed
 * under its watch, so that it does not run either. So transactions can be sent without waiting for each other. A later
 * connection puts all tokens of an earlier one back ({@link #fence}): from then on nothing that the earlier one brought,
 * and the server has not read yet, can run.
 */
final class Marker {
    /** Twice the transactions under way, so that each of them finds a token of its own when all are put back. */
    static final int TOKENS = 16;

    /** Replies to {@link #head}. */
    static final int HEAD = 3;

    /** Commands of ours in a transaction: token out, token in, guard's life, position. */
    static final int OWN = 4;

    private static final long RETIRED_SECONDS = 600;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String key;
    private final String lifeSeconds;
    private String guard;
    private long sequence;

    Marker(String id, Duration life) {
        this.key = "redkit:load:{" + id + "}";
        this.lifeSeconds = Long.toString(life.toSeconds());
    }

    String key() {
        return key;
    }

    /** The position in the marker, or -1 when there is none. */
    long position(Wire wire) {
        Reply reply = wire.demand("GET", key);
        return reply.isNil() ? -1 : Long.parseLong(reply.text());
    }

    /** Lets nothing more run that an earlier connection sent under this marker. */
    void fence(Wire wire) {
        if (guard != null) {
            wire.demand(tokens(0, TOKENS));
            wire.demand("EXPIRE", guard, Long.toString(RETIRED_SECONDS));
            guard = null;
        }
    }

    /** Readies the guard for transactions that follow none. */
    void arm(Wire wire) {
        if (guard == null) {
            byte[] nonce = new byte[8];
            RANDOM.nextBytes(nonce);
            guard = key + ":" + HexFormat.of().formatHex(nonce);
        }
        // In a transaction, to see that this user may have one: else the commands of others would be done at once.
        wire.demand("WATCH", guard);
        wire.demand("MULTI");
        wire.demand("DEL", guard);
        // Without the last one: that is the predecessor of the first.
        wire.demand(tokens(0, TOKENS - 1));
        wire.demand("EXPIRE", guard, lifeSeconds);
        wire.demand("EXEC");
        sequence = 0;
    }

    private String[] tokens(int first, int end) {
        List<String> command = new ArrayList<>(List.of("SADD", guard));
        for (int i = first; i < end; i++) {
            command.add(Integer.toString(i));
        }
        return command.toArray(String[]::new);
    }

    /** What comes before the commands of a transaction; answered by {@link #HEAD} replies. */
    void head(CommandBuffer out) {
        out.command("WATCH", guard);
        out.command("SREM", guard, token(sequence + TOKENS - 1));
        out.command("MULTI");
    }

    /** What comes after them; {@link #OWN} of them are part of the transaction. */
    void tail(CommandBuffer out, long position) {
        out.command("SREM", guard, token(sequence));
        out.command("SADD", guard, token(sequence + TOKENS / 2));
        out.command("EXPIRE", guard, lifeSeconds);
        out.command("SET", key, Long.toString(position), "EX", lifeSeconds);
        out.command("EXEC");
        sequence++;
    }

    private static String token(long number) {
        return Long.toString(number % TOKENS);
    }

    /** Forgets how far the run has come. */
    void delete(Wire wire) {
        wire.demand("DEL", key);
        if (guard != null) {
            wire.demand("DEL", guard);
            guard = null;
        }
    }
}
