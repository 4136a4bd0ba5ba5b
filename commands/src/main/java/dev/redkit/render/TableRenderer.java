package dev.redkit.render;

import dev.redkit.console.Ink;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * For people: columns that line up. The first rows decide the widths, so that a long result can flow; only a terminal
 * cuts what does not fit.
 */
final class TableRenderer implements Renderer {
    private static final int LOOK_AHEAD = 500;
    private static final String GAP = "  ";

    private final TextOut console;
    private List<Column> columns = List.of();
    private final List<List<String>> waiting = new ArrayList<>();
    private int[] widths;

    TableRenderer(TextOut console) {
        this.console = console;
    }

    @Override
    public void document(Value value) {
        if (value.plain() instanceof Value.Fields fields) {
            fields(fields.fields(), "");
        } else if (value.plain() instanceof Value.Items items) {
            items(items);
        } else if (!(value.plain() instanceof Value.None)) {
            console.line(Shape.readable(value));
        }
    }

    private void items(Value.Items items) {
        List<String> keys = Shape.tableKeys(items);
        if (!keys.isEmpty()) {
            Shape.asTable(this, items, keys);
            return;
        }
        for (Value item : items.items()) {
            console.line(Shape.readable(item));
        }
    }

    /** Scalars first as {@code name  value}, each deeper part under its own heading. */
    private void fields(Map<String, Value> fields, String path) {
        int width = 0;
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (isInline(field.getValue(), path)) {
                width = Math.max(width, TextWidth.of(field.getKey()));
            }
        }
        boolean first = path.isEmpty();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (isInline(field.getValue(), path)) {
                first = false;
                String name = field.getKey();
                String pad = " ".repeat(width - TextWidth.of(name));
                int room = console.width() == Integer.MAX_VALUE ? console.width() : console.width() - width - 2;
                String text = TextWidth.cut(inline(field.getValue()), Math.max(room, 10));
                console.line((console.paint(Ink.NAME, name) + pad + GAP + text).stripTrailing());
            }
        }
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            if (!isInline(field.getValue(), path)) {
                String heading = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (!first) {
                    console.line("");
                }
                first = false;
                console.line(console.paint(Ink.BOLD, heading));
                if (field.getValue().plain() instanceof Value.Fields below) {
                    fields(below.fields(), heading);
                } else {
                    document(field.getValue());
                }
            }
        }
    }

    /** Lists of scalars stay on their line, and below the first floor flat maps too. */
    private static boolean isInline(Value value, String path) {
        if (value.isScalar()) {
            return true;
        }
        if (value.plain() instanceof Value.Items items) {
            return Shape.tableKeys(items).isEmpty();
        }
        boolean flat = true;
        for (Value one : ((Value.Fields) value.plain()).fields().values()) {
            flat &= one.isScalar();
        }
        return flat && !path.isEmpty();
    }

    private static String inline(Value value) {
        if (!(value.plain() instanceof Value.Fields fields)) {
            return Shape.readable(value);
        }
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Value> field : fields.fields().entrySet()) {
            text.append(text.length() == 0 ? "" : "  ").append(field.getKey()).append('=');
            text.append(Shape.readable(field.getValue()));
        }
        return text.toString();
    }

    @Override
    public void begin(List<Column> newColumns) {
        columns = newColumns;
        widths = null;
        List<String> titles = new ArrayList<>(columns.size());
        for (Column column : columns) {
            titles.add(column.key());
        }
        waiting.add(titles);
    }

    @Override
    public void row(List<Value> cells) {
        List<String> texts = new ArrayList<>(cells.size());
        for (Value cell : cells) {
            texts.add(Shape.readable(cell));
        }
        if (widths != null) {
            line(texts, false);
            return;
        }
        waiting.add(texts);
        if (waiting.size() > LOOK_AHEAD) {
            release();
        }
    }

    @Override
    public void end() {
        if (widths == null) {
            release();
        }
    }

    private void release() {
        widths = new int[columns.size()];
        for (List<String> row : waiting) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], TextWidth.of(row.get(i)));
            }
        }
        fit();
        boolean title = true;
        for (List<String> row : waiting) {
            line(row, title);
            title = false;
        }
        waiting.clear();
    }

    /** Takes from the widest column until the terminal is wide enough. */
    private void fit() {
        if (console.width() == Integer.MAX_VALUE) {
            return;
        }
        int total = GAP.length() * (widths.length - 1);
        for (int width : widths) {
            total += width;
        }
        for (int over = total - console.width(); over > 0; ) {
            int widest = 0;
            for (int i = 1; i < widths.length; i++) {
                widest = widths[i] > widths[widest] ? i : widest;
            }
            if (widths[widest] <= 8) {
                return;
            }
            widths[widest]--;
            over--;
        }
    }

    private void line(List<String> row, boolean title) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            String text = console.width() == Integer.MAX_VALUE ? row.get(i) : TextWidth.cut(row.get(i), widths[i]);
            String pad = " ".repeat(Math.max(0, widths[i] - TextWidth.of(text)));
            String painted = title ? console.paint(Ink.BOLD, text) : text;
            out.append(i == 0 ? "" : GAP)
                    .append(columns.get(i).right() ? pad + painted : i == row.size() - 1 ? painted : painted + pad);
        }
        console.line(out.toString().stripTrailing());
    }
}
