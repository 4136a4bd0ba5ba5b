package dev.redkit.page;

import dev.redkit.io.ByteSizes;
import java.util.ArrayList;
import java.util.List;

/** Rows that a reader can sort by each column and, when there are many, search. */
public final class Table {
    private static final int MANY = 12;

    private final String caption;
    private final List<String> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** What is shown, and the number behind it, by which it is sorted; NaN for mere text. */
    public record Cell(String text, double number) {
        public static Cell of(String text) {
            return new Cell(text, Double.NaN);
        }

        /** A whole number, its thousands apart. */
        public static Cell of(long number) {
            return new Cell(Numbers.count(number), (double) number);
        }

        public static Cell bytes(long bytes) {
            return new Cell(ByteSizes.format(bytes), (double) bytes);
        }

        /** A length of time, given in nanoseconds. */
        public static Cell nanos(double nanos) {
            return new Cell(Numbers.nanos(nanos), nanos);
        }
    }

    public Table(String caption, String... columns) {
        this.caption = caption;
        this.columns = List.of(columns);
    }

    public Table row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    String html() {
        StringBuilder html = new StringBuilder("<section class=table><h3>")
                .append(Page.escaped(caption))
                .append("</h3>");
        if (rows.size() > MANY) {
            html.append("<input type=search placeholder=\"search\" aria-label=\"search ")
                    .append(Page.escaped(caption))
                    .append("\">");
        }
        html.append("<div class=scroll><table><thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            html.append(numeric(i) ? "<th class=number>" : "<th>")
                    .append("<button type=button>")
                    .append(Page.escaped(columns.get(i)))
                    .append("</button></th>");
        }
        html.append("</tr></thead><tbody>");
        rows.forEach(row -> row(html, row));
        return html.append("</tbody></table></div></section>").toString();
    }

    private boolean numeric(int column) {
        return !rows.isEmpty() && !Double.isNaN(rows.get(0).get(column).number());
    }

    private static void row(StringBuilder html, List<Cell> cells) {
        html.append("<tr>");
        for (Cell cell : cells) {
            if (Double.isNaN(cell.number())) {
                html.append("<td>");
            } else {
                html.append("<td class=number data-number=\"")
                        .append(cell.number())
                        .append("\">");
            }
            html.append(Page.escaped(cell.text())).append("</td>");
        }
        html.append("</tr>");
    }
}
