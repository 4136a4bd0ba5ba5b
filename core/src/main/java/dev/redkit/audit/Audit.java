package dev.redkit.audit;

import dev.redkit.failure.Reason;
import dev.redkit.io.UserFolders;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The log of what was deleted, replaced or stopped: {@code $XDG_STATE_HOME/redkit/audit.log}, a line of JSON for each
 * work, appended at once so that several programs may write. Only its owner may read it. What it is told holds no secrets.
 */
public final class Audit {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path file;
    private final InstantSource clock;

    private Audit(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    public static Audit of(Map<String, String> environment, InstantSource clock) {
        return new Audit(UserFolders.state(environment).resolve("audit.log"), clock);
    }

    public Path file() {
        return file;
    }

    /**
     * Adds a line.
     *
     * @param where the server or cluster
     * @param what the command, in words that a user would type
     * @param count of how many
     * @return why it could not be written, if so: what was done is done
     */
    public Optional<String> add(String where, String what, long count) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
            json.writeStartObject();
            json.writeStringProperty(
                    "time", clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
            json.writeStringProperty("who", System.getProperty("user.name", ""));
            json.writeStringProperty("where", where);
            json.writeStringProperty("what", what);
            json.writeNumberProperty("count", count);
            json.writeEndObject();
        }
        try {
            append((line + "\n").getBytes(StandardCharsets.UTF_8));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("nothing could be added to " + file + ": " + Reason.of(e));
        }
    }

    private void append(byte[] line) throws IOException {
        Files.createDirectories(file.getParent());
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        List<FileAttribute<?>> own = posix
                ? List.of(PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : List.of();
        try (FileChannel out = FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.APPEND),
                own.toArray(FileAttribute[]::new))) {
            out.write(ByteBuffer.wrap(line));
        }
    }
}
