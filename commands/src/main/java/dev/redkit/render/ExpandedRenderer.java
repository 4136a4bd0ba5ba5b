package dev.redkit.render;

import dev.redkit.console.Ink;
import java.util.List;

/** A table as blocks, a line for each column: for rows that are wider than the screen. */
final class ExpandedRenderer implements Renderer {
    private final TextOut out;
    private List<Column> columns = List.of();
    private int width;
    private long number;

    ExpandedRenderer(TextOut out) {
        this.out = out;
    }

    @Override
    public void document(Value value) {
        new TableRenderer(out).document(value);
    }

    @Override
    public void begin(List<Column> newColumns) {
        columns = newColumns;
        number = 0;
        width = 0;
        for (Column column : columns) {
            width = Math.max(width, TextWidth.of(column.key()));
        }
    }

    @Override
    public void row(List<Value> cells) {
        number++;
        out.line(out.paint(Ink.BOLD, "-[ " + number + " ]-"));
        for (int i = 0; i < cells.size(); i++) {
            String name = columns.get(i).key();
            String pad = " ".repeat(width - TextWidth.of(name) + 2);
            out.line((out.paint(Ink.NAME, name) + pad + Shape.readable(cells.get(i))).stripTrailing());
        }
    }

    @Override
    public void end() {}
}
