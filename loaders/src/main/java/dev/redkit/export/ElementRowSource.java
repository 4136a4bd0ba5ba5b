package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Nobody;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.BadInput;
import dev.redkit.keyspace.Gone;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Reads the rows that {@link ElementRowWriter} writes, and makes entries of those that belong together. */
public final class ElementRowSource implements EntrySource {
    private static final int KEY = 0;
    private static final int TYPE = 1;
    private static final int EXPIRE_AT = 2;
    private static final int NAME = 3;
    private static final int VALUE = 4;
    private static final int FIELD_EXPIRE_AT = 5;

    private final RowSource rows;
    private final String source;
    private Row row;
    private boolean there;
    private ElementRows value;
    private long line;

    /** Takes rows with the columns of {@link ElementRowWriter}; closes their source. */
    ElementRowSource(RowSource rows, String source) {
        this.rows = rows;
        this.source = source;
    }

    @Override
    public Entry next() throws IOException {
        if (value != null) {
            value.skipRest();
        } else {
            advance();
        }
        if (!there) {
            return null;
        }
        line = row.line();
        value = new ElementRows(row.copy(KEY), type());
        return new Entry(0, value.key, number(EXPIRE_AT), value);
    }

    private void advance() throws IOException {
        if (row == null) {
            row = new Row(rows.columns());
        }
        there = rows.next(row);
        if (there && row.fault() != null) {
            throw bad(row.fault());
        }
        if (there && row.isNull(KEY)) {
            throw bad("there is no key");
        }
    }

    private String text(int column) {
        return row.isNull(column)
                ? ""
                : new String(row.array(column), row.offset(column), row.length(column), StandardCharsets.UTF_8);
    }

    private String type() {
        return text(TYPE);
    }

    private long number(int column) {
        if (row.isNull(column)) {
            return Entry.NEVER;
        }
        try {
            return Long.parseLong(text(column));
        } catch (NumberFormatException e) {
            throw bad("'" + text(column) + "' is no Unix time in milliseconds");
        }
    }

    private byte[] required(int column) {
        byte[] bytes = row.copy(column);
        if (bytes == null) {
            throw bad("a " + type() + " needs a " + ElementRowWriter.COLUMNS.get(column));
        }
        return bytes;
    }

    private BadInput bad(String what) {
        return new BadInput("line " + row.line() + " of " + source + ": " + what);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() {
        rows.close();
    }

    /** The rows of one key. The current row is its first when it is made, and that of the next key at its end. */
    private final class ElementRows implements SteppedValue {
        private final byte[] key;
        private final String type;
        private final Kind kind;
        private boolean done;
        private boolean anyPiece;

        ElementRows(byte[] key, String type) {
            this.key = key;
            this.type = type;
            this.kind = type.equals("gone") ? Kind.STRING : EntryReader.kind(type);
            if (kind == null) {
                throw bad("there is no type '" + type + "'");
            }
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public long size() {
            return UNKNOWN;
        }

        @Override
        public boolean step(ValueWalker walker) throws IOException {
            if (done || !there || !Arrays.equals(row.copy(KEY), key)) {
                done = true;
                return false;
            }
            if (type().equals("gone")) {
                done = true;
                advance();
                throw new Gone();
            }
            if (!type().equals(type)) {
                done = true;
                return false;
            }
            if (kind == Kind.STRING) {
                return string(walker);
            }
            tell(walker);
            advance();
            return true;
        }

        private boolean string(ValueWalker walker) throws IOException {
            if (row.isNull(NAME)) {
                if (!anyPiece) {
                    walker.text(required(VALUE));
                    advance();
                }
                // One that is whole ends its entry, so that the same key may come again.
                done = true;
                return false;
            }
            if (!walker.takesPieces()) {
                walker.text(allPieces());
                done = true;
                return false;
            }
            long offset = number(NAME);
            if (offset == 0 && anyPiece) {
                done = true;
                return false;
            }
            anyPiece = true;
            walker.piece(required(VALUE), offset);
            advance();
            return true;
        }

        private byte[] allPieces() throws IOException {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            do {
                all.writeBytes(required(VALUE));
                advance();
            } while (there && Arrays.equals(row.copy(KEY), key) && !row.isNull(NAME) && number(NAME) > 0);
            return all.toByteArray();
        }

        private void tell(ValueWalker walker) throws IOException {
            switch (kind) {
                case LIST, SET -> walker.item(required(VALUE));
                case ZSET -> walker.scored(required(NAME), score());
                case HASH -> walker.field(required(NAME), required(VALUE), number(FIELD_EXPIRE_AT));
                case STREAM -> stream(walker);
                case MODULE -> walker.payload(base64());
                default -> throw bad("there is no type '" + type + "'");
            }
        }

        private double score() {
            String text = text(VALUE);
            try {
                return EntryReader.score(text);
            } catch (NumberFormatException e) {
                throw bad("'" + text + "' is no score");
            }
        }

        private byte[] base64() {
            try {
                return Base64.getDecoder().decode(required(VALUE));
            } catch (IllegalArgumentException e) {
                throw bad("the value is no base64");
            }
        }

        private void stream(ValueWalker walker) throws IOException {
            String where = "the value on line " + row.line() + " of " + source;
            try (JsonText json = new JsonText(new ByteArrayInputStream(required(VALUE)), where)) {
                json.next();
                if (row.isNull(NAME)) {
                    new JsonStream(json).step(walker);
                } else {
                    StreamId id = JsonStream.id(json, text(NAME));
                    walker.message(id, JsonStream.pairs(json, id));
                }
            }
        }

        void skipRest() throws IOException {
            Nobody nobody = new Nobody();
            boolean more = !done;
            while (more) {
                try {
                    more = step(nobody);
                } catch (Gone e) {
                    more = false;
                }
            }
        }
    }
}
