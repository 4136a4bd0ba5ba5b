package dev.redkit.commands.tail;

import dev.redkit.commands.Session;
import dev.redkit.console.Console;
import dev.redkit.io.ByteSizes;
import dev.redkit.io.Rates;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.screen.PaintedLine;
import dev.redkit.screen.Painting;
import dev.redkit.tail.form.Forms;
import dev.redkit.tail.outlet.ChannelCounts;
import dev.redkit.tail.outlet.LatencyOutlet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What {@code tail --top} and {@code --latency} show: on a terminal a screen that is painted anew each second, as JSON a
 * line each second, else a table at the end.
 */
final class TailFigures {
    private static final int LINES = 20;

    private final Console console;
    private final Forms.Kind kind;

    TailFigures(Session session, Forms.Kind kind) {
        this.console = session.console();
        this.kind = kind;
    }

    private boolean json() {
        return kind == Forms.Kind.JSON || kind == Forms.Kind.NDJSON;
    }

    private boolean live() {
        return console.terminal().out() && !console.terminal().dumb() && !json();
    }

    void top(ChannelCounts.View view, boolean last, String what) {
        if (json()) {
            document(topJson(view, what));
        } else if (live() || last) {
            topTable(view, what);
        }
        console.flush();
    }

    private void document(Value value) {
        Renderer.of(Format.NDJSON, console).document(value);
    }

    private static Value topJson(ChannelCounts.View view, String what) {
        List<Value> lines = view.lines().stream()
                .limit(LINES)
                .<Value>map(line -> line(line).put(what, line.name()))
                .toList();
        return line(view.all())
                .put("seconds", Value.of(rounded(view.seconds())))
                .put("distinct", view.lines().size())
                .put(what + "s", new Value.Items(lines));
    }

    private static Value.Fields line(ChannelCounts.Line line) {
        return new Value.Fields()
                .put("per_second", Value.of(rounded(line.perSecond())))
                .put("bytes_per_second", Value.of(rounded(line.bytesPerSecond())))
                .put("messages", line.messages())
                .put("bytes", line.bytes());
    }

    private static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    private void topTable(ChannelCounts.View view, String what) {
        List<PaintedLine> lines = new ArrayList<>();
        lines.add(PaintedLine.plain(String.format(
                Locale.ROOT,
                "%d messages, %s in %.0f s; %s, %s/s now; %d %ss",
                view.all().messages(),
                ByteSizes.format(view.all().bytes()),
                view.seconds(),
                Rates.format(view.all().perSecond()),
                ByteSizes.format((long) view.all().bytesPerSecond()),
                view.lines().size(),
                what)));
        lines.add(PaintedLine.plain(
                String.format(Locale.ROOT, "%12s %12s %12s %12s  %s", "rate", "bytes/s", "messages", "bytes", what)));
        for (ChannelCounts.Line line :
                view.lines().subList(0, Math.min(LINES, view.lines().size()))) {
            lines.add(PaintedLine.plain(String.format(
                    Locale.ROOT,
                    "%12s %12s %12d %12s  %s",
                    Rates.format(line.perSecond()),
                    ByteSizes.format((long) line.bytesPerSecond()),
                    line.messages(),
                    ByteSizes.format(line.bytes()),
                    Painting.plain(line.name()))));
        }
        show(lines);
    }

    /** Over what stood there before on a terminal; elsewhere below it. */
    private void show(List<PaintedLine> lines) {
        if (live()) {
            Painting.show(console, lines, console.width(), Integer.MAX_VALUE);
        } else {
            lines.forEach(line -> console.line(line.text()));
        }
    }

    void latency(LatencyOutlet.View view, boolean last) {
        Histogram micros = view.micros();
        if (json()) {
            document(new Value.Fields()
                    .put("messages", micros.getTotalCount())
                    .put("min_ms", millis(micros.getMinValue()))
                    .put("p50_ms", millis(micros.getValueAtPercentile(50)))
                    .put("p99_ms", millis(micros.getValueAtPercentile(99)))
                    .put("p999_ms", millis(micros.getValueAtPercentile(99.9)))
                    .put("max_ms", millis(micros.getMaxValue()))
                    .put("without_time", view.unstamped())
                    .put("from_the_future", view.early()));
        } else if (live() || last) {
            List<PaintedLine> lines = new ArrayList<>();
            lines.add(PaintedLine.plain(String.format(
                    Locale.ROOT,
                    "%d messages: min %.3f  p50 %.3f  p99 %.3f  p99.9 %.3f  max %.3f ms",
                    micros.getTotalCount(),
                    micros.getTotalCount() == 0 ? 0 : micros.getMinValue() / 1e3,
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getValueAtPercentile(99.9) / 1e3,
                    micros.getMaxValue() / 1e3)));
            if (view.unstamped() > 0 || view.early() > 0) {
                lines.add(PaintedLine.plain(view.unstamped() + " had no time in them, " + view.early()
                        + " came from the future (the clocks differ)"));
            }
            show(lines);
        }
        console.flush();
    }

    private static Value millis(long micros) {
        return Value.of(micros / 1e3);
    }
}
