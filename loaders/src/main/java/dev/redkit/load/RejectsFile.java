package dev.redkit.load;

import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.source.RejectsSource;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * The records that were not written, one JSON line each, with where they stood and why. A line before them names the
 * format and the columns, so that {@code load} reads the file as it read the input. Unlike other outputs it is there
 * while the load runs: what was rejected before a crash is known after it.
 */
final class RejectsFile implements Closeable {
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    private final Path path;
    private final FileChannel channel;
    private final OutputStream out;
    private List<String> columns = List.of();
    private final boolean plain;
    /** JSON is made here first: its writer hides what went wrong with a file. */
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private boolean begun;
    private String itsFormat = "";

    /**
     * Opens the file, and cuts it to a length it had before.
     *
     * @param length how much of an older file belongs to this load: 0 unless it is resumed
     */
    RejectsFile(Path path, long length) {
        this.path = path;
        try {
            channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // What is no plain file, /dev/null or a pipe, has no length and must never be deleted.
            plain = Files.isRegularFile(path);
            if (plain) {
                long kept = Math.min(length, channel.size());
                channel.truncate(kept).position(kept);
            }
            out = new BufferedOutputStream(Channels.newOutputStream(channel));
        } catch (IOException e) {
            throw new CannotWrite("cannot write the rejects to " + path + ": " + Reason.of(e), null, e);
        }
    }

    void write(Rejection rejection, String format, List<String> itsColumns) throws IOException {
        if (!begun || !format.equals(itsFormat) || !itsColumns.equals(columns)) {
            begun = true;
            itsFormat = format;
            columns = itsColumns;
            header(format);
        }
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty("input", rejection.input());
            json.writeNumberProperty("record", rejection.record());
            if (rejection.line() > 0) {
                json.writeNumberProperty("line", rejection.line());
            }
            if (rejection.key() != null) {
                bytes(json, "key", rejection.key());
            }
            json.writeStringProperty("reason", rejection.reason());
            bytes(json, "raw", rejection.raw());
            json.writeEndObject();
        }
        end();
    }

    private void end() throws IOException {
        line.write('\n');
        line.writeTo(out);
        // What the disk does not take is found out with this record, not with a later one.
        out.flush();
        line.reset();
    }

    private void header(String inputFormat) throws IOException {
        boolean rewritten = RecordText.isNeededFor(inputFormat);
        String format = rewritten ? "jsonl" : inputFormat;
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeNumberProperty(RejectsSource.MARK, 1);
            json.writeStringProperty("format", format);
            json.writeArrayPropertyStart("columns");
            for (String column : rewritten ? List.<String>of() : columns) {
                json.writeString(column);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        end();
    }

    /** Text where it is text; else what no text is mistaken for. */
    private static void bytes(JsonGenerator json, String name, byte[] bytes) {
        try {
            json.writeStringProperty(
                    name,
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes))
                            .toString());
        } catch (CharacterCodingException e) {
            json.writeObjectPropertyStart(name);
            json.writeStringProperty("$base64", Base64.getEncoder().encodeToString(bytes));
            json.writeEndObject();
        }
    }

    void flush() throws IOException {
        out.flush();
    }

    /** Brings all to the disk; the length of the file. */
    long sync() throws IOException {
        out.flush();
        if (!plain) {
            return 0;
        }
        channel.force(false);
        return channel.position();
    }

    /** Keeps the file if there is anything in it. */
    @Override
    public void close() throws IOException {
        try (channel) {
            out.flush();
            if (plain && channel.position() == 0) {
                Files.deleteIfExists(path);
            }
        }
    }
}
