package dev.redkit.commands.ops;

import dev.redkit.console.Ink;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Durations;
import dev.redkit.io.Rates;
import dev.redkit.screen.PaintedLine;
import dev.redkit.top.CommandReading;
import dev.redkit.top.HoldUp;
import dev.redkit.top.NodeReading;
import dev.redkit.top.Reading;
import dev.redkit.top.Slow;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The screen of {@code top}: a line for each node, the busiest commands, and what held the servers up. */
final class TopPicture {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final String NODE = "%-22s %-8s %9s %5s %9s %5s %9s %9s %7s %9s %8s %5s %5s";
    private static final String COMMAND = "%-22s %10s %10s %10s %7s";
    private static final int MOST_EVENTS = 4;

    /** By what nodes can be put in order. */
    private enum NodeOrder {
        NODE(Comparator.comparing(NodeReading::address)),
        OPS(Comparator.comparingDouble(NodeReading::opsPerSecond).reversed()),
        MEMORY(Comparator.comparingLong(NodeReading::memory).reversed()),
        CLIENTS(Comparator.comparingLong(NodeReading::clients).reversed()),
        NETWORK(Comparator.comparingDouble((NodeReading one) -> one.inPerSecond() + one.outPerSecond())
                .reversed());

        private final Comparator<NodeReading> order;

        NodeOrder(Comparator<NodeReading> order) {
            this.order = order;
        }
    }

    /** By what commands can be put in order. */
    private enum CommandOrder {
        CALLS(Comparator.comparingDouble(CommandReading::perSecond).reversed()),
        P99(Comparator.comparingDouble((CommandReading one) -> Double.isNaN(one.p99Micros()) ? -1 : one.p99Micros())
                .reversed()),
        TIME(Comparator.comparingDouble(CommandReading::share).reversed());

        private final Comparator<CommandReading> order;

        CommandOrder(Comparator<CommandReading> order) {
            this.order = order;
        }
    }

    private final String title;
    private final Duration every;
    private int nodeOrder;
    private int commandOrder;
    private boolean frozen;

    TopPicture(String title, Duration every) {
        this.title = title;
        this.every = every;
    }

    boolean frozen() {
        return frozen;
    }

    /** Does what a key says; tells whether the picture is another one now. */
    boolean press(int key) {
        switch (key) {
            case 's', 'S' -> nodeOrder = (nodeOrder + 1) % NodeOrder.values().length;
            case 'c', 'C' -> commandOrder = (commandOrder + 1) % CommandOrder.values().length;
            case 'f', 'F', ' ' -> frozen = !frozen;
            default -> {
                return false;
            }
        }
        return true;
    }

    List<PaintedLine> of(Reading reading, int columns, int rows) {
        List<PaintedLine> lines = new ArrayList<>();
        NodeOrder nodes = NodeOrder.values()[nodeOrder];
        CommandOrder commands = CommandOrder.values()[commandOrder];
        String now = CLOCK.format(Instant.now().atZone(ZoneId.systemDefault()));
        lines.add(new PaintedLine(
                now + "  " + title + "  " + Rates.format(reading.opsPerSecond()) + "  every " + Durations.format(every)
                        + (frozen ? "  FROZEN" : ""),
                frozen ? Ink.WARN : Ink.BOLD));
        lines.add(new PaintedLine(
                "s: nodes by " + word(nodes) + "   c: commands by " + word(commands) + "   f: freeze   q: quit",
                Ink.FAINT));
        nodes(reading, nodes, lines);
        List<PaintedLine> events = events(reading);
        int room = rows - lines.size() - events.size() - 2;
        lines.add(PaintedLine.plain(""));
        commands(reading, commands, room, lines);
        lines.addAll(events);
        return lines;
    }

    private static String word(Enum<?> one) {
        return one.name().toLowerCase(Locale.ROOT);
    }

    private static void nodes(Reading reading, NodeOrder order, List<PaintedLine> lines) {
        lines.add(new PaintedLine(
                format(
                                NODE, "node", "role", "ops/s", "hit%", "memory", "full%", "in/s", "out/s", "clients",
                                "keys", "evict/s", "cpu%", "slow")
                        + "  lag",
                Ink.NAME));
        for (NodeReading one : reading.nodes().stream().sorted(order.order).toList()) {
            if (!one.answers()) {
                lines.add(new PaintedLine(one.address() + "  no answer: " + one.silence(), Ink.BAD));
                continue;
            }
            String text = format(
                    NODE,
                    one.address(),
                    one.role(),
                    brief(one.opsPerSecond()),
                    percent(one.hitRatio()),
                    ByteSizes.format(one.memory()),
                    one.maxMemory() == 0 ? "-" : percent((double) one.memory() / one.maxMemory()),
                    ByteSizes.format((long) one.inPerSecond()),
                    ByteSizes.format((long) one.outPerSecond()),
                    Long.toString(one.clients()),
                    brief((double) one.keys()),
                    brief(one.evictedPerSecond()),
                    percent(one.processors()),
                    one.newSlow() == 0 ? "-" : "+" + one.newSlow());
            lines.add(PaintedLine.plain(text + "  " + (one.lagBytes() < 0 ? "-" : ByteSizes.format(one.lagBytes()))));
        }
    }

    private static void commands(Reading reading, CommandOrder order, int room, List<PaintedLine> lines) {
        lines.add(new PaintedLine(format(COMMAND, "command", "calls/s", "mean", "p99", "time"), Ink.NAME));
        List<CommandReading> commands = reading.commands().stream()
                .sorted(order.order)
                .limit(Math.max(0, room))
                .toList();
        for (CommandReading one : commands) {
            lines.add(PaintedLine.plain(format(
                    COMMAND,
                    one.name(),
                    brief(one.perSecond()),
                    micros(one.meanMicros()),
                    Double.isNaN(one.p99Micros()) ? "-" : "≤ " + micros(one.p99Micros()),
                    percent(one.share()) + " %")));
        }
    }

    private static List<PaintedLine> events(Reading reading) {
        List<PaintedLine> lines = new ArrayList<>();
        List<HoldUp> holdUps = reading.holdUps();
        List<Slow> slow = reading.slow();
        if (!holdUps.isEmpty()) {
            lines.add(new PaintedLine("held up by", Ink.NAME));
            for (HoldUp one : holdUps.subList(0, Math.min(MOST_EVENTS, holdUps.size()))) {
                lines.add(PaintedLine.plain(clock(one.second()) + "  " + one.node() + "  " + one.event() + "  "
                        + one.latestMillis() + " ms, at most " + one.maxMillis() + " ms"));
            }
        }
        if (!slow.isEmpty()) {
            lines.add(new PaintedLine("slow log", Ink.NAME));
            for (Slow one : slow.subList(0, Math.min(MOST_EVENTS, slow.size()))) {
                lines.add(PaintedLine.plain(clock(one.second()) + "  " + one.node() + "  " + one.command() + "  "
                        + micros((double) one.micros())));
            }
        }
        return lines;
    }

    private static String clock(long second) {
        return CLOCK.format(Instant.ofEpochSecond(second).atZone(ZoneId.systemDefault()));
    }

    private static String format(String pattern, Object... words) {
        return String.format(Locale.ROOT, pattern, words);
    }

    private static String percent(double part) {
        return Double.isNaN(part) ? "-" : Long.toString(Math.round(100 * part));
    }

    /** Three digits and a letter. */
    private static String brief(double number) {
        if (number < 1000) {
            return number < 10 && number != Math.rint(number)
                    ? format("%.1f", number)
                    : Long.toString(Math.round(number));
        }
        return number < 1e6 ? format("%.1fk", number / 1e3) : format("%.1fm", number / 1e6);
    }

    private static String micros(double micros) {
        if (micros < 1000) {
            return format("%.0f µs", micros);
        }
        return micros < 1e6 ? format("%.1f ms", micros / 1e3) : format("%.1f s", micros / 1e6);
    }
}
