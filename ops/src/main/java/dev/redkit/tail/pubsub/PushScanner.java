package dev.redkit.tail.pubsub;

import dev.redkit.tail.ByteScanner;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import dev.redkit.wire.ProtocolException;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;

/**
 * Finds messages in the bytes of a subscribed connection, RESP2 or RESP3, where they lie: nothing is copied, no object
 * is made. What is not whole yet stays for the next {@link #scan}; a message larger than the limit is read past.
 *
 * <pre>
 * *3 | >3   message    channel payload        *4 | >4   pmessage pattern channel payload
 * *3 | >3   smessage   channel payload        *3 | >3   (p|s)(un)subscribe  name  count
 * *2        pong ""    (RESP2)                +PONG (RESP3)      -ERR …
 * </pre>
 */
final class PushScanner implements ByteScanner {
    private static final int LONGEST_LINE = 64 * 1024;
    private static final int MOST_PARTS = 4;
    private static final int INCOMPLETE = -1;
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final Message message;
    private final Listener listener;
    private final long largest;
    private final int[] at = new int[MOST_PARTS];
    private final int[] length = new int[MOST_PARTS];
    /** After {@link #number}: the place behind it. */
    private int cursor;
    /** Bytes from the start of an unfinished message before which looking again is useless. */
    private long needed;
    /** Bytes of a message that is too big, still to be read past. */
    private long skip;

    PushScanner(Message message, Listener listener, long largest) {
        this.message = message;
        this.listener = listener;
        this.largest = largest;
    }

    @Override
    public long needed() {
        return needed;
    }

    @Override
    public int scan(byte[] bytes, int from, int to) throws ProtocolException {
        int place = from;
        while (place < to) {
            if (skip > 0) {
                int step = (int) Math.min(skip, to - place);
                skip -= step;
                place += step;
                continue;
            }
            if (to - place < needed) {
                break;
            }
            needed = 0;
            int end = one(bytes, place, to);
            if (end == INCOMPLETE) {
                break;
            }
            place = end;
        }
        return place;
    }

    private int one(byte[] bytes, int start, int to) throws ProtocolException {
        switch (bytes[start]) {
            case '*', '>' -> {
                return push(bytes, start, to);
            }
            case '+', ':', '-', '_' -> {
                return line(bytes, start, to);
            }
            case '$' -> {
                // The bulk reply of PING with a text, which nobody sends; a server that says more is not understood.
                throw new ProtocolException("a text, where a message should be");
            }
            default -> throw new ProtocolException("byte " + (bytes[start] & 0xff) + " where a message should begin");
        }
    }

    private int line(byte[] bytes, int start, int to) throws ProtocolException {
        for (int i = start + 1; i < to - 1; i++) {
            if (bytes[i] == '\r') {
                if (bytes[start] == '-') {
                    listener.error(new Reply.Err(new String(bytes, start + 1, i - start - 1, StandardCharsets.UTF_8)));
                }
                return i + 2;
            }
        }
        if (to - start > LONGEST_LINE) {
            throw new ProtocolException("line longer than " + LONGEST_LINE + " bytes");
        }
        return INCOMPLETE;
    }

    private int push(byte[] bytes, int start, int to) throws ProtocolException {
        long count = number(bytes, start + 1, to);
        if (count == UNKNOWN) {
            return INCOMPLETE;
        }
        if (count < 2 || count > MOST_PARTS) {
            throw new ProtocolException("a message of " + count + " parts");
        }
        int parts = (int) count;
        for (int i = 0; i < parts; i++) {
            if (cursor >= to) {
                return INCOMPLETE;
            }
            int kind = bytes[cursor];
            long number = kind == '_' ? -1 : UNKNOWN;
            if (kind == '$' || kind == ':') {
                number = number(bytes, cursor + 1, to);
                if (number == UNKNOWN) {
                    return INCOMPLETE;
                }
            } else if (kind == '_') {
                cursor += 3;
            } else {
                throw new ProtocolException("byte " + (kind & 0xff) + " within a message");
            }
            if (kind != '$' || number < 0) {
                at[i] = 0;
                length[i] = -1;
                continue;
            }
            at[i] = cursor;
            if (cursor + number + 2 > to) {
                return unfinished(bytes, start, i, parts, to, number);
            }
            length[i] = (int) number;
            cursor += (int) number + 2;
        }
        if (cursor > to) {
            return INCOMPLETE;
        }
        int end = cursor;
        hand(bytes, parts);
        return end;
    }

    private int unfinished(byte[] bytes, int start, int part, int parts, int to, long number) throws ProtocolException {
        if (number > largest && part == parts - 1 && part > 0) {
            Slice channel = new Slice();
            channel.set(bytes, at[part - 1], length[part - 1]);
            listener.tooBig(channel, number);
            skip = number + 2 - (to - cursor);
            return to;
        }
        if (number > largest) {
            throw new ProtocolException("a channel name of " + number + " bytes");
        }
        needed = cursor - start + number + 2;
        return INCOMPLETE;
    }

    private void hand(byte[] bytes, int parts) {
        int word = length[0];
        int first = at[0];
        if (word == 7 && bytes[first] == 'm') {
            message.pattern().clear();
            pass(bytes, 1);
        } else if (word == 8 && bytes[first] == 's') {
            message.pattern().clear();
            pass(bytes, 1);
        } else if (word == 8 && bytes[first] == 'p') {
            message.pattern().set(bytes, at[1], length[1]);
            pass(bytes, 2);
        } else if (parts == 3 && word > 8) {
            Slice name = new Slice();
            name.set(bytes, at[1], length[1]);
            listener.confirmed(new String(bytes, first, word, StandardCharsets.UTF_8), name);
        }
    }

    private void pass(byte[] bytes, int from) {
        if (length[from + 1] > largest) {
            Slice channel = new Slice();
            channel.set(bytes, at[from], length[from]);
            listener.tooBig(channel, length[from + 1]);
            return;
        }
        message.channel().set(bytes, at[from], length[from]);
        message.payload().set(bytes, at[from + 1], length[from + 1]);
        listener.message();
    }

    /** A decimal number and its line end; {@link #UNKNOWN} when they are not here whole. */
    private long number(byte[] bytes, int from, int to) throws ProtocolException {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative) {
            i++;
        }
        long value = 0;
        for (; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            value = value * 10 + digit;
            if (value > Integer.MAX_VALUE) {
                throw new ProtocolException("a length of more than 2 GiB");
            }
        }
        if (i + 1 >= to) {
            return UNKNOWN;
        }
        if (bytes[i] != '\r' || bytes[i + 1] != '\n') {
            throw new ProtocolException("a length that is no number");
        }
        cursor = i + 2;
        return negative ? -value : value;
    }
}
