package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import dev.redkit.rdb.RdbListener;
import dev.redkit.rdb.RdbProblem;
import dev.redkit.rdb.RdbReader;
import dev.redkit.wire.CommandBuffer;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads an append-only file, all of its files as one sequence:
 *
 * <pre>{@code
 * try (AofReader reader = AofReader.open(folder)) {
 *     while (reader.next()) {
 *         if (reader.kind() == AofReader.Kind.ENTRY) { … reader.base().entry() … }
 *         else { … reader.name(), reader.command(), reader.offset(), reader.timestamp() … }
 *     }
 * }
 * }</pre>
 *
 * A command that is not asked for is passed over; one that is, is held as a whole. Anything wrong becomes a
 * {@link BadInput}, after which {@link #problem} tells of which kind it is and how far the file is good. For one thread.
 */
public final class AofReader implements Closeable {
    /** No time was noted. */
    public static final long NO_TIME = -1;

    private static final String TIME = "TS:";

    private final List<AofPart> parts;
    private RdbListener listener = new RdbListener() {};
    private int opened;
    private AofPart part;
    private String partName;
    private Input input;
    private CommandInput in;
    /** Of the file that is open; of none at first, which has no command. */
    private AofCommand current = new AofCommand(null);

    private RdbReader base;
    private boolean inBase;
    private AofProblem problem;

    private long good;
    /** As {@link #good}, but before the annotations that follow. */
    private long whole;

    private long timestamp = NO_TIME;
    private BadInput failure;

    /** What the reader stands at. */
    public enum Kind {
        /** A key of an RDB base: ask {@link #base}. */
        ENTRY,
        COMMAND
    }

    AofReader(List<AofPart> parts) {
        this.parts = parts;
    }

    /** Opens a folder with a manifest in it, a manifest, or a single file. */
    public static AofReader open(Path place) {
        if (Files.isDirectory(place)) {
            return of(AofManifest.in(place));
        }
        if (AofManifest.isManifest(place)) {
            return of(AofManifest.read(place));
        }
        return new AofReader(List.of(new AofPart(place, 1, AofPart.Role.INCREMENT)));
    }

    public static AofReader of(AofManifest manifest) {
        return new AofReader(manifest.parts().stream()
                .filter(part -> part.role() != AofPart.Role.HISTORY)
                .toList());
    }

    /** A single file that comes as a stream, which is not closed. */
    public static AofReader of(InputStream stream, String name) throws IOException {
        AofReader reader = new AofReader(List.of());
        reader.begin(stream, name);
        return reader;
    }

    /** Its files in their order; none for a stream. */
    List<AofPart> parts() {
        return parts;
    }

    /** Commands from somewhere in a file on: a stream that begins at that byte of it. */
    static AofReader from(InputStream stream, String name, long offset) {
        AofReader reader = new AofReader(List.of());
        reader.partName = name;
        reader.good = offset;
        reader.whole = offset;
        reader.commands(stream, offset);
        return reader;
    }

    /** Lets the listener hear what stands in an RDB base beside its keys. */
    public AofReader listener(RdbListener value) {
        listener = value;
        return this;
    }

    /**
     * Goes to the next key or command, past the rest of the last one if it was not asked for.
     *
     * @return false at the end of the last file, if that is not inside a transaction
     */
    public boolean next() throws IOException {
        return guarded(this::advance);
    }

    public Kind kind() {
        return inBase ? Kind.ENTRY : Kind.COMMAND;
    }

    /** The file that the reader is in; empty for a stream. */
    public Optional<AofPart> part() {
        return Optional.ofNullable(part);
    }

    /** The reader of the base, which stands at the current key. */
    public RdbReader base() {
        return base;
    }

    /** Where the current key or command begins in its file, its annotations not counted. */
    public long offset() {
        return inBase ? base.offset() : current.offset();
    }

    /** How far the current file is whole: behind the last command that is complete, before an open transaction. */
    public long good() {
        return good;
    }

    /**
     * Where the current file can end so that nothing of the current command, nor of the transaction that it is part of,
     * nor their annotations, is left.
     */
    public long before() {
        return whole;
    }

    /** The database that the current key or command is for. */
    public int db() {
        return inBase ? base.db() : current.db();
    }

    /** The time in Unix seconds that was last noted, or {@link #NO_TIME}. */
    public long timestamp() {
        return timestamp;
    }

    /** Whether the command is part of a transaction: {@code MULTI}, {@code EXEC} or one between them. */
    public boolean inTransaction() {
        return current.inTransaction();
    }

    /** The command's name, in capital letters. */
    public String name() {
        return current.name();
    }

    /** How many arguments the command has, its name included. */
    public int arguments() {
        return current.arguments();
    }

    /** The command with all its arguments; can be asked for once. */
    public byte[][] command() throws IOException {
        demandUnread();
        return guarded(current::whole);
    }

    private void demandUnread() {
        if (inBase || !current.isUnread()) {
            throw new IllegalStateException("there is no command, or it was read already");
        }
    }

    /**
     * The command with those of its arguments that are not long, to look at it; can be asked for once, and instead of
     * {@link #command}. An argument that is longer, or comes after very many, is null.
     *
     * @param longest how many bytes an argument may have
     */
    public byte[][] brief(int longest) throws IOException {
        demandUnread();
        return guarded(() -> current.brief(longest));
    }

    /**
     * Adds the next piece of the command in RESP, whatever its size; instead of {@link #command}.
     *
     * @param most about how many bytes
     * @return whether there is more of it
     */
    public boolean piece(CommandBuffer out, int most) throws IOException {
        if (!current.isInPieces()) {
            demandUnread();
        }
        return guarded(() -> current.piece(out, most));
    }

    /** How far the current file was read: once all of a command was asked for, where it ends. */
    public long position() {
        return inBase ? base.position() : in.offset();
    }

    /** Why reading has failed, if it has. */
    public Optional<AofProblem> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
        }
    }

    private boolean advance() throws IOException {
        passCommand();
        while (true) {
            if (inBase) {
                if (base.next()) {
                    return true;
                }
                inBase = false;
                good = base.position();
                whole = good;
                commands(base.rest(), good);
            }
            if (in != null && !in.atEnd()) {
                if (annotated()) {
                    continue;
                }
                current.begin();
                return true;
            }
            current.demandNoTransaction();
            if (!nextPart()) {
                return false;
            }
        }
    }

    private void passCommand() throws IOException {
        if (!inBase && current.pass() && !current.inTransaction()) {
            good = in.offset();
            whole = good;
        }
    }

    private boolean annotated() throws IOException {
        String annotation = in.annotation();
        if (annotation == null) {
            return false;
        }
        String seconds = annotation.startsWith(TIME) ? annotation.substring(TIME.length()) : "";
        if (!seconds.isEmpty() && seconds.length() < 18 && seconds.chars().allMatch(c -> c >= '0' && c <= '9')) {
            timestamp = Long.parseLong(seconds);
        }
        if (!current.inTransaction()) {
            good = in.offset();
        }
        return true;
    }

    private boolean nextPart() throws IOException {
        if (opened == parts.size()) {
            return false;
        }
        close();
        part = parts.get(opened++);
        input = Input.open(part.file());
        begin(input.stream(), part.file().toString());
        return true;
    }

    private void begin(InputStream stream, String called) throws IOException {
        partName = called;
        good = 0;
        whole = 0;
        commands(stream, 0);
        if (in.startsWith("REDIS") || in.startsWith("VALKEY")) {
            base = RdbReader.open(in.rest(), called).listener(listener);
            inBase = true;
        }
    }

    private void commands(InputStream stream, long from) {
        in = new CommandInput(stream, from);
        current = new AofCommand(in);
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Step<T> step) throws IOException {
        if (failure != null) {
            throw failure;
        }
        try {
            return step.run();
        } catch (AofFault e) {
            problem = new AofProblem(e.kind(), partName, e.offset(), good, opened >= parts.size(), e.getMessage());
            failure = bad();
            throw failure;
        } catch (BadInput e) {
            failure = e;
            Optional<RdbProblem> inner = inBase ? base.problem() : Optional.empty();
            inner.ifPresent(found -> problem =
                    new AofProblem(found.kind(), partName, found.offset(), 0, opened >= parts.size(), found.what()));
            throw e;
        }
    }

    private BadInput bad() {
        String hint = switch (problem.kind()) {
            case TRUNCATED ->
                problem.last()
                        ? "it is whole up to byte " + problem.good() + "; a server drops what comes after"
                        : "it is not the last of its files, so no server starts with it: fetch it again";
            case DAMAGED, UNKNOWN -> "it is whole up to byte " + problem.good();
        };
        return new BadInput(problem.what() + " at byte " + problem.offset() + " of " + problem.file(), hint);
    }
}
