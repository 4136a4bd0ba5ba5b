package dev.redkit.source;

import dev.redkit.record.Row;
import dev.redkit.record.RowSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads a dataset to its end, for tests: each record as a list of texts, null for null. */
final class Reading {
    final List<String> columns;
    final List<List<String>> records = new ArrayList<>();
    final List<String> faults = new ArrayList<>();
    final List<Long> lines = new ArrayList<>();
    final List<Long> nextLines = new ArrayList<>();
    final List<Long> ends = new ArrayList<>();
    final List<String> raws = new ArrayList<>();
    final List<String> types = new ArrayList<>();

    private Reading(RowSource source) throws IOException {
        Row row = new Row(source.columns());
        while (source.next(row)) {
            lines.add(row.line());
            nextLines.add(row.nextLine());
            ends.add(row.end());
            raws.add(new String(row.rawArray(), row.rawOffset(), row.rawLength(), StandardCharsets.ISO_8859_1));
            faults.add(row.fault());
            if (row.fault() == null) {
                add(row);
            }
        }
        columns = source.columns().names();
    }

    private void add(Row row) {
        List<String> fields = new ArrayList<>();
        StringBuilder kinds = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            byte[] bytes = row.copy(i);
            fields.add(bytes == null ? null : new String(bytes, StandardCharsets.ISO_8859_1));
            kinds.append(i == 0 ? "" : " ").append(row.type(i));
        }
        records.add(fields);
        types.add(kinds.toString());
    }

    static Reading of(RowSource source) throws IOException {
        try (source) {
            return new Reading(source);
        }
    }

    /** Characters are bytes here. */
    static Reading of(String format, String text) throws IOException {
        return of(text, SourceOptions.DEFAULTS.withFormat(format));
    }

    static Reading of(String text, SourceOptions options) throws IOException {
        return of(open(text.getBytes(StandardCharsets.ISO_8859_1), options));
    }

    static RowSource open(byte[] bytes, SourceOptions options) throws IOException {
        return new RowSources(Formats.builtIn()).open("input", new ByteArrayInputStream(bytes), options);
    }

    /** A stream that gives little at a time. */
    static InputStream slow(byte[] bytes, int atOnce) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(length, atOnce));
            }
        };
    }
}
