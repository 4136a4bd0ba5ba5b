package dev.redkit.export;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.entry.StreamId;
import dev.redkit.entry.StreamState;
import dev.redkit.entry.ValueWalker;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The commands that bring an entry about, each a bounded run of its elements: {@link #begin}, walk the value with this,
 * {@link #end}, and take commands with {@link #poll} at any time in between. Sent one after the other, and once or
 * several times with {@link Existing#REPLACE}, they give the same key.
 *
 * <p>Commands cannot bring back everything: when a consumer of a group was seen last, and messages that wait for an
 * acknowledgement although they were deleted (the server drops those).
 */
public final class EntryCommands implements ValueWalker {
    private static final int ELEMENTS = 500;
    private static final int BYTES = 64 << 10;

    private final Existing existing;
    private final boolean expiries;
    private final Overflow overflow;
    private final Deque<List<byte[]>> ready = new ArrayDeque<>();

    /** Told when commands are ready in the middle of a walk, by whoever cannot {@link #poll} then. */
    public interface Overflow {
        void ready() throws IOException;
    }

    private Entry entry;
    private Kind kind;
    private boolean anyMessage;
    private boolean clean;
    private List<byte[]> run = new ArrayList<>();
    private long runBytes;
    private long pieceEnd;
    private final FieldExpiries fields = new FieldExpiries();

    /** {@code expiries} says whether keys, and fields, shall expire as they did. */
    public EntryCommands(Existing existing, boolean expiries) {
        this(existing, expiries, () -> {});
    }

    public EntryCommands(Existing existing, boolean expiries, Overflow overflow) {
        this.existing = existing;
        this.expiries = expiries;
        this.overflow = overflow;
    }

    /** Starts a key. */
    public void begin(Entry next) {
        entry = next;
        kind = next.value().kind();
        clean = existing == Existing.ADD;
        pieceEnd = 0;
        anyMessage = false;
    }

    /** The key is complete. */
    public void end() {
        flush();
        if (expiries && entry.expires() && !expiresAlready()) {
            add("PEXPIREAT", number(entry.expireAt()));
        }
        entry = null;
    }

    /** A string told as a whole and a module's value bring their expiry along. */
    private boolean expiresAlready() {
        return kind == Kind.MODULE || (kind == Kind.STRING && pieceEnd == 0);
    }

    /** The key vanished: what was said of it is taken back. */
    public void gone() {
        run = new ArrayList<>();
        runBytes = 0;
        fields.clear();
        add("DEL");
        entry = null;
    }

    /** Moves the next command there; false when none is ready. */
    public boolean poll(CommandBuffer out) {
        List<byte[]> command = ready.poll();
        if (command == null) {
            return false;
        }
        out.begin(command.size());
        command.forEach(out::arg);
        return true;
    }

    @Override
    public boolean takesPieces() {
        return true;
    }

    @Override
    public void text(byte[] value) {
        if (expiries && entry.expires()) {
            add("SET", value, ascii("PXAT"), number(entry.expireAt()));
        } else {
            add("SET", value);
        }
    }

    @Override
    public void piece(byte[] piece, long offset) throws IOException {
        add(pieceEnd == 0 ? "SET" : "APPEND", piece);
        // Even an empty first piece has been one.
        pieceEnd = Math.max(1, offset + piece.length);
        overflow.ready();
    }

    @Override
    public void item(byte[] item) throws IOException {
        element(item);
    }

    @Override
    public void scored(byte[] member, double score) throws IOException {
        element(ascii(scoreText(score)), member);
    }

    /** As the server reads it. */
    static String scoreText(double score) {
        if (Double.isInfinite(score)) {
            return score > 0 ? "inf" : "-inf";
        }
        long whole = (long) score;
        boolean exact = whole == score && Math.abs(whole) < 1L << 53 && Double.doubleToRawLongBits(score) != 1L << 63;
        return exact ? Long.toString(whole) : Double.toString(score);
    }

    @Override
    public void field(byte[] name, byte[] value, long expireAt) throws IOException {
        if (expiries && expireAt != Entry.NEVER) {
            fields.add(name, expireAt);
        }
        element(name, value);
    }

    @Override
    public void message(StreamId id, byte[][] pairs) throws IOException {
        clean();
        anyMessage = true;
        List<byte[]> command = command("XADD", 1 + pairs.length);
        command.add(ascii(id.toString()));
        command.addAll(List.of(pairs));
        ready.add(command);
        overflow.ready();
    }

    @Override
    public void stream(StreamState state) throws IOException {
        clean();
        new StreamCommands(entry.key(), !anyMessage, ready).add(state);
        overflow.ready();
    }

    @Override
    public void payload(byte[] dump) {
        List<byte[]> command = command("RESTORE", 4);
        command.add(number(expiries && entry.expires() ? entry.expireAt() : 0));
        command.add(dump);
        command.add(ascii("ABSTTL"));
        if (existing == Existing.REPLACE) {
            command.add(ascii("REPLACE"));
        }
        ready.add(command);
    }

    private void element(byte[]... parts) throws IOException {
        for (byte[] part : parts) {
            run.add(part);
            runBytes += part.length;
        }
        if (run.size() >= ELEMENTS * parts.length || runBytes >= BYTES) {
            flush();
            overflow.ready();
        }
    }

    private void flush() {
        if (run.isEmpty()) {
            return;
        }
        clean();
        List<byte[]> command = command(verb(), run.size());
        command.addAll(run);
        ready.add(command);
        run = new ArrayList<>();
        runBytes = 0;
        fields.flush(entry.key(), ready);
    }

    private String verb() {
        return switch (kind) {
            case LIST -> "RPUSH";
            case SET -> "SADD";
            case ZSET -> "ZADD";
            case HASH -> "HSET";
            default -> throw new IllegalStateException("a " + kind.word() + " has no elements to add");
        };
    }

    /** Before its first element comes a key that was there goes. */
    private void clean() {
        if (!clean) {
            clean = true;
            add("DEL");
        }
    }

    private void add(String verb, byte[]... args) {
        List<byte[]> command = command(verb, args.length);
        command.addAll(List.of(args));
        ready.add(command);
    }

    private List<byte[]> command(String verb, int args) {
        List<byte[]> command = new ArrayList<>(args + 2);
        command.add(ascii(verb));
        command.add(entry.key());
        return command;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] number(long value) {
        return ascii(Long.toString(value));
    }

    /** Fields of the run that expire: one HPEXPIREAT for those that do so at the same time. */
    private static final class FieldExpiries {
        private final List<byte[]> names = new ArrayList<>();
        private final List<Long> times = new ArrayList<>();

        void add(byte[] name, long expireAt) {
            names.add(name);
            times.add(expireAt);
        }

        void clear() {
            names.clear();
            times.clear();
        }

        void flush(byte[] key, Deque<List<byte[]>> ready) {
            for (int first = 0; first < names.size(); ) {
                int end = first + 1;
                while (end < names.size() && times.get(end).equals(times.get(first))) {
                    end++;
                }
                List<byte[]> command =
                        new ArrayList<>(List.of(ascii("HPEXPIREAT"), key, number(times.get(first)), ascii("FIELDS")));
                command.add(number(end - first));
                command.addAll(names.subList(first, end));
                ready.add(command);
                first = end;
            }
            clear();
        }
    }
}
