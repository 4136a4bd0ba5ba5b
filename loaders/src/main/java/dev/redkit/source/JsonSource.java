package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;

/**
 * JSON documents: the items of the array that the document is, or that a JSON pointer leads to; or values one after the
 * other. Only one record is ever held. A broken value spoils all behind it, because nobody can tell where the next begins.
 */
final class JsonSource implements RowSource {
    private final JsonText text;
    private final Columns columns = new Columns();
    private final JsonRecord json;
    private final boolean ofPointer;
    private boolean inArray;
    private boolean finished;
    private long number;

    private JsonSource(Opening opening) throws IOException {
        SourceOptions.Nested said = opening.options().nested();
        this.text = new JsonText(opening.window());
        this.json = new JsonRecord(opening.name(), columns, said.flatten());
        List<String> steps = steps(said.jsonPath());
        this.ofPointer = !steps.isEmpty();
        for (String step : steps) {
            descend(step, said.jsonPath());
        }
        if (text.peek() == '[') {
            inArray = true;
            text.take();
        }
    }

    static JsonSource open(Opening opening) throws IOException {
        return new JsonSource(opening);
    }

    private static List<String> steps(String pointer) {
        List<String> steps = new ArrayList<>();
        if (pointer == null || pointer.isEmpty()) {
            return steps;
        }
        if (pointer.charAt(0) != '/') {
            throw new UsageError("'" + pointer + "' is no JSON pointer", "write it as /data/items");
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            steps.add(step.replace("~1", "/").replace("~0", "~"));
        }
        return steps;
    }

    private void descend(String step, String pointer) throws IOException {
        int first = text.peek();
        boolean found = first == '{' ? toMember(step) : first == '[' && toItem(step);
        if (!found) {
            throw new BadInput(
                    "there is no " + pointer + " in " + text.window().name() + ": nothing is called '" + step + "'",
                    "see redkit load … --describe for what is in it");
        }
    }

    private boolean toMember(String name) throws IOException {
        text.take();
        while (text.peek() == '"') {
            Window window = text.window();
            int end = text.value();
            String member = name(window.bytes, window.at, end - window.at);
            text.advance(end);
            expect(':');
            if (member.equals(name)) {
                return true;
            }
            nextValue();
            text.skip();
            if (text.peek() == ',') {
                text.take();
            }
        }
        return false;
    }

    private String name(byte[] bytes, int from, int length) {
        try {
            return JsonRecord.string(bytes, from, length);
        } catch (StreamReadException e) {
            throw broken(e);
        }
    }

    private boolean toItem(String index) throws IOException {
        text.take();
        int left;
        try {
            left = Integer.parseInt(index);
        } catch (NumberFormatException e) {
            return false;
        }
        while (text.peek() != ']') {
            nextValue();
            if (left-- == 0) {
                return true;
            }
            text.skip();
            if (text.peek() == ',') {
                text.take();
            }
        }
        return false;
    }

    private void nextValue() throws IOException {
        int next = text.peek();
        if (next == JsonText.END || next == ',' || next == ']' || next == '}' || next == ':') {
            throw unexpected(next, "a value");
        }
    }

    private void expect(char what) throws IOException {
        int next = text.peek();
        if (next != what) {
            throw unexpected(next, "'" + what + "'");
        }
        text.take();
    }

    private BadInput unexpected(int next, String wanted) {
        String found = next == JsonText.END ? "the file ends" : "there is '" + (char) next + "'";
        return new BadInput(text.place() + ": " + found + " where " + wanted + " should be");
    }

    private BadInput broken(StreamReadException e) {
        TokenStreamLocation where = e.getLocation();
        String place = where == null ? text.place() : text.place(where.getLineNr() - 1, where.getColumnNr());
        return new BadInput(place + ": " + JsonFault.what(e), null, e);
    }

    @Override
    public Columns columns() {
        return columns;
    }

    @Override
    public boolean mayGrow() {
        return true;
    }

    @Override
    public boolean next(Row row) throws IOException {
        if (finished || !toNext()) {
            finished = true;
            return false;
        }
        Window window = text.window();
        int end = text.value();
        int length = end - window.at;
        number++;
        row.clear(number, text.line(), window.offset(window.at));
        row.made(window.offset(end), window.bytes, window.at, length);
        try {
            json.read(row, window.bytes, window.at, length);
        } catch (StreamReadException e) {
            throw broken(e);
        }
        text.advance(end);
        row.followedBy(text.line());
        finished = ofPointer && !inArray;
        return true;
    }

    /** Moves to where the next record begins. */
    private boolean toNext() throws IOException {
        int next = text.peek();
        if (!inArray) {
            if (next == JsonText.END) {
                return false;
            }
            nextValue();
            return true;
        }
        if (next == ']') {
            text.take();
            if (!ofPointer && text.peek() != JsonText.END) {
                throw new BadInput(
                        text.place() + ": there is more after the end of the array",
                        "if each line is a record of its own, say --format jsonl");
            }
            return false;
        }
        if (number > 0) {
            expect(',');
        }
        nextValue();
        return true;
    }

    @Override
    public void skip(long records, long offset, long line) throws IOException {
        if (records > 0) {
            number = records;
            text.jump(offset, line);
        }
    }

    @Override
    public void close() {
        text.close();
    }
}
