package dev.redkit.render;

import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A list of like rows. A row is a list itself, or (with RESP2, and of some commands always) some values that follow each
 * other in one flat list.
 *
 * @param columns of the table
 * @param flat how many values of a flat list make a row
 * @param cells the cells of a row, or null for one of another form
 */
record RowTable(List<Column> columns, int flat, Function<List<Reply>, List<Value>> cells) implements ReplyTable {
    /** Rows whose values are the cells. */
    static RowTable plain(int flat, Column... columns) {
        List<Column> all = List.of(columns);
        return new RowTable(all, flat, row -> {
            if (row.size() < all.size()) {
                return null;
            }
            List<Value> cells = new ArrayList<>();
            for (int i = 0; i < all.size(); i++) {
                cells.add(all.get(i).right() ? number(row.get(i)) : ScalarText.cell(row.get(i)));
            }
            return cells;
        });
    }

    /** A number that may have come as a text. */
    static Value number(Reply reply) {
        return reply instanceof Reply.Bulk ? Blobs.scalar(reply.text()) : Replies.of(reply);
    }

    @Override
    public boolean show(Parts reply, ReplyWriter writer) {
        if (reply.kind() == Parts.Kind.SCALAR || !reply.hasNext()) {
            return false;
        }
        Renderer table = writer.table();
        table.begin(columns);
        boolean inMap = reply.kind() == Parts.Kind.MAP;
        while (reply.hasNext()) {
            Parts part = reply.next();
            if (!writer.page().wantsMore()) {
                writer.page().leave(part);
                continue;
            }
            List<Reply> row = new ArrayList<>();
            if (part.kind() == Parts.Kind.SCALAR || inMap) {
                row.add(part.whole());
                while (row.size() < Math.max(flat, inMap ? 2 : 1) && reply.hasNext()) {
                    row.add(reply.next().whole());
                }
            } else {
                row.addAll(part.whole().items());
            }
            List<Value> made = cells.apply(row);
            table.row(made == null ? odd(row) : made);
        }
        table.end();
        return true;
    }

    /** A row of a form that was not expected is shown all the same. */
    private List<Value> odd(List<Reply> row) {
        List<Value> made = new ArrayList<>();
        made.add(Replies.of(row.size() == 1 ? row.get(0) : new Reply.Array(row)));
        while (made.size() < columns.size()) {
            made.add(Value.none());
        }
        return made;
    }
}
