package dev.redkit.bench.workload;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file whose fields a workload sends: held in memory, since requests may not wait for a disk. */
public final class Table {
    private static final long LARGEST = 256L * 1024 * 1024;

    private final String name;
    private final List<String> columns;
    private final List<byte[][]> rows;

    private Table(String name, List<String> columns, List<byte[][]> rows) {
        this.name = name;
        this.columns = columns;
        this.rows = rows;
    }

    /** Reads all of it; the first line names the columns. */
    public static Table read(String name, Input input) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try (CSVParser parser =
                CSVParser.parse(new InputStreamReader(input.stream(), StandardCharsets.UTF_8), format)) {
            List<String> columns = List.copyOf(parser.getHeaderNames());
            List<byte[][]> rows = new ArrayList<>();
            long size = 0;
            for (CSVRecord record : parser) {
                byte[][] row = row(record, columns.size(), input.name(), parser.getCurrentLineNumber());
                for (byte[] cell : row) {
                    size += cell.length + 16L;
                }
                rows.add(row);
                if (size > LARGEST) {
                    throw new BadInput(input.name() + " does not fit into the 256 MiB that a table may have");
                }
            }
            if (rows.isEmpty()) {
                throw new BadInput(input.name() + " has no rows below its line of names");
            }
            return new Table(name, columns, rows);
        } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
            throw new BadInput(input.name() + " cannot be read as CSV: " + e.getMessage(), null, e);
        }
    }

    private static byte[][] row(CSVRecord record, int columns, String file, long line) {
        if (record.size() != columns) {
            throw new BadInput(file + ", line " + line + ": " + record.size() + " fields instead of " + columns);
        }
        byte[][] row = new byte[columns][];
        for (int i = 0; i < columns; i++) {
            row[i] = record.get(i).getBytes(StandardCharsets.UTF_8);
        }
        return row;
    }

    String name() {
        return name;
    }

    int rows() {
        return rows.size();
    }

    byte[] cell(int row, int column) {
        return rows.get(row)[column];
    }

    /** The index of a column. */
    int column(String wanted) {
        int index = columns.indexOf(wanted);
        if (index < 0) {
            throw new UsageError(
                    "the table " + name + " has no column '" + wanted + "'; it has " + String.join(", ", columns),
                    Suggestion.hint(wanted, columns));
        }
        return index;
    }

    /** The longest of a column's cells. */
    int longest(int column) {
        return rows.stream().mapToInt(row -> row[column].length).max().orElse(0);
    }
}
