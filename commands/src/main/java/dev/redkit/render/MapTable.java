package dev.redkit.render;

import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A list of maps as a table: the names of the first ones are its columns. One that has others begins a new table. */
final class MapTable {
    private final ReplyWriter writer;
    private final List<Value.Fields> held = new ArrayList<>();
    private Set<String> columns;
    private Renderer table;
    private long number;
    private int digits;

    MapTable(ReplyWriter writer) {
        this.writer = writer;
    }

    /** Shows the rest of a list whose first part has been taken. */
    void show(Parts first, Parts rest) {
        digits = Long.toString(Math.max(1, rest.size())).length();
        Parts part = first;
        while (true) {
            number++;
            if (writer.page().wantsMore()) {
                add(part);
            } else {
                writer.page().leave(part);
            }
            if (!rest.hasNext()) {
                break;
            }
            part = rest.next();
        }
        end();
    }

    private void add(Parts part) {
        Reply reply = part.whole();
        Value value = Replies.of(reply);
        if (!(value instanceof Value.Fields fields) || fields.fields().isEmpty()) {
            end();
            writer.item(number, digits, "", Parts.of(reply), " ".repeat(digits + 2));
            return;
        }
        if (table == null) {
            held.add(fields);
            if (held.size() == ReplyWriter.LOOK_AHEAD) {
                begin();
            }
        } else if (columns.containsAll(fields.fields().keySet())) {
            row(fields);
        } else {
            end();
            held.add(fields);
        }
    }

    private void begin() {
        columns = new LinkedHashSet<>();
        held.forEach(fields -> columns.addAll(fields.fields().keySet()));
        List<Column> titles = new ArrayList<>();
        for (String name : columns) {
            boolean numbers = true;
            for (Value.Fields fields : held) {
                Value cell = fields.fields().getOrDefault(name, Value.none());
                numbers &= cell instanceof Value.Num || cell instanceof Value.None;
            }
            titles.add(new Column(name, numbers));
        }
        table = writer.table();
        table.begin(titles);
        held.forEach(this::row);
        held.clear();
    }

    private void row(Value.Fields fields) {
        List<Value> cells = new ArrayList<>();
        for (String name : columns) {
            cells.add(fields.fields().getOrDefault(name, Value.none()));
        }
        table.row(cells);
    }

    private void end() {
        if (!held.isEmpty()) {
            begin();
        }
        if (table != null) {
            table.end();
            table = null;
        }
    }
}
