package dev.redkit.commands.backup;

import dev.redkit.aof.AofReader;
import dev.redkit.aof.Timeline;
import dev.redkit.backup.BackupFile;
import dev.redkit.commands.Action;
import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.commands.Syntax;
import dev.redkit.console.ProgressMeter;
import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Progress;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** {@code redkit backup timeline}: what an append-only file did in the course of time. */
final class BackupTimelineCommand implements Action {
    private static final List<Column> COLUMNS = List.of(
            Column.left("from"),
            Column.right("commands"),
            Column.right("bytes"),
            Column.right("keys"),
            Column.left("mostly"),
            Column.left("prefix"));

    private final Session session;
    private final Arg file;
    private final Arg by;
    private final Arg from;
    private final Arg until;
    private final Arg separator;

    BackupTimelineCommand(Syntax syntax, Session session) {
        this.session = session;
        syntax.description(
                "Show what the commands of an append-only file did: how many there were, how large, on how many keys, by"
                        + " name and by what keys begin with; second by second or in longer rows.",
                "The times are those that a server notes with 'aof-timestamp-enabled yes'. Without them the rows are parts"
                        + " of the file, and it says so. csv and ndjson have the rows only.");
        syntax.examples(
                "redkit backup timeline /var/lib/redis/appendonlydir",
                "redkit backup timeline appendonlydir --by minute --from '1h ago' -o csv",
                "redkit backup timeline appendonly.aof -o json | jq '.commands[0]'");
        file = syntax.parameter("FILE", "an append-only file, its manifest, or the folder of both", true);
        by = syntax.choice(Timeline.By.class, "how long a row is (default: auto, some sixty rows)", "--by");
        from = syntax.option("TIME", "only what was done from then on", "--from");
        until = syntax.option("TIME", "only what was done until then", "--until");
        separator = syntax.option("CHAR", "what parts the names of keys (default: ':')", "--separator");
    }

    @Override
    public void run() {
        BackupFile backup = AofFiles.of(file.text(), session);
        Progress progress = new Progress();
        progress.expect(Progress.UNKNOWN);
        session.cancellation().watch();
        Timeline timeline;
        try (AofReader reader = backup.aof();
                ProgressMeter meter = session.meter("timeline", progress)) {
            timeline = Timeline.of(reader, plan(), progress);
        } catch (IOException e) {
            throw new BadInput("cannot read " + backup.name() + ": " + Reason.of(e), null, e);
        }
        if (!timeline.timed() && timeline.all().commands() > 0) {
            session.console()
                    .note("there are no timestamps in " + backup.name()
                            + ": the rows are parts of the file, by its bytes; 'aof-timestamp-enabled yes' makes a"
                            + " server note times");
        }
        show(timeline);
    }

    private Timeline.Plan plan() {
        String parts = separator.text(":");
        if (parts.length() != 1 || parts.charAt(0) > 126) {
            throw new UsageError("--separator: '" + parts + "' is not one character of ASCII");
        }
        return new Timeline.Plan(
                by.choice(Timeline.By.AUTO),
                from.present() ? AofTimes.parse(from.text(), "--from") : Long.MIN_VALUE,
                until.present() ? AofTimes.parse(until.text(), "--until") : Long.MAX_VALUE,
                (byte) parts.charAt(0));
    }

    private void show(Timeline timeline) {
        Format format = session.format();
        if (format == Format.CSV || format == Format.TSV || format == Format.NDJSON) {
            Renderer renderer = session.renderer();
            renderer.begin(COLUMNS);
            timeline.rows().forEach(row -> renderer.row(cells(timeline, row)));
            renderer.end();
            return;
        }
        session.renderer().document(document(timeline, format == Format.TABLE));
    }

    private static List<Value> cells(Timeline timeline, Timeline.Row row) {
        List<Value> cells = new ArrayList<>();
        cells.add(start(timeline, row));
        cells.add(Value.of(row.commands()));
        cells.add(BackupText.size(row.bytes()));
        cells.add(Value.of(row.keys()));
        cells.add(Value.of(first(row.names())));
        cells.add(Value.of(first(row.prefixes())));
        return cells;
    }

    private static String first(List<Timeline.Count> counts) {
        return counts.isEmpty() ? null : counts.get(0).name();
    }

    private static Value start(Timeline timeline, Timeline.Row row) {
        return timeline.rowsAreTimes() ? AofTimes.shown(row.start()) : Value.of(row.start());
    }

    private static Value document(Timeline timeline, boolean forPeople) {
        List<Timeline.Row> rows = timeline.rows();
        List<Long> heights = rows.stream().map(Timeline.Row::commands).toList();
        long most = heights.stream().mapToLong(Long::longValue).max().orElse(0);
        Value.Fields document = new Value.Fields()
                .put("timestamps", timeline.timed())
                .put("first", AofTimes.shown(timeline.firstTime()))
                .put("last", AofTimes.shown(timeline.lastTime()))
                .put("base_keys", timeline.baseKeys())
                .put("commands_read", timeline.all().commands())
                .put("commands_outside", timeline.outside())
                .put("bytes", BackupText.size(timeline.all().bytes()))
                .put("keys", timeline.all().keys())
                .put(timeline.rowsAreTimes() ? "row_seconds" : "row_bytes", timeline.width())
                .put("sparkline", Sparkline.of(heights));
        List<Value> shown = new ArrayList<>();
        for (Timeline.Row row : rows) {
            Value.Fields fields = new Value.Fields();
            List<Value> cells = cells(timeline, row);
            for (int i = 0; i < (forPeople ? cells.size() : 4); i++) {
                fields.put(COLUMNS.get(i).key(), cells.get(i));
            }
            if (forPeople) {
                fields.put("", Sparkline.bar(row.commands(), most));
            } else {
                fields.put("by_command", named(row.names())).put("by_prefix", named(row.prefixes()));
            }
            shown.add(fields);
        }
        return document.put("rows", new Value.Items(shown))
                .put("commands", counts("command", timeline.all().names()))
                .put("prefixes", counts("prefix", timeline.all().prefixes()));
    }

    private static Value named(List<Timeline.Count> counts) {
        Value.Fields fields = new Value.Fields();
        counts.forEach(count -> fields.put(count.name(), count.commands()));
        return fields;
    }

    private static Value counts(String what, List<Timeline.Count> counts) {
        List<Value> items = new ArrayList<>();
        counts.forEach(count -> items.add(new Value.Fields()
                .put(what, count.name())
                .put("commands", count.commands())
                .put("bytes", BackupText.size(count.bytes()))));
        return new Value.Items(items);
    }
}
