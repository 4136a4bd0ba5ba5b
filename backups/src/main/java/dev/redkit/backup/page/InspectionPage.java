package dev.redkit.backup.page;

import dev.redkit.backup.BigKey;
import dev.redkit.backup.FileSummary;
import dev.redkit.backup.Histogram;
import dev.redkit.backup.Inspection;
import dev.redkit.backup.Prefix;
import dev.redkit.backup.Tally;
import dev.redkit.backup.Verdict;
import dev.redkit.io.ByteSizes;
import dev.redkit.page.Chart;
import dev.redkit.page.Numbers;
import dev.redkit.page.Page;
import dev.redkit.page.Page.Figure;
import dev.redkit.page.Page.Tone;
import dev.redkit.page.Table;
import dev.redkit.page.Table.Cell;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;

/** An inspection on one page: what takes the room, what never goes away, and which keys stand out. */
public final class InspectionPage {
    private static final int MOST_ROWS = 5_000;

    private final Inspection inspection;
    private final boolean memory;
    private final double scale;
    private final Page page;

    private InspectionPage(Inspection inspection, String name) {
        this.inspection = inspection;
        this.memory = inspection.options().memory() != null;
        this.scale = inspection.scale();
        this.page = Page.of(
                name,
                "redkit backup inspect · looked at "
                        + Instant.ofEpochMilli(inspection.options().now())
                        + (memory
                                ? " · memory for "
                                        + inspection.options().memory().server()
                                : ""));
    }

    /** Writes the page; the stream stays open. */
    public static void write(Inspection inspection, String name, OutputStream out) throws IOException {
        InspectionPage page = new InspectionPage(inspection, name);
        page.fill();
        page.page.write(out);
    }

    private void fill() {
        verdicts();
        page.figures(figures());
        if (scale != 1) {
            page.text("Only " + Numbers.count(inspection.total().keys())
                    + " keys, drawn at random, were looked into; the other figures are inferred from them.");
        }
        page.heading("What takes the room");
        page.chart(Treemap.of(inspection, scale));
        page.table(prefixes());
        page.table(types());
        if (inspection.databases().size() > 1) {
            page.table(databases());
        }
        page.heading("How long keys live")
                .chart(bars(
                        "Keys that expire, by the time they had left", inspection.timesToLive(), InspectionPage::life));
        used(
                "Keys by the time for which nobody used them",
                inspection.idle(),
                seconds -> span(Duration.ofSeconds(seconds)));
        used(
                "Keys by how often they are used (the server's LFU counter)",
                inspection.frequencies(),
                bound -> Long.toString(bound));
        page.heading("How large keys are")
                .chart(bars("Keys by their size in the file", inspection.sizes(), ByteSizes::format))
                .chart(bars(
                        "Strings, and elements of collections, by their size",
                        inspection.elementSizes(),
                        ByteSizes::format));
        page.heading("Keys that stand out").table(keys("The largest in the file", inspection.largest()));
        page.table(keys("Those with the most elements", inspection.longest()));
        if (memory) {
            page.table(keys("Those that take the most memory", inspection.heaviest()));
        }
    }

    private void verdicts() {
        for (FileSummary file : inspection.summaries()) {
            boolean sound = file.verdict() == Verdict.OK;
            String writer = file.notes().getOrDefault("valkey-ver", file.notes().getOrDefault("redis-ver", "?"));
            page.badge(
                    sound ? Tone.GOOD : Tone.BAD,
                    file.verdict().name().toLowerCase(Locale.ROOT),
                    file.name() + ": " + file.format().map(Object::toString).orElse("no format") + ", written by "
                            + writer + ", " + ByteSizes.format(file.bytes())
                            + file.problem()
                                    .map(problem -> "; " + problem.what() + " at byte " + problem.offset()
                                            + ": what is told is what comes before")
                                    .orElse(""));
        }
    }

    private List<Figure> figures() {
        Tally total = inspection.total();
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure("keys", Numbers.count(scaled(total.keys()))));
        figures.add(new Figure("never expire", Numbers.count(scaled(total.staying()))));
        figures.add(new Figure("in the file", ByteSizes.format(scaled(total.bytes()))));
        if (memory) {
            figures.add(new Figure("in memory", ByteSizes.format(scaled(total.memory()))));
        }
        figures.add(new Figure("elements", Numbers.count(scaled(total.elements()))));
        figures.add(new Figure("types", Numbers.count(inspection.types().size())));
        return figures;
    }

    private long scaled(long count) {
        return scale == 1 ? count : Math.round(count * scale);
    }

    private Table tallies(String caption, String what) {
        return memory
                ? new Table(caption, what, "keys", "never expire", "bytes", "memory", "elements")
                : new Table(caption, what, "keys", "never expire", "bytes", "elements");
    }

    private void row(Table table, String name, Tally tally) {
        List<Cell> cells = new ArrayList<>(List.of(
                Cell.of(name),
                Cell.of(scaled(tally.keys())),
                Cell.of(scaled(tally.staying())),
                Cell.bytes(scaled(tally.bytes()))));
        if (memory) {
            cells.add(Cell.bytes(scaled(tally.memory())));
        }
        cells.add(Cell.of(scaled(tally.elements())));
        table.row(cells.toArray(Cell[]::new));
    }

    private Table prefixes() {
        Table table = tallies("Prefixes", "names begin with");
        List<Prefix> children = inspection.prefixes().children();
        for (Prefix child : children) {
            prefix(table, "", child, new int[] {MOST_ROWS});
        }
        return table;
    }

    private void prefix(Table table, String above, Prefix prefix, int[] left) {
        if (left[0]-- > 0) {
            String name = above + text(prefix.name()) + inspection.options().separator();
            row(table, name, prefix.tally());
            prefix.children().forEach(child -> prefix(table, name, child, left));
        }
    }

    private Table types() {
        Table table = tallies("Types and encodings", "type");
        inspection
                .types()
                .forEach((type, tally) -> row(table, type.kind().word() + " (" + type.encoding() + ")", tally));
        return table;
    }

    private Table databases() {
        Table table = tallies("Databases", "database");
        inspection.databases().forEach((db, tally) -> row(table, Integer.toString(db), tally));
        return table;
    }

    private Table keys(String caption, List<BigKey> keys) {
        Table table = memory
                ? new Table(caption, "key", "database", "type", "bytes", "memory", "elements")
                : new Table(caption, "key", "database", "type", "bytes", "elements");
        for (BigKey key : keys) {
            List<Cell> cells = new ArrayList<>(List.of(
                    Cell.of(text(key.key())),
                    Cell.of(key.db()),
                    Cell.of(key.type().kind().word() + " (" + key.type().encoding() + ")"),
                    Cell.bytes(key.bytes())));
            if (memory) {
                cells.add(Cell.bytes(key.memory()));
            }
            cells.add(Cell.of(key.elements()));
            table.row(cells.toArray(Cell[]::new));
        }
        return table;
    }

    /** A file says either of these only when the server evicts by it. */
    private void used(String caption, Histogram histogram, LongFunction<String> bound) {
        for (int i = 0; i < histogram.buckets(); i++) {
            if (histogram.keys(i) > 0) {
                page.chart(bars(caption, histogram, bound));
                return;
            }
        }
    }

    private Chart bars(String caption, Histogram histogram, LongFunction<String> bound) {
        return Bars.of(caption, histogram, bound, this::scaled);
    }

    private static String life(long millis) {
        return millis == 0 ? "expired" : span(Duration.ofMillis(millis));
    }

    private static String span(Duration duration) {
        if (duration.toDays() > 0) {
            return duration.toDays() + " d";
        }
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }

    static String text(byte[] name) {
        return new String(name, StandardCharsets.UTF_8);
    }
}
