package dev.redkit.tail.outlet;

import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How many messages and bytes go by, per channel (or whatever tells them apart), now and all together. Only so many are
 * counted one by one: when there are more, those with the least are counted together as others.
 */
public final class ChannelCounts implements Outlet {
    /** So many are told apart. */
    public static final int MOST = 10_000;

    private static final String OTHERS = "(others)";

    /** One line: since the last time, and since the beginning. */
    public record Line(String name, double perSecond, double bytesPerSecond, long messages, long bytes) {}

    /** What there is to show. */
    public record View(List<Line> lines, double seconds, Line all) {}

    private static final class Count {
        private long messages;
        private long bytes;
        private long messagesBefore;
        private long bytesBefore;
    }

    private final Function<Message, String> naming;
    private final long period;
    private final BiConsumer<View, Boolean> show;
    private final Map<String, Count> counts = new HashMap<>();
    private final Count all = new Count();
    private final long began = System.nanoTime();
    private long shown = began;

    /** {@code show} gets a view every {@code period} nanoseconds, and a last one with true. */
    public ChannelCounts(Function<Message, String> naming, long period, BiConsumer<View, Boolean> show) {
        this.naming = naming;
        this.period = period;
        this.show = show;
    }

    /** By channel. */
    public static String channel(Message message) {
        return message.channel().text();
    }

    /** By command, for MONITOR. */
    public static String command(Message message) {
        Slice payload = message.payload();
        int end = 0;
        while (end < payload.length() && payload.bytes()[payload.offset() + end] != ' ') {
            end++;
        }
        Slice word = new Slice();
        word.set(payload.bytes(), payload.offset(), end);
        return word.text().replace("\"", "").toUpperCase(Locale.ROOT);
    }

    @Override
    public void message(Message message) {
        String name = naming.apply(message);
        Count count = counts.get(name);
        if (count == null) {
            if (counts.size() >= MOST) {
                gather();
            }
            count = new Count();
            counts.put(name, count);
        }
        add(count, message.payload().length());
        add(all, message.payload().length());
    }

    private static void add(Count count, int bytes) {
        count.messages++;
        count.bytes += bytes;
    }

    /** Puts the smaller half together. */
    private void gather() {
        List<String> names = new ArrayList<>(counts.keySet());
        names.remove(OTHERS);
        names.sort(Comparator.comparingLong(name -> counts.get(name).messages));
        Count others = counts.computeIfAbsent(OTHERS, name -> new Count());
        for (String name : names.subList(0, names.size() / 2)) {
            Count one = counts.remove(name);
            others.messages += one.messages;
            others.bytes += one.bytes;
            others.messagesBefore += one.messagesBefore;
            others.bytesBefore += one.bytesBefore;
        }
    }

    @Override
    public void tick() {
        if (System.nanoTime() - shown >= period) {
            show.accept(view(), false);
        }
    }

    private View view() {
        long now = System.nanoTime();
        double seconds = Math.max(1e-9, (now - shown) / 1e9);
        shown = now;
        List<Line> lines = new ArrayList<>(counts.size());
        counts.forEach((name, count) -> lines.add(line(name, count, seconds)));
        lines.sort(Comparator.comparingDouble(Line::perSecond)
                .thenComparingLong(Line::messages)
                .reversed()
                .thenComparing(Line::name));
        return new View(lines, (now - began) / 1e9, line("", all, seconds));
    }

    private static Line line(String name, Count count, double seconds) {
        Line line = new Line(
                name,
                (count.messages - count.messagesBefore) / seconds,
                (count.bytes - count.bytesBefore) / seconds,
                count.messages,
                count.bytes);
        count.messagesBefore = count.messages;
        count.bytesBefore = count.bytes;
        return line;
    }

    @Override
    public void close() {
        show.accept(view(), true);
    }
}
