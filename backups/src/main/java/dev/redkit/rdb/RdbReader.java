package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads an RDB file of any version from a stream, key by key:
 *
 * <pre>{@code
 * RdbReader reader = RdbReader.open(in, "dump.rdb");
 * while (reader.next()) {
 *     … reader.key(), reader.type(), reader.expireAt() …
 *     reader.check();            // or entry(), or copyValue(out), or nothing: then it is passed over
 * }
 * }</pre>
 *
 * The checksum is computed on the way and compared at the end, before {@link #next} says that there is no more. Memory
 * does not depend on the input: a window of 256 KiB, and one element of a value at a time. Anything wrong becomes a
 * {@link BadInput} with its offset, after which {@link #problem} tells of which kind it is. For one thread.
 */
public final class RdbReader {
    private static final int SHOWN = 64;
    private static final int RESUMED_WINDOW = 16 * 1024;
    /** Redis 3.2, the oldest that anybody restores to. */
    private static final int OLDEST_PAYLOAD = 7;

    private final Window in;
    private final Strings strings;
    private final Records records;
    private final ValueFraming framing;
    private final ValueDecoder decoder;
    private final String name;
    private RdbProblem problem;
    private long valueEnd;
    private long elements;
    private State state = State.BETWEEN;

    /** What is known about the checksum at the end of the file. */
    public enum Checksum {
        /** The end was not read yet. */
        NOT_REACHED,
        RIGHT,
        /** The server that wrote the file was told not to compute one. */
        DISABLED,
        /** The version has none. */
        NONE
    }

    private enum State {
        BETWEEN,
        /** At a value that nobody has asked for yet. */
        AT_VALUE,
        /** In a value whose walker has given up. */
        IN_VALUE,
        END
    }

    private RdbReader(Window in, String name) {
        this.in = in;
        this.name = name;
        this.strings = new Strings(in);
        Templates templates = new Templates();
        this.records = new Records(in, strings, templates);
        this.framing = new ValueFraming(in, strings, templates);
        this.decoder = new ValueDecoder(in, strings, templates);
    }

    /**
     * A reader that has not read anything yet, so that a file without a magic number has a {@link #problem} too.
     *
     * @param in decompressed; not closed here
     * @param name what to call it in messages
     */
    public static RdbReader of(InputStream in, String name) {
        return new RdbReader(new Window(Objects.requireNonNull(in), Window.SIZE), name);
    }

    /** A reader that has read the magic number. */
    public static RdbReader open(InputStream in, String name) throws IOException {
        return open(in, name, Window.SIZE);
    }

    static RdbReader open(InputStream in, String name, int window) throws IOException {
        RdbReader reader = new RdbReader(new Window(Objects.requireNonNull(in), window), name);
        reader.format();
        return reader;
    }

    /**
     * A reader that goes on in the middle of a file, at the beginning of a record. It counts from there and does not know
     * the checksum.
     */
    static RdbReader resumed(InputStream in, String name, RdbFormat format, int db) {
        RdbReader reader = new RdbReader(new Window(in, RESUMED_WINDOW), name);
        reader.records.format = format;
        reader.records.db = db;
        reader.records.resumed = true;
        return reader;
    }

    /** Lets the listener hear what is not a key, from the next {@link #next} on. */
    public RdbReader listener(RdbListener value) {
        records.listener = value;
        return this;
    }

    public RdbFormat format() throws IOException {
        return records.format != null ? records.format : guarded(records::magic);
    }

    /**
     * Goes to the next key, past the value of the last one if that was not asked for.
     *
     * @return false when all keys were read, and the end of the file was found as it should be
     */
    public boolean next() throws IOException {
        if (state == State.IN_VALUE) {
            throw new IllegalStateException("the value of the last key was left half read");
        }
        return state != State.END
                && guarded(() -> {
                    passValue();
                    elements = Value.UNKNOWN;
                    valueEnd = -1;
                    boolean found = records.advance();
                    state = found ? State.AT_VALUE : State.END;
                    return found;
                });
    }

    /** The number of the database that the current key is in. */
    public int db() {
        return records.db;
    }

    /** The slot that the file says the current key is in, or -1 when it does not say. */
    public int slot() {
        return records.slot;
    }

    /** The current key; not to be changed. */
    public byte[] key() {
        return records.key;
    }

    public RdbType type() {
        return records.type;
    }

    /** When the key expires, in Unix milliseconds, or {@link Entry#NEVER}. */
    public long expireAt() {
        return records.expireAt;
    }

    /** For how many seconds the key was not used, or -1. */
    public long idleSeconds() {
        return records.idle;
    }

    /** How often the key was used, in the server's own logarithmic measure, or -1. */
    public int frequency() {
        return records.frequency;
    }

    /** Where the current key's record begins, with its expiry and the like. */
    public long offset() {
        return records.recordAt;
    }

    /** How far the input was read. */
    public long position() {
        return in.offset();
    }

    /** The current key with its value, which can be walked once, before the next call of {@link #next}. */
    public Entry entry() throws IOException {
        return new Entry(
                records.db,
                records.key,
                records.expireAt,
                new StreamedValue(records.type.kind(), guarded(this::sizeHint)));
    }

    /** Passes over the value, as {@link #next} would. */
    public void skip() throws IOException {
        consume(() -> {
            framing.skip(records.type);
            return true;
        });
    }

    /** Reads the value and makes sure that every part of it is sound. */
    public void check() throws IOException {
        check(null);
    }

    /** The same, and tells how large each part is; null when nobody wants to know. */
    public void check(Sizes sizes) throws IOException {
        consume(() -> {
            elements = decoder.check(records.type, sizes);
            return true;
        });
    }

    /** Copies the value as it is stored: what follows the type and the key in the file, or the type in a payload. */
    public void copyValue(OutputStream out) throws IOException {
        consume(() -> {
            in.openTap(out);
            framing.skip(records.type);
            in.closeTap();
            return true;
        });
    }

    /**
     * The current value as {@code DUMP} would give it: under the lowest version that knows its type, so that every server
     * takes it that can. The whole of it is in memory.
     */
    public byte[] dump() throws IOException {
        RdbType found = records.type;
        if (found.leansOnFile()) {
            throw new BadInput("the value of " + shown(records.key) + " leans on what stands elsewhere in " + name);
        }
        ByteArrayOutputStream payload = new ByteArrayOutputStream(256);
        payload.write(found.id());
        copyValue(payload);
        return DumpReader.footed(payload, Math.max(OLDEST_PAYLOAD, found.since()));
    }

    /** Tells the elements of a vector set; false, and nothing read, when the current key holds none. */
    public boolean vectors(VectorWalker walker) throws IOException {
        if (!guarded(this::atVectors)) {
            return false;
        }
        consume(() -> {
            in.number();
            elements = new VectorSets(in, strings).read(walker);
            return true;
        });
        return true;
    }

    /** Whose value the current key holds, when a module made it. */
    public Optional<String> module() throws IOException {
        if (records.type != RdbType.MODULE_2 || state != State.AT_VALUE || !guarded(() -> in.reach(Records.MAGIC))) {
            return Optional.empty();
        }
        int back = in.at;
        String module = guarded(() -> Modules.name(in.number()));
        in.at = back;
        return Optional.of(module);
    }

    /** How many elements the current value had (bytes for a string), once it was checked or walked; -1 before. */
    public long elements() {
        return elements;
    }

    /** How many bytes the current value takes in the file, once it was read; -1 before. */
    public long valueBytes() {
        return valueEnd < 0 ? -1 : valueEnd - records.valueAt;
    }

    public Checksum checksum() {
        return records.checksum;
    }

    /** Why reading has failed, if it has. */
    public Optional<RdbProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /** What follows the end of the RDB part: nothing in a file, commands in an old append-only file. */
    public InputStream rest() {
        if (state != State.END) {
            throw new IllegalStateException("the end was not reached yet");
        }
        return in.rest();
    }

    private void passValue() throws IOException {
        if (state == State.AT_VALUE) {
            state = State.IN_VALUE;
            framing.skip(records.type);
            state = State.BETWEEN;
        }
    }

    private void consume(Step<Boolean> step) throws IOException {
        if (state != State.AT_VALUE) {
            throw new IllegalStateException("the value of the current key was read already");
        }
        state = State.IN_VALUE;
        guarded(step);
        state = State.BETWEEN;
        valueEnd = in.offset();
    }

    private boolean atVectors() throws IOException {
        if (records.type != RdbType.MODULE_2 || state != State.AT_VALUE || !in.reach(Records.MAGIC)) {
            return false;
        }
        int back = in.at;
        boolean vectors = VectorSets.knows(in.number());
        in.at = back;
        return vectors;
    }

    /** The number of elements where it stands before them. */
    private long sizeHint() throws IOException {
        return switch (records.type) {
            case STRING -> strings.peekLength();
            case LIST, SET, ZSET, ZSET_2, HASH, HASH_2, HASH_METADATA_PRE_GA -> peekNumber();
            default -> Value.UNKNOWN;
        };
    }

    private long peekNumber() throws IOException {
        if (!in.reach(Records.MAGIC)) {
            return Value.UNKNOWN;
        }
        int back = in.at;
        try {
            return in.length();
        } finally {
            in.at = back;
        }
    }

    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T guarded(Step<T> step) throws IOException {
        if (problem != null) {
            throw bad();
        }
        try {
            return step.run();
        } catch (RdbFault e) {
            problem = told(e.problem());
            throw bad();
        }
    }

    private BadInput bad() {
        return new BadInput(
                problem.what() + " at byte " + problem.offset() + " of " + name,
                switch (problem.kind()) {
                    case DAMAGED -> "take another backup; this one is not what a server wrote";
                    case TRUNCATED -> "the file was not written or not copied to its end: fetch it again";
                    case UNKNOWN -> "it may be newer than this redkit: look for an update";
                });
    }

    /** The problem with the key that it is about. */
    private RdbProblem told(RdbProblem bare) {
        if (state != State.AT_VALUE && state != State.IN_VALUE) {
            return bare;
        }
        String about = bare.what() + " in the value of " + shown(records.key) + " ("
                + records.type.name().toLowerCase(Locale.ROOT) + ", which begins at byte " + records.valueAt + "),";
        return new RdbProblem(bare.kind(), bare.offset(), about);
    }

    private static String shown(byte[] key) {
        StringBuilder text = new StringBuilder("'");
        for (int i = 0; i < Math.min(key.length, SHOWN); i++) {
            int c = key[i] & 0xff;
            text.append(c >= 32 && c < 127 ? String.valueOf((char) c) : String.format(Locale.ROOT, "\\x%02x", c));
        }
        return text.append(key.length > SHOWN ? "…'" : "'").toString();
    }

    private final class StreamedValue implements Value {
        private final Kind kind;
        private long size;

        StreamedValue(Kind kind, long size) {
            this.kind = kind;
            this.size = size;
        }

        @Override
        public Kind kind() {
            return kind;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public void walk(ValueWalker walker) throws IOException {
            consume(() -> {
                elements = decoder.walk(records.type, walker);
                return true;
            });
            size = elements;
        }
    }
}
