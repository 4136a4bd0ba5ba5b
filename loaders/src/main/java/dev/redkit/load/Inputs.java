package dev.redkit.load;

import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import dev.redkit.source.RowSources;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The records of all inputs of a load, one after the other. */
final class Inputs implements Closeable {
    private final List<LoadInput> inputs;
    private int file;
    private RowSource source;
    private Row row;
    private String format;
    private Position skipTo;
    private final List<Opened> known = new ArrayList<>();

    /** What an input is, for the file of rejects: they may come when another one is open. */
    private record Opened(String name, String format, Columns columns) {}

    Inputs(List<LoadInput> inputs, Position from) {
        this.inputs = inputs;
        this.file = from.file();
        this.skipTo = from;
    }

    /** Opens the next input when the last is at its end; false when there are no more. */
    boolean open() throws IOException {
        if (source != null) {
            return true;
        }
        if (file == inputs.size()) {
            return false;
        }
        RowSources.Opened opened = inputs.get(file).open();
        source = opened.rows();
        format = opened.format();
        row = new Row(source.columns());
        known.add(0, new Opened(name(), format, source.columns()));
        if (skipTo.file() == file && skipTo.records() > 0) {
            source.skip(skipTo.records(), skipTo.offset(), skipTo.line());
        }
        return true;
    }

    /** The next record of the input that is open, or null at its end; then it is closed. */
    Row next() throws IOException {
        if (source.next(row)) {
            return row;
        }
        leave();
        return null;
    }

    /** The format of an input that was opened. */
    String format(String ofInput) {
        Opened one = opened(ofInput);
        return one == null ? format : one.format();
    }

    /** The columns of an input that was opened. */
    List<String> columns(String ofInput) {
        Opened one = opened(ofInput);
        return one == null ? row.columns().names() : one.columns().names();
    }

    private Opened opened(String ofInput) {
        for (Opened one : known) {
            if (one.name().equals(ofInput)) {
                return one;
            }
        }
        return null;
    }

    /** Leaves out the rest of the input that is open. */
    void leave() {
        close();
        file++;
    }

    boolean mayGrow() {
        return source.mayGrow();
    }

    Row row() {
        return row;
    }

    int file() {
        return file;
    }

    String name(int ofFile) {
        return inputs.get(ofFile).name();
    }

    String name() {
        return name(file);
    }

    /** Where the next record stands. */
    Position position() {
        if (source == null || row.number() == 0) {
            return source != null && skipTo.file() == file ? skipTo : new Position(file, 0, 0, 1);
        }
        return new Position(file, row.number(), row.end(), row.nextLine());
    }

    @Override
    public void close() {
        if (source != null) {
            source.close();
            source = null;
        }
    }
}
