package dev.redkit.commands.backup;

import java.util.List;

/** Numbers as heights, in the characters of one line. */
final class Sparkline {
    private static final String HEIGHTS = "▁▂▃▄▅▆▇█";
    private static final int WIDTH = 60;
    private static final int BAR = 24;

    private Sparkline() {}

    /** One character for each number, or for several where there are more than fit. */
    static String of(List<Long> numbers) {
        int each = Math.max(1, (numbers.size() + WIDTH - 1) / WIDTH);
        StringBuilder line = new StringBuilder();
        long most = 0;
        for (int i = 0; i < numbers.size(); i += each) {
            most = Math.max(most, sum(numbers, i, each));
        }
        for (int i = 0; i < numbers.size(); i += each) {
            long height = most == 0 ? 0 : (sum(numbers, i, each) * (HEIGHTS.length() - 1) + most - 1) / most;
            line.append(HEIGHTS.charAt((int) height));
        }
        return line.toString();
    }

    private static long sum(List<Long> numbers, int from, int count) {
        return numbers.subList(from, Math.min(numbers.size(), from + count)).stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** A bar as long as the number is large. */
    static String bar(long number, long most) {
        return most == 0 ? "" : "█".repeat((int) Math.max(number > 0 ? 1 : 0, number * BAR / most));
    }
}
