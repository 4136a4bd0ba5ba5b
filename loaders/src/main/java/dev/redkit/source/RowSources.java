package dev.redkit.source;

import dev.redkit.io.Input;
import dev.redkit.record.RowSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Opens datasets: sees of which format they are, unless that is said, and hands them to the class that reads it. */
public final class RowSources {
    private final Formats formats;

    public RowSources(Formats formats) {
        this.formats = formats;
    }

    /**
     * A dataset that is open.
     *
     * @param format the name of its format
     */
    public record Opened(String format, RowSource rows) {}

    public Formats formats() {
        return formats;
    }

    /** The records of one input, which is closed with them. */
    public RowSource open(Input input, SourceOptions options) throws IOException {
        return begin(input.name(), input.stream(), options).rows();
    }

    /** The records of a stream, which is closed with them. */
    public RowSource open(String name, InputStream stream, SourceOptions options) throws IOException {
        return begin(name, stream, options).rows();
    }

    /** Sees what a stream is, and begins to read it. It is closed with its rows, or when that fails. */
    public Opened begin(String name, InputStream stream, SourceOptions options) throws IOException {
        try {
            Head head = Head.of(stream);
            if (RejectsSource.isOne(head.bytes())) {
                RejectsSource rejects = new RejectsSource(name, head, this, options);
                return new Opened(rejects.format(), rejects);
            }
            Charset charset = options.encoding() != null ? options.encoding() : Transcoded.marked(head.bytes());
            boolean other = charset != null && !charset.equals(StandardCharsets.UTF_8);
            if (other) {
                head = Head.of(new Transcoded(name, head, charset));
            }
            Format format = options.format() != null
                    ? formats.named(options.format())
                    : FormatGuess.of(name, head.bytes(), options, formats);
            Opening opening = new Opening(name, head, head.bytes(), other, options);
            return new Opened(format.name(), format.opener().open(opening));
        } catch (IOException | RuntimeException e) {
            try (stream) {
                throw e;
            }
        }
    }
}
