package dev.redkit.render;

import dev.redkit.console.Ink;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Reply;
import java.util.ArrayList;
import java.util.List;

/** Entries of streams: a column for each field where all entries have the same, else the fields on one line. */
final class StreamTable implements ReplyTable {
    /** Where the entries are. */
    enum Form {
        /** Entries (XRANGE). */
        ENTRIES,
        /** Names of streams, and the entries of each (XREAD). */
        STREAMS,
        /** A cursor, entries, ids that are gone (XAUTOCLAIM). */
        CLAIMED
    }

    private final Form form;

    StreamTable(Form form) {
        this.form = form;
    }

    @Override
    public boolean show(Parts reply, ReplyWriter writer) {
        if (!reply.hasNext()) {
            return false;
        }
        switch (form) {
            case ENTRIES -> new Entries(writer).show(reply);
            case STREAMS -> streams(reply, writer);
            case CLAIMED -> claimed(reply, writer);
        }
        return true;
    }

    private static void streams(Parts reply, ReplyWriter writer) {
        boolean first = true;
        while (reply.hasNext()) {
            Parts stream = reply.next();
            // RESP2 has a list of two for each stream, RESP3 a map of them all.
            boolean pair = stream.kind() != Parts.Kind.SCALAR;
            Parts name = pair ? stream.next() : stream;
            if (!first) {
                writer.page().line("");
            }
            first = false;
            writer.page().line(writer.page().paint(Ink.BOLD, Shape.readable(Replies.of(name.whole()))));
            Parts rest = pair ? stream : reply;
            if (rest.hasNext()) {
                entries(rest.next(), writer);
            }
        }
    }

    private static void entries(Parts entries, ReplyWriter writer) {
        if (entries.kind() == Parts.Kind.SCALAR || !entries.hasNext()) {
            writer.tree(entries, "");
        } else {
            new Entries(writer).show(entries);
        }
    }

    private static void claimed(Parts reply, ReplyWriter writer) {
        writer.page().print(writer.page().paint(Ink.NAME, "next") + "  ");
        writer.tree(reply.next(), "");
        if (reply.hasNext()) {
            entries(reply.next(), writer);
        }
        if (reply.hasNext()) {
            writer.page().print(writer.page().paint(Ink.NAME, "deleted") + "  ");
            writer.tree(reply.next(), "         ");
        }
    }

    /** One list of entries: {@code [id, [field, value, …]]}, or just ids. */
    private static final class Entries {
        private final ReplyWriter writer;
        private final List<List<Reply>> held = new ArrayList<>();
        private Renderer table;
        private List<Reply> fields;

        Entries(ReplyWriter writer) {
            this.writer = writer;
        }

        void show(Parts entries) {
            while (entries.hasNext()) {
                Parts entry = entries.next();
                if (!writer.page().wantsMore()) {
                    writer.page().leave(entry);
                    continue;
                }
                Reply whole = entry.whole();
                List<Reply> parts = entry.kind() == Parts.Kind.SCALAR ? List.of(whole) : whole.items();
                if (table != null) {
                    row(parts);
                    continue;
                }
                held.add(parts);
                if (held.size() == ReplyWriter.LOOK_AHEAD) {
                    begin();
                }
            }
            if (table == null) {
                begin();
            }
            table.end();
        }

        private void begin() {
            fields = fieldsOf(held.get(0));
            for (List<Reply> entry : held) {
                fields = fields != null && fields.equals(fieldsOf(entry)) ? fields : null;
            }
            List<Column> columns = new ArrayList<>(List.of(Column.left("id")));
            if (fields == null) {
                columns.add(Column.left("fields"));
            } else {
                fields.forEach(field -> columns.add(Column.left(Shape.readable(Replies.of(field)))));
            }
            table = writer.table();
            table.begin(columns);
            held.forEach(this::row);
            held.clear();
        }

        private void row(List<Reply> entry) {
            if (fields != null && !fields.equals(fieldsOf(entry))) {
                table.end();
                fields = null;
                table = writer.table();
                table.begin(List.of(Column.left("id"), Column.left("fields")));
            }
            List<Value> cells = new ArrayList<>(List.of(Replies.of(entry.get(0))));
            List<Reply> words = words(entry);
            if (fields == null) {
                cells.add(onOneLine(entry, words));
            } else {
                for (int i = 1; i < words.size(); i += 2) {
                    cells.add(ScalarText.cell(words.get(i)));
                }
            }
            table.row(cells);
        }

        private static Value onOneLine(List<Reply> entry, List<Reply> words) {
            if (entry.size() > 1 && words.isEmpty()) {
                return Replies.of(entry.get(1));
            }
            StringBuilder text = new StringBuilder();
            for (int i = 0; i + 1 < words.size(); i += 2) {
                text.append(text.isEmpty() ? "" : "  ").append(Shape.readable(Replies.of(words.get(i))));
                text.append('=').append(Shape.readable(ScalarText.cell(words.get(i + 1))));
            }
            return new Value.Shown(Value.of(text.toString()), text.toString());
        }

        private static List<Reply> words(List<Reply> entry) {
            return entry.size() > 1 && entry.get(1) instanceof Reply.Array words ? words.items() : List.of();
        }

        /** The names of an entry's fields, or null when it has none. */
        private static List<Reply> fieldsOf(List<Reply> entry) {
            List<Reply> words = words(entry);
            if (words.isEmpty() || words.size() > 40) {
                return null;
            }
            List<Reply> names = new ArrayList<>();
            for (int i = 0; i < words.size(); i += 2) {
                names.add(words.get(i));
            }
            return names;
        }
    }
}
