package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import dev.redkit.format.Glimpse;
import dev.redkit.format.ModelContent;
import dev.redkit.format.ModelFile;
import dev.redkit.format.ModelFormat;
import dev.redkit.format.OpenedTensors;
import dev.redkit.format.ReadOptions;
import dev.redkit.format.WriteOptions;
import dev.redkit.region.Region;
import dev.redkit.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Parameters as CSV. With the columns {@code name} and {@code value}, each line is a parameter, whose value is a number or
 * a list as in JSON; so it is written, too. Any other file is a table of numbers, and one tensor; a first line of words
 * names its columns.
 */
public final class CsvFormat implements ModelFormat {
    private static final List<String> PARAMETERS = List.of("name", "value");

    @Override
    public String name() {
        return "csv";
    }

    @Override
    public List<String> suffixes() {
        return List.of("csv");
    }

    @Override
    public boolean recognises(Glimpse file) {
        return file.fileName().endsWith(".csv");
    }

    @Override
    public ModelFile open(Path file, ReadOptions options) throws IOException {
        try (Region region = Region.of(file);
                CSVParser parser = CSVParser.parse(
                        new InputStreamReader(region.open(), StandardCharsets.UTF_8), CSVFormat.RFC4180)) {
            Iterator<CSVRecord> rows = parser.iterator();
            if (!rows.hasNext()) {
                return new OpenedTensors(name(), List.of(), Map.of(), List.of());
            }
            CSVRecord first = rows.next();
            return first.toList().equals(PARAMETERS) ? parameters(file, rows) : table(file, first, rows);
        } catch (UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new BadInput(file + " is no proper CSV: " + e.getMessage(), null, e);
        }
    }

    private ModelFile parameters(Path file, Iterator<CSVRecord> rows) {
        List<Tensor> tensors = new ArrayList<>();
        while (rows.hasNext()) {
            CSVRecord row = rows.next();
            if (row.size() != 2) {
                throw wrong(file, row, "has " + row.size() + " cells instead of a name and a value");
            }
            tensors.addAll(parameter(row.get(0), row.get(1)));
        }
        return new OpenedTensors(name(), tensors, Map.of(), List.of());
    }

    /** A text in quotes of its own is one, whatever is in it. */
    private static List<Tensor> parameter(String name, String value) {
        if (!value.startsWith("\"")) {
            return ParameterText.read(name, value);
        }
        Parameters parameters = new Parameters(name);
        Json.parse(name, value, parameters);
        return parameters.tensors();
    }

    private ModelFile table(Path file, CSVRecord first, Iterator<CSVRecord> rows) {
        ArrayOfText array = new ArrayOfText();
        array.begin();
        boolean header = first.stream().anyMatch(cell -> !NumberText.isNumber(cell));
        if (!header) {
            row(file, first, array);
        }
        while (rows.hasNext()) {
            row(file, rows.next(), array);
        }
        array.end();
        Map<String, String> columns = header ? Map.of("columns", String.join(",", first.toList())) : Map.of();
        return new OpenedTensors(name(), List.of(array.tensor(TextFiles.stem(file))), columns, List.of());
    }

    /** A table of one column is a list. */
    private static void row(Path file, CSVRecord row, ArrayOfText array) {
        if (row.size() > 1) {
            array.begin();
        }
        for (String cell : row) {
            if (!NumberText.isNumber(cell)) {
                throw wrong(file, row, "has '" + cell + "' where a number should be");
            }
            NumberText.add(cell, array);
        }
        if (row.size() > 1) {
            array.end();
        }
    }

    private static BadInput wrong(Path file, CSVRecord row, String what) {
        return new BadInput("row " + row.getRecordNumber() + " of " + file + " " + what);
    }

    @Override
    public boolean writes() {
        return true;
    }

    @Override
    public void write(ModelContent content, OutputStream out, WriteOptions options) throws IOException {
        TextFiles.requireReal(content, "CSV");
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write("name,value\r\n");
        for (Tensor tensor : content.tensors()) {
            ByteArrayOutputStream value = new ByteArrayOutputStream();
            NestedWriter.value(tensor, value);
            writer.write(quoted(tensor.name()) + "," + quoted(value.toString(StandardCharsets.UTF_8)) + "\r\n");
        }
        writer.flush();
    }

    private static String quoted(String cell) {
        return '"' + cell.replace("\"", "\"\"") + '"';
    }
}
