package dev.redkit.bench.replay;

import dev.redkit.failure.UsageError;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Gives keys another beginning. The server is asked where a command has its keys: once for a command whose keys have fixed
 * places, for each request of one whose keys have not.
 */
final class Rename {
    private static final byte[][] ASK = {bytes("COMMAND"), bytes("GETKEYS")};

    private final Wire wire;
    private final byte[] from;
    private final byte[] to;
    private final Map<String, Places> places = new HashMap<>();

    /** As COMMAND tells it: the first key, the last (from the end, when negative), the step; none, or to be asked. */
    private record Places(int first, int last, int step, boolean movable) {}

    Rename(Wire wire, String text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new UsageError("'" + text + "' is not OLD=NEW", "for example --rename-prefix user:=test:user:");
        }
        this.wire = wire;
        this.from = bytes(text.substring(0, equals));
        this.to = bytes(text.substring(equals + 1));
    }

    /** Renames in place. */
    void apply(byte[][] args, String name) {
        Places its = places.computeIfAbsent(name, this::ask);
        if (its.movable) {
            asked(args);
        } else if (its.first > 0) {
            int last = its.last < 0 ? args.length + its.last : its.last;
            for (int i = its.first; i <= last && i < args.length; i += Math.max(1, its.step)) {
                args[i] = renamed(args[i]);
            }
        }
    }

    private Places ask(String name) {
        Reply reply = wire.call(bytes("COMMAND"), bytes("INFO"), bytes(name));
        if (!(reply instanceof Reply.Array all)
                || all.items().isEmpty()
                || all.items().get(0).isNil()) {
            return new Places(1, 1, 1, false);
        }
        List<Reply> parts = all.items().get(0).items();
        boolean movable =
                parts.get(2).items().stream().anyMatch(flag -> flag.text().equals("movablekeys"));
        boolean container = parts.size() > 9 && !parts.get(9).items().isEmpty();
        return new Places(
                (int) parts.get(3).number(),
                (int) parts.get(4).number(),
                (int) parts.get(5).number(),
                movable || container);
    }

    private void asked(byte[][] args) {
        byte[][] question = Arrays.copyOf(ASK, args.length + ASK.length);
        System.arraycopy(args, 0, question, ASK.length, args.length);
        Reply reply = wire.call(question);
        if (!(reply instanceof Reply.Array keys)) {
            return;
        }
        int at = 1;
        for (Reply key : keys.items()) {
            byte[] wanted = ((Reply.Bulk) key).bytes();
            while (at < args.length && !Arrays.equals(args[at], wanted)) {
                at++;
            }
            if (at < args.length) {
                args[at] = renamed(args[at]);
                at++;
            }
        }
    }

    private byte[] renamed(byte[] key) {
        if (key.length < from.length || !Arrays.equals(key, 0, from.length, from, 0, from.length)) {
            return key;
        }
        byte[] next = Arrays.copyOf(to, to.length + key.length - from.length);
        System.arraycopy(key, from.length, next, to.length, key.length - from.length);
        return next;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
