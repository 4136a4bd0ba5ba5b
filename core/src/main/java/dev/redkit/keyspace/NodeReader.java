package dev.redkit.keyspace;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.wire.Reply;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Reads keys from one server: a batch of names, what they are, then their values in {@link Run runs}; a big one by
 * itself. While values are given away, the server already works on the next run. Keys are given in the order of their
 * names.
 */
final class NodeReader implements Closeable {
    private final LongValue.Origin origin;
    private final Line line;
    private final Selection selection;
    private final Tally tally;
    private final Delivery delivery;
    private Names names;
    private List<byte[]> batch;

    NodeReader(LongValue.Origin origin, Selection selection, Tally tally, Delivery delivery) {
        this.origin = origin;
        this.line = origin.line();
        this.selection = selection;
        this.tally = tally;
        this.delivery = delivery;
    }

    /** Takes names from there from now on. */
    void open(Names source) {
        names = source;
        names.ask(line);
        batch = names.answer(line);
    }

    /** Reads one batch; false when there was none. Nothing is under way between two steps. */
    boolean step() throws IOException {
        if (batch == null) {
            return false;
        }
        batch.forEach(name -> tally.add(Tally.Fate.NAMED));
        batch = read(batch, names);
        return true;
    }

    /** Reads one key that another server said is here; {@code asking} when its slot is still on the way. */
    void readHere(byte[] name, boolean asking) throws IOException {
        line.asking(asking);
        try {
            read(List.of(name), NO_MORE);
        } finally {
            line.asking(false);
        }
    }

    private static final Names NO_MORE = new Names() {
        @Override
        public void ask(Line line) {
            // There is nothing to ask for.
        }

        @Override
        public List<byte[]> answer(Line line) {
            return null;
        }
    };

    /** Gives the names that were asked for meanwhile. */
    private List<byte[]> read(List<byte[]> some, Names more) throws IOException {
        if (delivery instanceof Delivery.OnlyNames namesOnly) {
            return readNames(some, more, namesOnly);
        }
        Deque<Run> runs = runs(classify(some));
        more.ask(line);
        Run run = begin(runs);
        List<byte[]> next = more.answer(line);
        while (run != null) {
            if (run.isLong()) {
                readLong(run.onlyKey());
                run = begin(runs);
            } else {
                Run done = run;
                done.answer(tally);
                run = begin(runs);
                done.deliver(tally);
            }
        }
        return next;
    }

    private List<byte[]> readNames(List<byte[]> some, Names more, Delivery.OnlyNames consumer) throws IOException {
        more.ask(line);
        List<byte[]> next = more.answer(line);
        List<byte[]> wanted = some;
        if (!selection.types().isEmpty()) {
            wanted = classify(some).stream().map(Key::name).toList();
        }
        for (byte[] name : wanted) {
            consumer.deliver(name);
            tally.add(Tally.Fate.READ);
        }
        return next;
    }

    private static Run begin(Deque<Run> runs) {
        Run run = runs.poll();
        if (run != null && !run.isLong()) {
            run.ask();
        }
        return run;
    }

    private Deque<Run> runs(List<Key> keys) {
        Deque<Run> runs = new ArrayDeque<>();
        for (Key key : keys) {
            if (runs.isEmpty() || !runs.getLast().hasRoomFor(key)) {
                runs.add(new Run(origin, delivery, new Expiry(line, origin.abilities())));
            }
            runs.getLast().add(key);
        }
        return runs;
    }

    private List<Key> classify(List<byte[]> some) {
        boolean encodings = origin.abilities().fieldExpiry();
        for (byte[] name : some) {
            line.ask(Line.word("TYPE"), name);
            line.ask(Line.word("MEMORY"), Line.word("USAGE"), name);
            if (encodings) {
                line.ask(Line.word("OBJECT"), Line.word("ENCODING"), name);
            }
        }
        List<Key> keys = new ArrayList<>(some.size());
        for (byte[] name : some) {
            Reply type = line.answer();
            Reply memory = line.answer();
            boolean plain = !encodings || isPlain(line.answer());
            if (type instanceof Reply.Err error) {
                origin.complaints().about(name, error, origin.server());
            } else if (type.text().equals("none")) {
                tally.add(Tally.Fate.VANISHED);
            } else if (!selection.wantsType(type.text())) {
                tally.add(Tally.Fate.OTHER_TYPE);
            } else {
                // A user or a server without MEMORY USAGE: then every value is taken for a big one.
                long bytes = memory instanceof Reply.Int size ? size.value() : Key.UNKNOWN;
                Kind kind = Key.kind(type.text());
                keys.add(new Key(name, kind, bytes, kind == Kind.HASH && !plain));
            }
        }
        return keys;
    }

    /** Whether a hash in this encoding has no field that expires. */
    private static boolean isPlain(Reply encoding) {
        return encoding instanceof Reply.Bulk word
                && !word.text().equals("hashtable")
                && !word.text().equals("listpackex");
    }

    private void readLong(Key key) throws IOException {
        Expiry expiry = new Expiry(line, origin.abilities());
        byte[] sizeCommand = LongValue.sizeCommand(key.kind());
        expiry.askClock();
        expiry.ask(key.name());
        if (sizeCommand != null) {
            line.ask(sizeCommand, key.name());
        }
        expiry.clock();
        Reply expires = line.answer();
        Reply size = sizeCommand == null ? new Reply.Int(-1) : line.answer();
        Reply spoiled = expires instanceof Reply.Err ? expires : size;
        if (spoiled instanceof Reply.Err error) {
            origin.complaints().about(key.name(), error, origin.server());
            return;
        }
        long expireAt = expiry.of(expires);
        if (expireAt == Expiry.NO_KEY) {
            tally.add(Tally.Fate.VANISHED);
            return;
        }
        walkLong(new Entry(origin.db(), key.name(), expireAt, LongValue.of(origin, key, size.number())));
    }

    private void walkLong(Entry entry) throws IOException {
        try {
            delivery.deliver(entry);
            tally.add(Tally.Fate.READ);
        } catch (Gone e) {
            if (!e.again()) {
                tally.add(Tally.Fate.GONE);
            }
        }
    }

    @Override
    public void close() {
        line.close();
    }
}
