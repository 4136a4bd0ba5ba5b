package dev.redkit.aof;

import dev.redkit.entry.Entry;
import dev.redkit.rdb.RdbListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Tells all that an append-only file says about one key, in order: where its value in the base came from, each command
 * that names it, and those that touch it without naming it (FLUSHALL, FLUSHDB, SWAPDB). A command inside MULTI and EXEC
 * says where that transaction begins.
 */
public final class KeyHistory {
    private final byte[] key;
    private final Set<Integer> databases;
    private final Listener listener;
    private long created = AofReader.NO_TIME;
    private long multiAt;
    private long events;
    private long commands;
    private boolean baseSeen;
    private boolean inBase;

    /** How an event touches the key. */
    public enum Touch {
        /** It is in the RDB part. */
        BASE,
        /** The command names it. */
        NAMED,
        /** The command is not known, and its first argument is the key's name. */
        GUESSED,
        /** All keys of its database, or of all, are meant. */
        EVERY_KEY
    }

    /**
     * One thing that happened.
     *
     * @param time in Unix seconds, or {@link AofReader#NO_TIME}
     * @param transaction where its MULTI begins, or -1
     * @param command its words; those that are long are null. For {@link Touch#BASE} the type and the expiry
     */
    public record Event(Touch touch, long time, String file, long offset, int db, long transaction, byte[][] command) {
        /** Its first words on one line, without what may be secret. */
        public String shown() {
            return Briefs.shown(command);
        }
    }

    /** Hears the events as they are found. */
    public interface Listener {
        void event(Event event) throws IOException;
    }

    /** Of that key, in these databases; none: in all. */
    public KeyHistory(byte[] key, Set<Integer> databases, Listener listener) {
        this.key = key.clone();
        this.databases = Set.copyOf(databases);
        this.listener = listener;
    }

    /** Reads on to the end. */
    public void read(AofReader reader) throws IOException {
        reader.listener(new Created());
        while (reader.next()) {
            if (reader.kind() == AofReader.Kind.ENTRY) {
                baseSeen = true;
                entry(reader);
            } else {
                command(reader);
            }
        }
    }

    /** How many events there were. */
    public long events() {
        return events;
    }

    /** How many commands were looked at. */
    public long commands() {
        return commands;
    }

    /** Whether there is an RDB part with keys in it. */
    public boolean baseSeen() {
        return baseSeen;
    }

    /** Whether the key is in the RDB part. */
    public boolean inBase() {
        return inBase;
    }

    private boolean isOf(int db) {
        return databases.isEmpty() || databases.contains(db);
    }

    private void entry(AofReader reader) throws IOException {
        if (!isOf(reader.db()) || !Arrays.equals(key, reader.base().key())) {
            return;
        }
        inBase = true;
        String type = reader.base().type().kind().word();
        long expireAt = reader.base().expireAt();
        byte[][] words = expireAt == Entry.NEVER
                ? new byte[][] {ascii(type)}
                : new byte[][] {ascii(type), ascii("PXAT"), ascii(Long.toString(expireAt))};
        tell(Touch.BASE, created, reader, -1, words);
    }

    private void command(AofReader reader) throws IOException {
        commands++;
        String name = reader.name();
        if (name.equals("MULTI")) {
            multiAt = reader.offset();
        }
        long offset = reader.offset();
        int db = reader.db();
        byte[][] words = reader.brief(Briefs.LONGEST);
        Touch touch = touch(name, words, db);
        if (touch != null) {
            long transaction = reader.inTransaction() ? multiAt : -1;
            events++;
            listener.event(new Event(touch, reader.timestamp(), file(reader), offset, db, transaction, words));
        }
    }

    private Touch touch(String name, byte[][] words, int db) {
        switch (name) {
            case "FLUSHALL" -> {
                return Touch.EVERY_KEY;
            }
            case "FLUSHDB" -> {
                return isOf(db) ? Touch.EVERY_KEY : null;
            }
            case "SWAPDB" -> {
                return words.length > 2 && (isOf(number(words[1])) || isOf(number(words[2]))) ? Touch.EVERY_KEY : null;
            }
            default -> {
                // By its keys.
            }
        }
        for (int place : CommandKeys.of(name, words)) {
            if (Arrays.equals(key, words[place]) && isOf(destination(name, words, place, db))) {
                return CommandKeys.knows(name) ? Touch.NAMED : Touch.GUESSED;
            }
        }
        return null;
    }

    /** The database that a command's key is in: MOVE and COPY … DB reach into another one. */
    private int destination(String name, byte[][] words, int place, int db) {
        if (name.equals("MOVE") && words.length > 2 && !isOf(db)) {
            return number(words[2]);
        }
        if (name.equals("COPY") && place == 2) {
            for (int i = 3; i + 1 < words.length; i++) {
                if (words[i] != null && "DB".equalsIgnoreCase(new String(words[i], StandardCharsets.ISO_8859_1))) {
                    return number(words[i + 1]);
                }
            }
        }
        return db;
    }

    private static int number(byte[] word) {
        String text = word == null ? "" : new String(word, StandardCharsets.ISO_8859_1);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    private void tell(Touch touch, long time, AofReader reader, long transaction, byte[][] words) throws IOException {
        events++;
        listener.event(new Event(touch, time, file(reader), reader.offset(), reader.db(), transaction, words));
    }

    private static String file(AofReader reader) {
        return reader.part().map(AofPart::name).orElse("");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** When the RDB part was written. */
    private final class Created implements RdbListener {
        @Override
        public void created(long seconds) {
            created = seconds;
        }
    }
}
