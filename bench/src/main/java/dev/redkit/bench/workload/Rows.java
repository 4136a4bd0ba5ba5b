package dev.redkit.bench.workload;

/** At which row of a table one thread is: rows come in turn, and threads share them as they share sequential keys. */
final class Rows {
    private final Table table;
    private final int step;
    private long next;
    private int row;

    Rows(Table table, int index, int of) {
        this.table = table;
        this.step = of;
        this.next = index;
    }

    /** Goes to the next row: all fields of one request come from the same one. */
    void advance() {
        row = (int) (next % table.rows());
        next += step;
    }

    byte[] cell(int column) {
        return table.cell(row, column);
    }
}
