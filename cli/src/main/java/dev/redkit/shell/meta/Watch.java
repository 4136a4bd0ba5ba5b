package dev.redkit.shell.meta;

import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import dev.redkit.shell.Desk;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The same line again and again, until Ctrl-C. */
final class Watch {
    private static final long USUAL_MILLIS = 2000;

    private final Desk desk;

    Watch(Desk desk) {
        this.desk = desk;
    }

    Meta meta() {
        return new Meta(List.of("watch"), "[SECONDS] LINE", "run a line again and again, until Ctrl-C", this::run);
    }

    private void run(String rest) {
        String[] parts = rest.split("\\s+", 2);
        boolean given = !parts[0].isEmpty() && Character.isDigit(parts[0].charAt(0));
        String line = given ? parts.length > 1 ? parts[1] : "" : rest;
        if (line.isEmpty()) {
            throw new UsageError("\\watch needs a line to run", "\\watch 2 INFO clients");
        }
        long millis = given
                ? Math.max(10, Durations.parse(parts[0], ChronoUnit.SECONDS).toMillis())
                : USUAL_MILLIS;
        boolean pager = desk.settings().pager();
        desk.settings().pager(false);
        try {
            do {
                desk.clear();
                desk.console().note("every " + millis / 1e3 + " s: " + line + "  (Ctrl-C ends)");
                desk.run(line);
            } while (!desk.pause(millis));
            desk.print("\n");
        } finally {
            desk.settings().pager(pager);
        }
    }
}
