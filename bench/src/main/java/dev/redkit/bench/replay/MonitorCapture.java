package dev.redkit.bench.replay;

import dev.redkit.bench.report.JsonTree;
import dev.redkit.failure.BadInput;
import dev.redkit.grammar.Words;
import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Lines of MONITOR, as redis-cli prints them ({@code 1700000000.123456 [0 127.0.0.1:5555] "SET" "k" "v"}) or as
 * {@code redkit tail --monitor --save} keeps them (an object with {@code at}, {@code channel} and {@code payload}).
 */
final class MonitorCapture extends Capture {
    private final Lines lines;
    private final Closeable source;

    MonitorCapture(Lines lines, Closeable source) {
        this.lines = lines;
        this.source = source;
    }

    @Override
    Recorded next() throws IOException {
        for (byte[] line = lines.next(); line != null; line = lines.next()) {
            String start = new String(line, 0, Math.min(line.length, 3), StandardCharsets.ISO_8859_1);
            if (line.length == 0 || start.startsWith("OK") || start.equals("+OK")) {
                continue;
            }
            Recorded one = line[0] == '{' ? saved(line) : printed(line);
            if (one != null) {
                return one;
            }
        }
        return null;
    }

    private Recorded printed(byte[] line) {
        int from = line[0] == '+' ? 1 : 0;
        int open = indexOf(line, '[', from);
        int close = indexOf(line, ']', open);
        // A client may have an IPv6 address, in brackets of its own: what counts is the one before the first quote.
        int quote = indexOf(line, '"', close);
        for (int at = close; at < quote; at++) {
            close = line[at] == ']' ? at : close;
        }
        if (open < 0 || close < 0 || open - 1 <= from) {
            throw lines.wrong("not a line of MONITOR");
        }
        String time = new String(line, from, open - 1 - from, StandardCharsets.ISO_8859_1);
        return request(micros(time), text(line, open + 1, close), line, Math.min(line.length, close + 1));
    }

    private long micros(String time) {
        if (!time.matches("\\d{1,11}\\.\\d{6}")) {
            throw lines.wrong("'" + time + "' is not a time of MONITOR");
        }
        return Long.parseLong(time.replace(".", ""));
    }

    /** What {@code tail} saved; a gap is passed over, since it holds no request. */
    private Recorded saved(byte[] line) {
        JsonTree tree;
        try {
            tree = JsonTree.read(new ByteArrayInputStream(line), "it");
        } catch (BadInput e) {
            throw lines.wrong(e.getMessage());
        }
        if (tree.field("gap").isPresent() || tree.field("event").isPresent()) {
            return null;
        }
        double at = tree.number("at", Double.NaN);
        byte[] payload = bytes(tree, "payload");
        String channel = new String(bytes(tree, "channel"), StandardCharsets.UTF_8);
        if (Double.isNaN(at) || !channel.contains(" ")) {
            throw lines.wrong("no request of a MONITOR capture");
        }
        return request((long) at, channel, payload, 0);
    }

    /** Text, or {@code {"$base64":"…"}} for what is no UTF-8. */
    private byte[] bytes(JsonTree tree, String name) {
        String text = tree.text(name, "");
        if (!text.isEmpty()) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        String packed = tree.field(name).map(one -> one.text("$base64", "")).orElse("");
        try {
            return Base64.getDecoder().decode(packed);
        } catch (IllegalArgumentException e) {
            throw lines.wrong("'" + name + "' is not base64");
        }
    }

    private Recorded request(long micros, String channel, byte[] line, int from) {
        int space = channel.indexOf(' ');
        Words words = Words.of(line, from, line.length);
        if (words.fault() != null) {
            throw lines.wrong(words.fault().message());
        }
        byte[][] args = words.arguments();
        if (space < 1 || !channel.substring(0, space).matches("\\d{1,9}") || args.length == 0) {
            throw lines.wrong("not a line of MONITOR");
        }
        return new Recorded(micros, channel.substring(space + 1), Integer.parseInt(channel.substring(0, space)), args);
    }

    private static String text(byte[] line, int from, int to) {
        return new String(line, from, to - from, StandardCharsets.UTF_8);
    }

    private static int indexOf(byte[] line, char wanted, int from) {
        for (int at = Math.max(0, from); at < line.length && from >= 0; at++) {
            if (line[at] == wanted) {
                return at;
            }
        }
        return -1;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
