package dev.redkit.export;

import dev.redkit.record.RowSource;
import dev.redkit.source.Formats;
import dev.redkit.source.RowSources;
import dev.redkit.source.SourceOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Sees by their beginning whether texts hold entries, and opens them. */
public final class EntrySources {
    /** A key longer than that hides what comes after it. */
    private static final int HEAD = 64 << 10;

    private EntrySources() {}

    /** How a text holds entries. */
    public enum Shape {
        /** As {@link JsonEntryWriter} writes them. */
        JSON,
        /** As {@link ElementRowWriter} does, with commas. */
        CSV,
        /** The same with tabs. */
        TSV
    }

    /** The shape of a text that begins so; empty when it holds no entries, but perhaps records. */
    public static Optional<Shape> recognise(byte[] head) {
        if (beginsWith(head, String.join(",", ElementRowWriter.COLUMNS))) {
            return Optional.of(Shape.CSV);
        } else if (beginsWith(head, String.join("\t", ElementRowWriter.COLUMNS))) {
            return Optional.of(Shape.TSV);
        }
        return EntryReader.recognises(head) ? Optional.of(Shape.JSON) : Optional.empty();
    }

    private static boolean beginsWith(byte[] head, String header) {
        byte[] line = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        return head.length >= line.length
                && Arrays.equals(head, 0, line.length - 1, line, 0, line.length - 1)
                && (head[line.length - 1] == '\n' || head[line.length - 1] == '\r');
    }

    /** The first bytes of a stream, which it still gives. */
    public static byte[] head(BufferedInputStream stream) throws IOException {
        stream.mark(HEAD);
        byte[] head = stream.readNBytes(HEAD);
        stream.reset();
        return head;
    }

    /**
     * The entries of a text of that shape; the stream is closed with them.
     *
     * @param name what it is called before a user
     */
    public static EntrySource open(Shape shape, InputStream stream, String name) throws IOException {
        return switch (shape) {
            case JSON -> new EntryReader(stream, name);
            case CSV -> rows("csv", stream, name);
            case TSV -> rows("tsv", stream, name);
        };
    }

    private static EntrySource rows(String format, InputStream stream, String name) throws IOException {
        RowSource rows =
                new RowSources(Formats.builtIn()).open(name, stream, SourceOptions.DEFAULTS.withFormat(format));
        return new ElementRowSource(rows, name);
    }
}
