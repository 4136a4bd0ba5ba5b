package dev.redkit.render;

import dev.redkit.console.Console;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * CSV as RFC 4180 has it (a line ends in LF, as every Unix tool expects), and TSV with backslash escapes. By hand: the
 * quoting is ten lines, and bytes that are no text go through as they are.
 */
final class DelimitedRenderer implements Renderer {
    private final Console console;
    private final char delimiter;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    DelimitedRenderer(Console console, char delimiter) {
        this.console = console;
        this.delimiter = delimiter;
    }

    @Override
    public void document(Value value) {
        List<String> keys = Shape.tableKeys(value);
        if (!keys.isEmpty()) {
            Shape.asTable(this, value, keys);
        } else if (value.plain() instanceof Value.Items items) {
            for (Value item : items.items()) {
                row(item.plain() instanceof Value.Items cells ? cells.items() : List.of(item));
            }
        } else if (value.plain() instanceof Value.Fields fields) {
            begin(List.of(Column.left("name"), Column.left("value")));
            flatten("", fields);
        } else {
            row(List.of(value));
        }
    }

    private void flatten(String path, Value.Fields fields) {
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            String name = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
            if (field.getValue().plain() instanceof Value.Fields below) {
                flatten(name, below);
            } else {
                row(List.of(Value.of(name), field.getValue()));
            }
        }
    }

    @Override
    public void begin(List<Column> columns) {
        List<Value> titles = new ArrayList<>(columns.size());
        for (Column column : columns) {
            titles.add(Value.of(column.key()));
        }
        row(titles);
    }

    @Override
    public void row(List<Value> cells) {
        line.reset();
        for (int i = 0; i < cells.size(); i++) {
            if (i > 0) {
                line.write(delimiter);
            }
            byte[] bytes = Shape.bytes(cells.get(i));
            if (delimiter == '\t') {
                escaped(bytes);
            } else {
                quoted(bytes);
            }
        }
        line.write('\n');
        byte[] whole = line.toByteArray();
        console.write(whole, 0, whole.length);
    }

    @Override
    public void end() {}

    private void quoted(byte[] bytes) {
        boolean needed = bytes.length > 0 && (bytes[0] == ' ' || bytes[bytes.length - 1] == ' ');
        for (byte one : bytes) {
            needed |= one == '"' || one == delimiter || one == '\n' || one == '\r';
        }
        if (!needed) {
            line.writeBytes(bytes);
            return;
        }
        line.write('"');
        for (byte one : bytes) {
            if (one == '"') {
                line.write('"');
            }
            line.write(one);
        }
        line.write('"');
    }

    private void escaped(byte[] bytes) {
        for (byte one : bytes) {
            int letter = switch (one) {
                case '\t' -> 't';
                case '\n' -> 'n';
                case '\r' -> 'r';
                case '\\' -> '\\';
                default -> 0;
            };
            if (letter != 0) {
                line.write('\\');
                line.write(letter);
            } else {
                line.write(one);
            }
        }
    }
}
