package dev.redkit.model;

import dev.redkit.failure.Unreachable;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Strings on their way to their masters, each under an expiry. So many bytes are unanswered at most. What a moving slot or
 * a lost connection swallows is not noticed here: whoever sends looks afterwards what has arrived.
 */
final class Outflow {
    static final long IN_FLIGHT = 32L << 20;

    private record Sent(Wire wire, byte[] key, int bytes) {}

    private final Masters masters;
    private final List<byte[]> options = new ArrayList<>();
    private final Deque<Sent> unanswered = new ArrayDeque<>();
    private long inFlight;

    /** With {@code keep} a string that is there already stays as it is, with its own expiry or none. */
    Outflow(Masters masters, Duration expiry, boolean keep) {
        this.masters = masters;
        options.add(Texts.bytes("PX"));
        options.add(Texts.bytes(Long.toString(expiry.toMillis())));
        if (keep) {
            options.add(Texts.bytes("NX"));
        }
    }

    void put(byte[] key, ByteBuffer value) {
        try {
            while (inFlight > 0 && inFlight + value.remaining() > IN_FLIGHT) {
                settleOne();
            }
            Wire wire = masters.of(key);
            wire.send(List.of(Texts.bytes("SET"), key), value, options);
            wire.flush();
            unanswered.add(new Sent(wire, key, value.remaining()));
            inFlight += value.remaining();
        } catch (Unreachable e) {
            lost();
        }
    }

    /** Waits until everything is answered. */
    void settle() {
        try {
            while (!unanswered.isEmpty()) {
                settleOne();
            }
        } catch (Unreachable e) {
            lost();
        }
    }

    private void settleOne() {
        Sent sent = unanswered.remove();
        inFlight -= sent.bytes();
        if (sent.wire().read() instanceof Reply.Err error && !masters.astray(error)) {
            throw Refusal.failure(error, "SET of " + Texts.of(sent.key()));
        }
    }

    /** New connections; if there is no getting any, that fails here. */
    private void lost() {
        unanswered.clear();
        inFlight = 0;
        masters.forget();
        masters.all();
    }
}
