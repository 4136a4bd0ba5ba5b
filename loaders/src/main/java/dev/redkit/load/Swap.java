package dev.redkit.load;

import dev.redkit.failure.ServerRefused;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.ChangeSink;
import dev.redkit.mapping.Structure;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Loads beside: keys are written under other names, and get their own at the end, in place of what was there. In a
 * cluster the other name lies in the same slot, so that renaming moves nothing.
 */
final class Swap {
    private static final String PREFIX = "redkit:swap:";
    /** After these two, a name stands as it is, or in braces that are not its own. */
    private static final byte PLAIN = 'k';

    private static final byte BRACED = 't';
    /** After this one, a tag of the same slot stands before a name that cannot be put in braces. */
    private static final byte SLOTTED = 's';

    private static final int BATCH = 1000;

    private final byte[] prefix;
    private final Map<Integer, byte[]> tags = new HashMap<>();
    private byte[] name = new byte[128];

    Swap(String id) {
        prefix = (PREFIX + id + ":").getBytes(StandardCharsets.US_ASCII);
    }

    /** A sink that hears of changes to the other keys. */
    ChangeSink before(ChangeSink sink) {
        return change -> {
            if (change.structure() != Structure.PUBSUB) {
                rename(change);
            }
            sink.accept(change);
        };
    }

    private void rename(Change change) {
        int length = change.keyLength();
        int from = change.keyOffset();
        byte[] key = change.keyArray();
        boolean tagged = hasTag(key, from, length);
        boolean braced = !tagged && length > 0 && indexOf(key, from, length, (byte) '}') < 0;
        if (!tagged && !braced) {
            slotted(change);
            return;
        }
        int whole = prefix.length + 2 + length + (braced ? 2 : 0);
        if (name.length < whole) {
            name = new byte[2 * whole];
        }
        System.arraycopy(prefix, 0, name, 0, prefix.length);
        int at = prefix.length;
        name[at++] = braced ? BRACED : PLAIN;
        name[at++] = ':';
        if (braced) {
            name[at++] = '{';
        }
        System.arraycopy(key, from, name, at, length);
        at += length;
        if (braced) {
            name[at++] = '}';
        }
        change.key(name, 0, at);
    }

    private void slotted(Change change) {
        byte[] tag = tag(Slots.of(change.keyArray(), change.keyOffset(), change.keyLength()));
        ByteBuffer text = ByteBuffer.allocate(prefix.length + tag.length + 4 + change.keyLength());
        text.put(prefix).put(SLOTTED).put((byte) ':').put((byte) '{').put(tag).put((byte) '}');
        text.put(change.keyArray(), change.keyOffset(), change.keyLength());
        change.key(text.array(), 0, text.position());
    }

    /** A word of that slot. Names that need one are rare. */
    private byte[] tag(int slot) {
        return tags.computeIfAbsent(slot, wanted -> {
            for (int number = 0; ; number++) {
                byte[] word = Integer.toString(number).getBytes(StandardCharsets.US_ASCII);
                if (Slots.of(word, 0, word.length) == wanted) {
                    return word;
                }
            }
        });
    }

    private static boolean hasTag(byte[] key, int from, int length) {
        int open = indexOf(key, from, length, (byte) '{');
        int close = open < 0 ? -1 : indexOf(key, open + 1, from + length - open - 1, (byte) '}');
        return close > open + 1;
    }

    private static int indexOf(byte[] key, int from, int length, byte wanted) {
        for (int i = from; i < from + length; i++) {
            if (key[i] == wanted) {
                return i;
            }
        }
        return -1;
    }

    /** Gives all keys their own names; how many. */
    long finish(Redis redis) {
        return each(
                redis, (wire, beside) -> wire.send("RENAME".getBytes(StandardCharsets.US_ASCII), beside, own(beside)));
    }

    /** Takes away what was written beside. */
    long discard(Redis redis) {
        return each(redis, (wire, beside) -> wire.send("UNLINK".getBytes(StandardCharsets.US_ASCII), beside));
    }

    private byte[] own(byte[] beside) {
        int start = prefix.length + 2;
        if (beside[prefix.length] == SLOTTED) {
            int close = indexOf(beside, start, beside.length - start, (byte) '}');
            return Arrays.copyOfRange(beside, close + 1, beside.length);
        }
        boolean braced = beside[prefix.length] == BRACED;
        return Arrays.copyOfRange(beside, braced ? start + 1 : start, braced ? beside.length - 1 : beside.length);
    }

    private interface Action {
        void send(Wire wire, byte[] beside);
    }

    private long each(Redis redis, Action action) {
        long count = 0;
        for (Node node : redis.topology().masters()) {
            try (Wire wire = redis.wire(node)) {
                count += each(wire, action);
            }
        }
        return count;
    }

    private long each(Wire wire, Action action) {
        String cursor = "0";
        long count = 0;
        String pattern = new String(prefix, StandardCharsets.US_ASCII) + "*";
        do {
            Reply reply = wire.demand("SCAN", cursor, "MATCH", pattern, "COUNT", Integer.toString(BATCH));
            cursor = reply.items().get(0).text();
            List<byte[]> keys = new ArrayList<>();
            for (Reply key : reply.items().get(1).items()) {
                keys.add(((Reply.Bulk) key).bytes());
            }
            keys.forEach(key -> action.send(wire, key));
            wire.flush();
            for (byte[] key : keys) {
                Reply done = wire.read();
                // SCAN may tell of a key twice; the second time it has its name already.
                if (done instanceof Reply.Err error && !error.message().contains("no such key")) {
                    throw new ServerRefused(
                            error.code(),
                            "cannot give " + new String(own(key), StandardCharsets.UTF_8) + " its name: "
                                    + error.message(),
                            "what is not renamed yet is under " + pattern);
                }
                count += done instanceof Reply.Err ? 0 : 1;
            }
        } while (!cursor.equals("0"));
        return count;
    }
}
