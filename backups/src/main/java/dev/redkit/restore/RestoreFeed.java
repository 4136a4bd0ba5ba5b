package dev.redkit.restore;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.lane.CommandSource;
import dev.redkit.rdb.DumpPayload;
import dev.redkit.rdb.RawDump;
import dev.redkit.rdb.RdbReader;
import dev.redkit.rdb.RdbType;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Makes a RESTORE of each key of a part, as it is pulled, until something else has to happen first: a key of another
 * database, a value that is too big, conflicts to be settled. Then it says END and {@link #stop why}, and goes on from
 * there when it is asked again.
 */
final class RestoreFeed implements CommandSource {
    private static final long UNKNOWN = -1;
    private static final byte[] RESTORE = ascii("RESTORE");
    private static final byte[] REPLACE = ascii("REPLACE");
    private static final byte[] ABSTTL = ascii("ABSTTL");
    private static final byte[] IDLETIME = ascii("IDLETIME");
    private static final byte[] FREQ = ascii("FREQ");

    private final RestoreSpec spec;
    private final Server server;
    private final Survey survey;
    private final RestoreTally tally;
    private final RawDump raw = new RawDump();
    private final DumpPayload encoded;
    private final Pauses pauses;
    private RdbReader reader;
    private int part;
    private long created = UNKNOWN;
    private long shiftMillis;
    private boolean held;
    private int db;
    private long place;
    private Stop stop = Stop.PART_ENDS;

    /** Why it has stopped giving commands. */
    enum Stop {
        PART_ENDS,
        OTHER_DATABASE,
        BIG_VALUE,
        PAUSE,
        CANCELLED
    }

    /** Asked between two keys. */
    interface Pauses {
        /** Whether to stop here for a while, or for good. */
        Stop wanted(long place);
    }

    RestoreFeed(RestoreSpec spec, Server server, Survey survey, RestoreTally tally, Pauses pauses) {
        this.spec = spec;
        this.server = server;
        this.survey = survey;
        this.tally = tally;
        this.pauses = pauses;
        this.encoded = new DumpPayload(server.version(), server.limits());
    }

    /** Reads this part from now on. */
    void open(RdbReader next, int number) {
        reader = next;
        part = number;
        held = false;
        created(UNKNOWN);
    }

    /** When the part was written, as it says. */
    void created(long seconds) {
        created = seconds;
        shiftMillis = seconds < 0 ? 0 : spec.clock().millis() - seconds * 1000;
    }

    /** When the part was written, in Unix milliseconds; the beginning of time when it does not say. */
    long createdMillis() {
        return created < 0 ? 0 : created * 1000;
    }

    Stop stop() {
        return stop;
    }

    /** The database that commands are for. */
    int db() {
        return db;
    }

    void db(int number) {
        db = number;
    }

    /** The database of the key that stopped it. */
    int wantedDb() {
        return spec.database(reader.db());
    }

    @Override
    public long place() {
        return place;
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        while (true) {
            if (!held) {
                Stop wanted = pauses.wanted(place);
                if (wanted != null) {
                    return end(wanted);
                }
                if (!reader.next()) {
                    return end(Stop.PART_ENDS);
                }
                place++;
                if (!meant()) {
                    continue;
                }
            }
            held = true;
            if (wantedDb() != db) {
                return end(Stop.OTHER_DATABASE);
            }
            if (survey.isBig(part, reader.offset()) && reader.type().kind() != Kind.MODULE) {
                return end(Stop.BIG_VALUE);
            }
            held = false;
            if (command(out)) {
                return Pull.COMMAND;
            }
        }
    }

    /** Goes to the next key that would be sent, and from it to each n-th; whether there is one. Sends nothing. */
    boolean advance(long every) throws IOException {
        long wanted = 0;
        while (reader.next()) {
            place++;
            boolean dropped =
                    Masks.dropsAll(spec.masks().of(reader.key()), reader.type().kind());
            if (meant() && !dropped && ++wanted >= every) {
                return true;
            }
        }
        return false;
    }

    private Pull end(Stop why) {
        stop = why;
        return Pull.END;
    }

    /** Whether the key at hand is to be restored; counted if not. */
    private boolean meant() {
        if (place <= tally.before()) {
            return false;
        }
        if (!spec.filter().wants(reader)) {
            tally.otherKey();
            return false;
        }
        if (spec.filter().asksForSize()) {
            return true;
        }
        return alive();
    }

    private boolean alive() {
        tally.read();
        if (expired()) {
            tally.expired();
            return false;
        }
        return true;
    }

    private boolean expired() {
        return expireAt() != Entry.NEVER && expireAt() <= spec.clock().millis();
    }

    /** When the key at hand is to expire. */
    long expireAt() {
        if (reader.expireAt() == Entry.NEVER || spec.ttl() == Ttl.DROP) {
            return Entry.NEVER;
        }
        return reader.expireAt() + (spec.ttl() == Ttl.SHIFT ? shiftMillis : 0);
    }

    /** What the key at hand is to be called. */
    byte[] key() {
        return spec.names().of(reader.key());
    }

    /** The value of the key at hand as it is to be. */
    Reshaped value() throws IOException {
        return new Reshaped(
                reader.entry().value(),
                spec.masks(),
                spec.masks().of(reader.key()),
                new Reshaped.Expiries(spec.ttl(), shiftMillis, server.fieldExpiry()));
    }

    /** The key that stopped it was dealt with. */
    void passed() {
        held = false;
    }

    /** How many keys from the beginning were given out or passed over: not the one that stopped it. */
    long done() {
        return held ? place - 1 : place;
    }

    /** Whether nothing has to be built of the big value at hand; then it is passed. */
    boolean passesBig() {
        boolean alive = !spec.filter().asksForSize() || alive();
        boolean dropped =
                Masks.dropsAll(spec.masks().of(reader.key()), reader.type().kind());
        if (alive && dropped) {
            tally.dropped();
        }
        held = alive && !dropped;
        return !held;
    }

    private boolean command(CommandBuffer out) throws IOException {
        byte[] key = key();
        RdbType type = reader.type();
        List<Mask> masks = spec.masks().of(reader.key());
        if (Masks.dropsAll(masks, type.kind())) {
            reader.skip();
            if (sizeFits()) {
                tally.dropped();
            }
            return false;
        }
        boolean asItLies = masks.isEmpty() && (spec.ttl() == Ttl.KEEP || type.kind() != Kind.HASH);
        if (asItLies && (RawDump.fits(type, server.version()) || type.kind() == Kind.MODULE)) {
            int length = raw.take(reader);
            return sizeFits() && put(out, key, raw.array(), length);
        }
        return anew(out, key);
    }

    /** Written for the server's version; what cannot be is rejected, after it was read past. */
    private boolean anew(CommandBuffer out, byte[] key) throws IOException {
        Reshaped value = value();
        encoded.value(value);
        if (!sizeFits()) {
            return false;
        }
        if (value.failure() != null) {
            tally.rejected(db, key, value.failure());
            return false;
        }
        if (value.empty()) {
            tally.dropped();
            return false;
        }
        int length = encoded.seal();
        return put(out, key, encoded.array(), length);
    }

    /** What can only be told of a key after its value was read. */
    boolean sizeFits() {
        if (!spec.filter().asksForSize()) {
            return true;
        }
        if (!spec.filter().wantsSize(reader.position() - reader.offset())) {
            tally.otherKey();
            return false;
        }
        return alive();
    }

    private boolean put(CommandBuffer out, byte[] key, byte[] payload, int length) {
        boolean replace = spec.onConflict().policy() == OnConflict.Policy.REPLACE;
        boolean expires = expireAt() != Entry.NEVER;
        boolean idle = reader.idleSeconds() >= 0;
        boolean used = reader.frequency() >= 0;
        out.begin(4 + (replace ? 1 : 0) + (expires ? 1 : 0) + (idle ? 2 : 0) + (used ? 2 : 0));
        out.arg(RESTORE).arg(key).arg(expires ? expireAt() : 0).arg(payload, 0, length);
        if (replace) {
            out.arg(REPLACE);
        }
        if (expires) {
            out.arg(ABSTTL);
        }
        if (idle) {
            out.arg(IDLETIME).arg(reader.idleSeconds());
        }
        if (used) {
            out.arg(FREQ).arg(reader.frequency());
        }
        return true;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
