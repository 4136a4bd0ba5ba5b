package dev.redkit.source;

import dev.redkit.failure.UsageError;
import java.util.ArrayList;
import java.util.List;

/** Where the columns of a fixed width text are: {@code 5,10,*} one behind the other, or {@code 1-5,8-15,16-} anywhere. */
final class Widths {
    private static final int REST = Integer.MAX_VALUE;

    private final int[] starts;
    private final int[] ends;

    private Widths(List<int[]> places) {
        starts = places.stream().mapToInt(place -> place[0]).toArray();
        ends = places.stream().mapToInt(place -> place[1]).toArray();
    }

    static Widths parse(String text) {
        List<int[]> places = new ArrayList<>();
        int at = 0;
        for (String part : text.split(",", -1)) {
            int[] place = place(part.strip(), at);
            if (place == null || place[0] >= place[1]) {
                throw new UsageError("'" + text + "' are no widths", "write them as 5,10,* or as 1-5,8-15,16-");
            }
            places.add(place);
            at = place[1];
        }
        return new Widths(places);
    }

    private static int[] place(String part, int before) {
        if (!part.matches("\\d{1,9}|\\*|\\d{1,9}-\\d{0,9}")) {
            return null;
        }
        if (part.equals("*")) {
            return new int[] {before, REST};
        }
        int dash = part.indexOf('-');
        if (dash < 0) {
            return before == REST ? null : new int[] {before, before + Integer.parseInt(part)};
        }
        int first = Integer.parseInt(part.substring(0, dash));
        String last = part.substring(dash + 1);
        return first == 0 ? null : new int[] {first - 1, last.isEmpty() ? REST : Integer.parseInt(last)};
    }

    int count() {
        return starts.length;
    }

    /** How many characters are before it. */
    int start(int column) {
        return starts[column];
    }

    int end(int column) {
        return ends[column];
    }
}
