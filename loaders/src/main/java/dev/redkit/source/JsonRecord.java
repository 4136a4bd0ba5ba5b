package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import dev.redkit.record.FieldType;
import dev.redkit.record.Row;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Turns one JSON value into a row: the members of an object become columns by name, the items of an array {@code c1, c2,
 * …}, anything else the column {@code value}. Numbers keep their text. What lies deeper is JSON text as it was written,
 * or, flattened, columns {@code a.b.c}. Texts without escapes and all other
 * values are slices of the record itself.
 */
final class JsonRecord {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String input;
    private final Columns columns;
    private final boolean flatten;
    private final JsonStrings strings = new JsonStrings();
    private byte[] bytes;
    private int from;
    private int to;
    private Row row;
    private int expected;

    JsonRecord(String input, Columns columns, boolean flatten) {
        this.input = input;
        this.columns = columns;
        this.flatten = flatten;
    }

    /**
     * Fills the row.
     *
     * @throws StreamReadException when it is not one JSON value
     */
    void read(Row itsRow, byte[] array, int offset, int length) {
        bytes = array;
        from = offset;
        to = offset + length;
        strings.clear();
        row = itsRow;
        expected = 0;
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), array, offset, length)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_OBJECT) {
                members(parser, "");
            } else if (first == JsonToken.START_ARRAY) {
                items(parser);
            } else if (first != null) {
                value(parser, first, column("value"));
            }
            if (parser.nextToken() != null) {
                throw new StreamReadException(parser, "there is more than one value");
            }
        }
    }

    /** The text of a JSON string. */
    static String string(byte[] array, int offset, int length) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), array, offset, length)) {
            parser.nextToken();
            return parser.getString();
        }
    }

    private void members(JsonParser parser, String prefix) {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = prefix.isEmpty() ? parser.currentName() : prefix + parser.currentName();
            JsonToken token = parser.nextToken();
            if (flatten && token == JsonToken.START_OBJECT) {
                members(parser, name + ".");
            } else {
                value(parser, token, column(name));
            }
        }
    }

    private void items(JsonParser parser) {
        int item = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            value(parser, token, column("c" + ++item));
        }
    }

    /** Most records have the same members in the same order. */
    private int column(String name) {
        if (expected < columns.count() && columns.name(expected).equals(name)) {
            return expected++;
        }
        int column = columns.index(name);
        if (column == Columns.ABSENT) {
            if (columns.count() == Header.MOST_COLUMNS) {
                throw new BadInput(
                        input + " has more than " + Header.MOST_COLUMNS + " different names, from line " + row.line(),
                        "names that are data belong into a value");
            }
            column = columns.add(name);
        }
        expected = column + 1;
        return column;
    }

    private void value(JsonParser parser, JsonToken token, int column) {
        switch (token) {
            case VALUE_STRING -> text(parser, column);
            case VALUE_NUMBER_INT -> slice(parser, column, FieldType.INTEGER);
            case VALUE_NUMBER_FLOAT -> slice(parser, column, FieldType.DECIMAL);
            case VALUE_TRUE, VALUE_FALSE -> slice(parser, column, FieldType.BOOLEAN);
            case START_OBJECT, START_ARRAY -> {
                int start = start(parser);
                parser.skipChildren();
                row.set(column, FieldType.JSON, bytes, start, end(parser) - start);
            }
            default -> row.setNull(column);
        }
    }

    /** Found in the record itself: to have it from the parser would cost some copies. It still judges what is in there. */
    private void text(JsonParser parser, int column) {
        int start = start(parser) + 1;
        int end = JsonText.quoteOrBackslash(bytes, start, to);
        if (end < to && bytes[end] == '\\') {
            int begin = strings.begin();
            strings.unescape(bytes, start, to);
            row.set(column, FieldType.TEXT, strings.array(), begin, strings.end() - begin);
        } else {
            row.set(column, FieldType.TEXT, bytes, start, end - start);
        }
    }

    private void slice(JsonParser parser, int column, FieldType type) {
        int start = start(parser);
        row.set(column, type, bytes, start, JsonText.endOfScalar(bytes, start, to) - start);
    }

    private int start(JsonParser parser) {
        return from + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int end(JsonParser parser) {
        return from + (int) parser.currentLocation().getByteOffset();
    }
}
