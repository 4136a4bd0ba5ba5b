package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What to ask a server to see that a change was made, and which answer says so.
 *
 * @param command its second word is the key
 * @param expected what the elements of the answer are
 */
record Question(byte[][] command, Expected expected) {
    /** The judgement over an answer. */
    interface Expected {
        boolean is(Reply reply);
    }

    private static final Expected IS_THERE = reply -> reply.number() > 0;

    byte[] key() {
        return command[1];
    }

    /** Whether there is anything at all under the key. */
    static Question exists(Change change) {
        return new Question(words("EXISTS", change), IS_THERE);
    }

    /** Whether just what the record says is there; as far as that can be asked for. */
    static Question same(Change change, Mode mode) {
        return switch (change.structure()) {
            case STRING ->
                mode == Mode.APPEND ? exists(change) : new Question(words("GET", change), equal(change.copy(0)));
            case HASH -> new Question(with(words("HMGET", change), every(change, 0)), all(every(change, 1)));
            case SET ->
                new Question(
                        with(words("SMISMEMBER", change), every(change)),
                        reply -> reply.items().stream().allMatch(one -> one.number() == 1));
            case ZSET -> new Question(with(words("ZMSCORE", change), every(change, 1)), scores(every(change, 0)));
            case GEO ->
                new Question(
                        with(words("ZMSCORE", change), thirds(change)),
                        reply -> reply.items().stream().noneMatch(Reply::isNil));
            case LIST -> new Question(with(words("LPOS", change), List.of(change.copy(0))), reply -> !reply.isNil());
            case BITMAP ->
                new Question(
                        with(words("GETBIT", change), List.of(change.copy(0))),
                        reply -> reply.number() == number(change.copy(1)));
            case STREAM -> stream(change);
            case JSON, HLL, COUNTER, PUBSUB -> exists(change);
        };
    }

    private static Question stream(Change change) {
        byte[] id = change.copy(0);
        if (id[id.length - 1] == '*') {
            return exists(change);
        }
        List<byte[]> pairs = every(change).subList(1, change.count());
        return new Question(
                with(words("XRANGE", change), List.of(id, id)),
                reply -> reply.items().size() == 1
                        && all(pairs).is(reply.items().get(0).items().get(1)));
    }

    private static byte[][] words(String name, Change change) {
        int from = change.keyOffset();
        byte[] key = Arrays.copyOfRange(change.keyArray(), from, from + change.keyLength());
        return new byte[][] {name.getBytes(StandardCharsets.US_ASCII), key};
    }

    private static byte[][] with(byte[][] words, List<byte[]> more) {
        byte[][] command = Arrays.copyOf(words, words.length + more.size());
        for (int i = 0; i < more.size(); i++) {
            command[words.length + i] = more.get(i);
        }
        return command;
    }

    private static List<byte[]> every(Change change) {
        List<byte[]> args = new ArrayList<>();
        for (int i = 0; i < change.count(); i++) {
            args.add(change.copy(i));
        }
        return args;
    }

    /** Every other argument, from that one on. */
    private static List<byte[]> every(Change change, int first) {
        List<byte[]> args = new ArrayList<>();
        for (int i = first; i < change.count(); i += 2) {
            args.add(change.copy(i));
        }
        return args;
    }

    private static List<byte[]> thirds(Change change) {
        List<byte[]> members = new ArrayList<>();
        for (int i = 2; i < change.count(); i += 3) {
            members.add(change.copy(i));
        }
        return members;
    }

    private static Expected equal(byte[] value) {
        return reply -> reply instanceof Reply.Bulk bulk && Arrays.equals(bulk.bytes(), value);
    }

    private static Expected all(List<byte[]> values) {
        return reply -> {
            List<Reply> items = reply.items();
            boolean same = items.size() == values.size();
            for (int i = 0; same && i < items.size(); i++) {
                same = equal(values.get(i)).is(items.get(i));
            }
            return same;
        };
    }

    private static Expected scores(List<byte[]> values) {
        return reply -> {
            List<Reply> items = reply.items();
            boolean same = items.size() == values.size();
            for (int i = 0; same && i < items.size(); i++) {
                same = !items.get(i).isNil() && number(items.get(i)) == number(values.get(i));
            }
            return same;
        };
    }

    private static double number(Reply reply) {
        return number(reply.text().getBytes(StandardCharsets.US_ASCII));
    }

    private static double number(byte[] text) {
        String digits = new String(text, StandardCharsets.US_ASCII).strip();
        return switch (digits.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(digits);
        };
    }
}
