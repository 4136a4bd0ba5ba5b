package dev.redkit.commands.backup;

import dev.redkit.entry.Entry;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.rdb.RdbType;
import dev.redkit.render.Column;
import dev.redkit.render.Renderer;
import dev.redkit.render.Replies;
import dev.redkit.render.Value;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shows a value as it is walked: a string or a module's payload as one document, anything else a row for each element. */
final class BackupValueText implements ValueWalker {
    private final Renderer renderer;
    private final boolean rows;

    BackupValueText(Renderer renderer, RdbType type) {
        this.renderer = renderer;
        List<Column> columns = columns(type);
        this.rows = !columns.isEmpty();
        if (rows) {
            renderer.begin(columns);
        }
    }

    private static List<Column> columns(RdbType type) {
        return switch (type.kind()) {
            case STRING, MODULE -> List.of();
            case LIST, SET -> List.of(Column.left("value"));
            case ZSET -> List.of(Column.left("member"), Column.right("score"));
            case HASH -> List.of(Column.left("field"), Column.left("value"), Column.right("expire_at"));
            case STREAM -> List.of(Column.left("id"), Column.left("fields"));
        };
    }

    /** The same, but that a string goes out as the bytes that it is, piece by piece. */
    ValueWalker raw(OutputStream out) {
        return rows ? this : new RawBytes(out);
    }

    void end() {
        if (rows) {
            renderer.end();
        }
    }

    @Override
    public void text(byte[] value) {
        renderer.document(Replies.ofBytes(value));
    }

    @Override
    public void item(byte[] item) {
        renderer.row(List.of(Replies.ofBytes(item)));
    }

    @Override
    public void scored(byte[] member, double score) {
        renderer.row(List.of(Replies.ofBytes(member), Value.of(score)));
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) {
        renderer.row(List.of(
                Replies.ofBytes(name),
                Replies.ofBytes(value),
                expireAt == Entry.NEVER ? Value.none() : Value.of(expireAt)));
    }

    @Override
    public void message(StreamId id, byte[][] pairs) {
        Value.Fields fields = new Value.Fields();
        for (int i = 0; i + 1 < pairs.length; i += 2) {
            Value name = Replies.ofBytes(pairs[i]);
            String text =
                    name instanceof Value.Text plain ? plain.text() : new String(pairs[i], StandardCharsets.ISO_8859_1);
            fields.put(text, Replies.ofBytes(pairs[i + 1]));
        }
        renderer.row(List.of(Value.of(id.toString()), fields));
    }

    @Override
    public void stream(StreamState state) {
        // The messages are the value; groups are what readers made of it.
    }

    @Override
    public void payload(byte[] dump) {
        renderer.document(new Value.Blob(dump));
    }

    private record RawBytes(OutputStream out) implements ValueWalker {
        @Override
        public boolean takesPieces() {
            return true;
        }

        @Override
        public void text(byte[] value) throws IOException {
            out.write(value);
        }

        @Override
        public void piece(byte[] piece, long offset) throws IOException {
            out.write(piece);
        }

        @Override
        public void payload(byte[] dump) throws IOException {
            out.write(dump);
        }
    }
}
