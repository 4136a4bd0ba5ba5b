package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * The records that an earlier load rejected, as they were: each line holds the bytes of one, and the lines that begin
 * with {@link #MARK} tell of which format and columns those after it are. Read in the way the first input was, so that
 * the same command with another file name loads what has been mended.
 */
public final class RejectsSource implements RowSource {
    /** The first key of the line before the records. */
    public static final String MARK = "redkit-rejects";

    private static final JsonFactory JSON = new JsonFactory();

    private final String name;
    private final BufferedReader lines;
    private final RowSources sources;
    private final SourceOptions options;
    private final Columns columns = new Columns();
    private Reject header;
    private RowSource record;
    private Row inner;
    private long line;
    private long number;

    /** One line: the header before records, or a record. */
    private record Reject(String format, List<String> columns, byte[] raw) {}

    RejectsSource(String name, InputStream in, RowSources sources, SourceOptions options) throws IOException {
        this.name = name;
        this.lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        this.sources = sources;
        this.options = options;
        this.header = read();
    }

    static boolean isOne(byte[] head) {
        byte[] mark = ("{\"" + MARK + "\"").getBytes(StandardCharsets.US_ASCII);
        return head.length > mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }

    /** The format of the records. */
    String format() {
        return header.format();
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
        Reject reject = read();
        while (reject != null && reject.raw() == null) {
            header = reject;
            reject = read();
        }
        if (reject == null) {
            return false;
        }
        row.clear(++number, line, 0);
        open(reject.raw());
        if (!record.next(inner)) {
            row.made(0, reject.raw(), 0, reject.raw().length);
            row.spoiled("there is no record in it");
            return true;
        }
        for (int i = 0; i < inner.size(); i++) {
            if (!inner.isNull(i)) {
                int column = columns.add(inner.columns().name(i));
                row.set(column, inner.type(i), inner.array(i), inner.offset(i), inner.length(i));
            }
        }
        row.made(0, reject.raw(), 0, reject.raw().length);
        if (inner.fault() != null) {
            row.spoiled(inner.fault());
        }
        return true;
    }

    private void open(byte[] raw) throws IOException {
        SourceOptions its = options.withFormat(header.format());
        if (!header.columns().isEmpty()) {
            its = its.withDelimited(its.delimited().withHeader(Header.NO).withNames(header.columns()));
        }
        InputStream one =
                new SequenceInputStream(new ByteArrayInputStream(raw), new ByteArrayInputStream(new byte[] {'\n'}));
        record = sources.open(name + ":" + line, one, its);
        inner = new Row(record.columns());
    }

    private Reject read() throws IOException {
        String text = lines.readLine();
        if (text == null) {
            return null;
        }
        line++;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            return parse(json);
        } catch (StreamReadException e) {
            throw new BadInput(name + ":" + line + " is not a line of a file of rejects", "it was cut or changed", e);
        }
    }

    private static Reject parse(JsonParser json) {
        String format = null;
        List<String> names = new ArrayList<>();
        byte[] raw = null;
        while (json.nextToken() != null) {
            if (json.currentToken() != JsonToken.VALUE_STRING) {
                continue;
            }
            String within = json.streamReadContext().getParent().currentName();
            if (json.streamReadContext().inArray()) {
                names.add(json.getString());
            } else if ("format".equals(json.currentName())) {
                format = json.getString();
            } else if ("raw".equals(json.currentName())) {
                raw = json.getString().getBytes(StandardCharsets.UTF_8);
            } else if ("$base64".equals(json.currentName()) && "raw".equals(within)) {
                raw = Base64.getDecoder().decode(json.getString());
            }
        }
        return new Reject(format, names, raw);
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            // It was only read.
        }
    }
}
