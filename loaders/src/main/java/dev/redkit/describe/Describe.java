package dev.redkit.describe;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Reason;
import dev.redkit.io.Progress;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import dev.redkit.source.Dataset;
import dev.redkit.source.DelimiterGuess;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads a dataset, or its first records, and says what is in it. */
public final class Describe {
    /** Every record. */
    public static final long WHOLE = Long.MAX_VALUE;

    /** Different values are only counted in so many columns, to bound what it needs. */
    private static final int COUNTED_COLUMNS = 256;

    private final Dataset dataset;
    private final List<ColumnTally> tallies = new ArrayList<>();
    private long records;
    private long spoiled;
    private String firstFault;
    private long bytes;

    private Describe(Dataset dataset) {
        this.dataset = dataset;
    }

    /**
     * Describes a dataset.
     *
     * @param most how many records to read at most
     */
    public static Description of(Dataset dataset, SourceOptions options, long most, Progress progress) {
        return new Describe(dataset).read(dataset.begin(options, progress), most, progress);
    }

    private Description read(RowSources.Opened opened, long most, Progress progress) {
        try (RowSource rows = opened.rows()) {
            Row row = new Row(rows.columns());
            boolean more = rows.next(row);
            while (more && records + spoiled < most) {
                add(row);
                progress.addRecords(1);
                more = rows.next(row);
            }
            tally(rows);
            return description(opened, !more);
        } catch (IOException e) {
            throw new BadInput("cannot read " + dataset.name() + ": " + Reason.of(e), null, e);
        }
    }

    private void add(Row row) {
        bytes += row.rawLength();
        if (row.fault() != null) {
            spoiled++;
            if (firstFault == null) {
                firstFault = row.fault() + (row.line() > 0 ? " on line " + row.line() : " in record " + row.number());
            }
            return;
        }
        records++;
        for (int i = 0; i < row.size(); i++) {
            if (i == tallies.size()) {
                tallies.add(new ColumnTally(row.columns().name(i), i < COUNTED_COLUMNS));
            }
            tallies.get(i).add(row, i);
        }
    }

    /** Columns that no record has a value for. */
    private void tally(RowSource rows) {
        for (int i = tallies.size(); i < rows.columns().count(); i++) {
            tallies.add(new ColumnTally(rows.columns().name(i), false));
        }
    }

    /** A document that is one object mostly has the records in one of its arrays. */
    private Optional<String> whereRecordsMayBe(String format, List<ColumnProfile> columns) {
        if (!format.equals("json") || records != 1) {
            return Optional.empty();
        }
        return columns.stream()
                .filter(column -> column.type() == ValueType.JSON
                        && column.examples().get(0).startsWith("["))
                .max(Comparator.comparingInt(ColumnProfile::longest))
                .map(column -> "the document is one record; if the records are in its '" + column.name()
                        + "', say --json-path /" + column.name());
    }

    private Description description(RowSources.Opened opened, boolean whole) {
        List<ColumnProfile> columns =
                tallies.stream().map(tally -> tally.profile(records)).toList();
        return new Description(
                dataset.name(),
                opened.format(),
                records,
                whole,
                spoiled,
                firstFault,
                records + spoiled == 0 ? 0 : (double) bytes / (records + spoiled),
                DelimiterGuess.advice(opened.rows().columns())
                        .or(() -> whereRecordsMayBe(opened.format(), columns))
                        .orElse(null),
                columns,
                Suggesting.of(dataset.name(), opened.format(), records, columns));
    }
}
