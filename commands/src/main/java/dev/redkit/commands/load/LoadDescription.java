package dev.redkit.commands.load;

import dev.redkit.commands.Arg;
import dev.redkit.commands.Session;
import dev.redkit.console.ProgressMeter;
import dev.redkit.describe.ColumnProfile;
import dev.redkit.describe.Describe;
import dev.redkit.describe.Description;
import dev.redkit.io.Progress;
import dev.redkit.render.Column;
import dev.redkit.render.Format;
import dev.redkit.render.Renderer;
import dev.redkit.render.Value;
import dev.redkit.source.Dataset;
import dev.redkit.source.SourceOptions;
import java.util.ArrayList;
import java.util.List;

/** {@code load --describe}: what is in a dataset, and how one would load it. */
final class LoadDescription {
    private static final long SAMPLE = 100_000;

    private final Session session;

    LoadDescription(Session session) {
        this.session = session;
    }

    /** Describes each dataset, from its first records: 100 000, unless the user named a number. */
    void show(List<Dataset> datasets, SourceOptions options, long most) {
        for (Dataset dataset : datasets) {
            Progress progress = new Progress();
            Description description;
            try (ProgressMeter meter = session.meter("describe", progress)) {
                description = Describe.of(dataset, options, most == Long.MAX_VALUE ? SAMPLE : most, progress);
            }
            if (session.format() == Format.TABLE) {
                table(description);
            } else {
                session.renderer().document(document(description));
            }
        }
    }

    private void table(Description description) {
        Renderer renderer = session.renderer();
        session.console()
                .line(description.name() + ": " + description.format() + ", " + description.records() + " records"
                        + (description.whole() ? "" : " looked at"));
        if (description.spoiled() > 0) {
            session.console()
                    .warn(description.spoiled() + " records cannot be used, the first: " + description.firstFault());
        }
        if (description.warning() != null) {
            session.console().warn(description.warning());
        }
        renderer.begin(List.of(
                Column.left("column"),
                Column.left("type"),
                Column.right("nulls"),
                Column.right("distinct"),
                Column.right("bytes"),
                Column.left("examples")));
        for (ColumnProfile column : description.columns()) {
            renderer.row(List.of(
                    Value.of(column.name()),
                    Value.of(Arg.word(column.type())),
                    Value.of(column.nulls()),
                    distinct(column),
                    Value.of(column.shortest() + "-" + column.longest()),
                    Value.of(String.join(", ", column.examples()))));
        }
        renderer.end();
        if (description.suggestion() != null) {
            session.console().line("");
            session.console().line(description.suggestion().reason());
            session.console().line("  " + description.suggestion().command());
        }
    }

    private static Value distinct(ColumnProfile column) {
        if (column.distinct() == ColumnProfile.NOT_COUNTED) {
            return Value.none();
        }
        return column.exact() ? Value.of(column.distinct()) : Value.of("~" + column.distinct());
    }

    private static Value document(Description description) {
        List<Value> columns = new ArrayList<>();
        for (ColumnProfile column : description.columns()) {
            columns.add(new Value.Fields()
                    .put("name", column.name())
                    .put("type", Arg.word(column.type()))
                    .put("nulls", column.nulls())
                    .put(
                            "distinct",
                            column.distinct() == ColumnProfile.NOT_COUNTED ? Value.none() : Value.of(column.distinct()))
                    .put("distinct_exact", column.exact())
                    .put("shortest", column.shortest())
                    .put("longest", column.longest())
                    .put("average_length", Value.of(column.averageLength()))
                    .put("examples", Value.list(column.examples())));
        }
        Value.Fields fields = new Value.Fields()
                .put("name", description.name())
                .put("format", description.format())
                .put("records", description.records())
                .put("whole", description.whole())
                .put("spoiled", description.spoiled())
                .put("first_fault", description.firstFault())
                .put("record_bytes", Value.of(description.recordBytes()))
                .put("warning", description.warning())
                .put("columns", new Value.Items(columns));
        return description.suggestion() == null
                ? fields
                : fields.put("suggestion", description.suggestion().command());
    }
}
