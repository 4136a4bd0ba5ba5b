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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private static final int LONGEST_NAME = 256;
    /** How many arguments of one command, and bytes of them, are held where they are only looked at. */
    private static final int MOST_BRIEF = 1 << 16;

    private static final int MOST_BRIEF_BYTES = 1 << 20;
    private static final int BETWEEN_ARGUMENTS = -1;
    private static final int NO_PIECE = -2;
    private static final String TIME = "TS:";

    private final List<AofPart> parts;
    private RdbListener listener = new RdbListener() {};
    private int opened;
    private AofPart part;
    private String partName;
    private Input input;
    private CommandInput in;
    private RdbReader base;
    private boolean inBase;
    private AofProblem problem;

    private long offset;
    private long good;
    /** As {@link #good}, but before the annotations that follow. */
    private long whole;

    private long transactionAt = -1;
    private long timestamp = NO_TIME;
    private int db;
    private byte[] name = {};
    private String upperName = "";
    private int arguments;
    /** The arguments that were read already, because the reader itself wants to know them. */
    private int known;

    private byte[] database = {};
    private int pending;
    /** How much of an argument that is told in pieces is to come; -1 between arguments, -2 before the first piece. */
    private int pieceLeft = NO_PIECE;

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
        reader.in = new CommandInput(stream, offset);
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
        return inBase ? base.offset() : offset;
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
        return inBase ? base.db() : db;
    }

    /** The time in Unix seconds that was last noted, or {@link #NO_TIME}. */
    public long timestamp() {
        return timestamp;
    }

    /** Whether the command is part of a transaction: {@code MULTI}, {@code EXEC} or one between them. */
    public boolean inTransaction() {
        return transactionAt >= 0;
    }

    /** The command's name, in capital letters. */
    public String name() {
        return upperName;
    }

    /** How many arguments the command has, its name included. */
    public int arguments() {
        return arguments;
    }

    /** The command with all its arguments; can be asked for once. */
    public byte[][] command() throws IOException {
        demandUnread();
        return guarded(this::wholeCommand);
    }

    private void demandUnread() {
        if (inBase || arguments == 0 || pending != arguments - known || pieceLeft != NO_PIECE) {
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
        return guarded(() -> briefly(longest));
    }

    /**
     * Adds the next piece of the command in RESP, whatever its size; instead of {@link #command}.
     *
     * @param most about how many bytes
     * @return whether there is more of it
     */
    public boolean piece(CommandBuffer out, int most) throws IOException {
        if (pieceLeft == NO_PIECE) {
            demandUnread();
        }
        return guarded(() -> nextPiece(out, most));
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

    private byte[][] wholeCommand() throws IOException {
        byte[][] all = new byte[Math.min(arguments, 64)][];
        all[0] = name;
        if (known == 2) {
            all[1] = database;
        }
        for (int i = known; i < arguments; i++) {
            if (i == all.length) {
                all = Arrays.copyOf(all, (int) Math.min(arguments, 2L * i));
            }
            pending--;
            all[i] = in.take(in.header('$'));
        }
        return all;
    }

    private byte[][] briefly(int longest) throws IOException {
        byte[][] all = new byte[Math.min(arguments, 16)][];
        all[0] = name;
        if (known == 2) {
            all[1] = database;
        }
        long held = 0;
        for (int i = known; i < arguments; i++) {
            pending--;
            int length = in.header('$');
            if (i >= MOST_BRIEF || length > longest || held + length > MOST_BRIEF_BYTES) {
                in.skip(length);
                continue;
            }
            if (i >= all.length) {
                all = Arrays.copyOf(all, (int) Math.min(arguments, 2L * i));
            }
            all[i] = in.take(length);
            held += length;
        }
        return all.length == Math.min(arguments, MOST_BRIEF)
                ? all
                : Arrays.copyOf(all, Math.min(arguments, MOST_BRIEF));
    }

    private boolean nextPiece(CommandBuffer out, int most) throws IOException {
        int until = out.length() + most;
        if (pieceLeft == NO_PIECE) {
            out.begin(arguments).arg(name);
            if (known == 2) {
                out.arg(database);
            }
            pieceLeft = BETWEEN_ARGUMENTS;
        }
        while (pending > 0 && out.length() < until) {
            if (pieceLeft == BETWEEN_ARGUMENTS) {
                pieceLeft = in.header('$');
                text(out, "$" + pieceLeft + "\r\n");
            }
            while (pieceLeft > 0 && out.length() < until) {
                pieceLeft -= in.some(out, Math.min(pieceLeft, until - out.length()));
            }
            if (pieceLeft == 0) {
                in.endOfArgument();
                text(out, "\r\n");
                pieceLeft = BETWEEN_ARGUMENTS;
                pending--;
            }
        }
        return pending > 0;
    }

    private static void text(CommandBuffer out, String text) {
        out.raw(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
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
                in = new CommandInput(base.rest(), good);
            }
            if (in != null && !in.atEnd()) {
                if (annotated()) {
                    continue;
                }
                begin();
                return true;
            }
            demandNoTransaction();
            if (!nextPart()) {
                return false;
            }
        }
    }

    private void passCommand() throws IOException {
        if (inBase || arguments == 0) {
            return;
        }
        if (pieceLeft > BETWEEN_ARGUMENTS) {
            in.skip(pieceLeft);
            pending--;
        }
        pieceLeft = NO_PIECE;
        while (pending > 0) {
            in.skip(in.header('$'));
            pending--;
        }
        arguments = 0;
        if (upperName.equals("EXEC") || upperName.equals("DISCARD")) {
            transactionAt = -1;
        }
        if (transactionAt < 0) {
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
        if (transactionAt < 0) {
            good = in.offset();
        }
        return true;
    }

    private void begin() throws IOException {
        offset = in.offset();
        int count = in.header('*');
        if (count == 0) {
            throw AofFault.damaged(offset, "a command without a name");
        }
        long nameAt = in.offset();
        int length = in.header('$');
        if (length > LONGEST_NAME) {
            throw AofFault.damaged(nameAt, "a command whose name has " + length + " bytes");
        }
        name = in.take(length);
        upperName = new String(name, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        arguments = count;
        known = 1;
        if (upperName.equals("MULTI")) {
            transactionAt = offset;
        } else if (upperName.equals("SELECT") && count == 2) {
            select();
            known = 2;
        }
        pending = count - known;
    }

    /** The only command that must be looked into: it says where the others go. */
    private void select() throws IOException {
        long at = in.offset();
        database = in.take(in.header('$'));
        if (database.length == 0 || database.length > 9) {
            throw AofFault.damaged(at, "SELECT without a number");
        }
        int value = 0;
        for (byte digit : database) {
            if (digit < '0' || digit > '9') {
                throw AofFault.damaged(at, "SELECT without a number");
            }
            value = 10 * value + digit - '0';
        }
        db = value;
    }

    private void demandNoTransaction() {
        if (transactionAt >= 0) {
            throw AofFault.truncated(
                    in.offset(), "the file ends inside the transaction that begins at byte " + transactionAt + ",");
        }
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
        db = 0;
        good = 0;
        whole = 0;
        in = new CommandInput(stream, 0);
        if (in.startsWith("REDIS") || in.startsWith("VALKEY")) {
            base = RdbReader.open(in.rest(), called).listener(listener);
            inBase = true;
        }
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
