package dev.redkit.tail.monitor;

import dev.redkit.tail.ByteScanner;
import dev.redkit.tail.Message;
import dev.redkit.tail.pubsub.Listener;
import dev.redkit.wire.ProtocolException;
import dev.redkit.wire.Reply;
import java.nio.charset.StandardCharsets;

/** Lines of MONITOR: {@code +1700000000.123456 [0 127.0.0.1:5555] "SET" "key" "value"}. */
final class MonitorScanner implements ByteScanner {
    private final Message message;
    private final Listener listener;
    private final long largest;
    private long bytes;
    private boolean skipping;

    MonitorScanner(Message message, Listener listener, long largest) {
        this.message = message;
        this.listener = listener;
        this.largest = largest;
    }

    /** How many bytes there were. */
    long bytes() {
        return bytes;
    }

    @Override
    public long needed() {
        return 0;
    }

    @Override
    public int scan(byte[] window, int from, int to) throws ProtocolException {
        int at = from;
        while (at < to) {
            int end = at;
            while (end < to && window[end] != '\n') {
                end++;
            }
            if (end == to) {
                if (to - at > largest) {
                    skipping = true;
                    bytes += to - from;
                    return to;
                }
                break;
            }
            if (skipping) {
                skipping = false;
                message.channel().clear();
                listener.tooBig(message.channel(), largest);
            } else {
                line(window, at, end > at && window[end - 1] == '\r' ? end - 1 : end);
            }
            at = end + 1;
        }
        bytes += at - from;
        return at;
    }

    private void line(byte[] window, int from, int to) throws ProtocolException {
        if (window[from] == '-') {
            listener.error(new Reply.Err(new String(window, from + 1, to - from - 1, StandardCharsets.UTF_8)));
            return;
        }
        int open = find(window, from, to, '[');
        int close = find(window, open, to, ']');
        if (window[from] != '+') {
            throw new ProtocolException("a line that is not one of MONITOR");
        }
        if (close >= to) {
            plain(new String(window, from + 1, to - from - 1, StandardCharsets.UTF_8));
            return;
        }
        message.micros(micros(window, from + 1, open));
        message.channel().set(window, open + 1, close - open - 1);
        int rest = Math.min(close + 2, to);
        message.payload().set(window, rest, to - rest);
        Redaction.apply(message.payload());
        listener.message();
    }

    /** {@code OK} when it begins, {@code PONG} when it was asked for. */
    private void plain(String word) {
        if (word.equals("OK")) {
            message.channel().clear();
            listener.confirmed("monitor", message.channel());
        }
    }

    private static int find(byte[] window, int from, int to, char wanted) {
        int at = from;
        while (at < to && window[at] != wanted) {
            at++;
        }
        return at;
    }

    private static long micros(byte[] window, int from, int to) {
        long value = 0;
        for (int at = from; at < to; at++) {
            int digit = window[at] - '0';
            if (digit >= 0 && digit <= 9) {
                value = value * 10 + digit;
            }
        }
        return value;
    }
}
