package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.wire.CommandBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Changes as plain commands: {@code HSET}, {@code SADD}, {@code RPUSH} … Changes of one key that follow each other go out
 * as one command of many members, as far as that is the same; what one key gets keeps its order.
 */
final class Commands extends ReadyEncoder {
    /** What follows each other for one key is joined up to so many members or bytes: a server answers in between. */
    private static final int MOST_ARGS = 1024;

    private static final int MOST_BYTES = 64 * 1024;

    /**
     * What commands may look like.
     *
     * @param sharded whether messages go to sharded channels
     * @param joined whether one command may do the work of several records
     */
    record Shape(boolean sharded, boolean joined) {}

    private final Mode mode;
    private final StreamLimit limit;
    private final Shape shape;
    private final UnderWay underWay;
    private final Map<Structure, Pending> pendings = new EnumMap<>(Structure.class);

    /**
     * A writer of commands.
     *
     * @param limit to what length streams are trimmed, or null
     */
    Commands(Mode mode, StreamLimit limit, Shape shape, UnderWay underWay) {
        this.mode = mode;
        this.limit = limit;
        this.shape = shape;
        this.underWay = underWay;
        for (Structure structure : Structure.values()) {
            pendings.put(structure, new Pending(structure));
        }
    }

    @Override
    public void add(Change change, long record) {
        switch (change.structure()) {
            case STRING -> string(change, record);
            case JSON -> json(change, record);
            case STREAM -> stream(change, record);
            case PUBSUB -> publish(change, record);
            case COUNTER -> count(change, record);
            default -> gather(change, record);
        }
    }

    private void gather(Change change, long record) {
        Pending pending = pendings.get(change.structure());
        if (!pending.takes(change)
                || (mode == Mode.REPLACE && !change.structure().gathers())) {
            flush(pending);
            pending.begin(change);
        }
        pending.add(change, record);
        if (!shape.joined()) {
            flush(pending);
        }
    }

    @Override
    public void flush() {
        for (Pending pending : pendings.values()) {
            flush(pending);
        }
    }

    private void flush(Pending pending) {
        if (pending.isEmpty()) {
            return;
        }
        long place = pending.place(underWay);
        if (mode == Mode.REPLACE) {
            out().begin(2).arg(Words.UNLINK).arg(pending.key(), 0, pending.keyLength());
            ready.end(place);
        }
        pending.write(out());
        ready.end(place);
        if (pending.fieldTtl() != Change.NO_EXPIRY) {
            pending.writeFieldTtl(out());
            ready.end(place);
        }
        expire(pending.key(), 0, pending.keyLength(), pending.ttl(), pending.expireAt(), place);
        pending.clear();
    }

    private void expire(byte[] key, int offset, int length, long ttl, long expireAt, long place) {
        if (expireAt != Change.NO_EXPIRY) {
            out().begin(3).arg(Words.PEXPIREAT).arg(key, offset, length).arg(expireAt);
            ready.end(place);
        } else if (ttl != Change.NO_EXPIRY) {
            out().begin(3).arg(Words.PEXPIRE).arg(key, offset, length).arg(ttl);
            ready.end(place);
        }
    }

    private void expire(Change change, long place) {
        expire(change.keyArray(), change.keyOffset(), change.keyLength(), change.ttl(), change.expireAt(), place);
    }

    private void string(Change change, long record) {
        if (mode == Mode.APPEND) {
            key(out().begin(3).arg(Words.APPEND), change);
            args(change, 0, 1);
            ready.end(record);
            expire(change, record);
            return;
        }
        boolean at = change.expireAt() != Change.NO_EXPIRY;
        boolean ttl = change.ttl() != Change.NO_EXPIRY;
        key(out().begin(at || ttl ? 5 : 3).arg(Words.SET), change);
        args(change, 0, 1);
        if (at) {
            out().arg(Words.PXAT).arg(change.expireAt());
        } else if (ttl) {
            out().arg(Words.PX).arg(change.ttl());
        }
        ready.end(record);
    }

    private void json(Change change, long record) {
        key(out().begin(4).arg(Words.JSON_SET), change);
        args(change, 0, 2);
        ready.end(record);
        expire(change, record);
    }

    private void stream(Change change, long record) {
        int trim = limit == null ? 0 : limit.words();
        key(out().begin(2 + trim + change.count()).arg(Words.XADD), change);
        if (limit != null) {
            limit.write(out());
        }
        args(change, 0, change.count());
        ready.end(record);
        expire(change, record);
    }

    private void publish(Change change, long record) {
        key(out().begin(3).arg(shape.sharded() ? Words.SPUBLISH : Words.PUBLISH), change);
        args(change, 0, 1);
        ready.end(record);
    }

    private void count(Change change, long record) {
        if (change.count() == 1) {
            key(out().begin(3).arg(isWhole(change, 0) ? Words.INCRBY : Words.INCRBYFLOAT), change);
            args(change, 0, 1);
            ready.end(record);
        }
        for (int i = 0; i + 1 < change.count(); i += 2) {
            key(out().begin(4).arg(isWhole(change, i + 1) ? Words.HINCRBY : Words.HINCRBYFLOAT), change);
            args(change, i, i + 2);
            ready.end(record);
        }
        expire(change, record);
    }

    private static boolean isWhole(Change change, int arg) {
        byte[] bytes = change.array(arg);
        int start = change.offset(arg);
        int end = start + change.length(arg);
        for (int i = start; i < end; i++) {
            boolean sign = i == start && (bytes[i] == '-' || bytes[i] == '+');
            if (!sign && (bytes[i] < '0' || bytes[i] > '9')) {
                return false;
            }
        }
        return true;
    }

    private static void key(CommandBuffer out, Change change) {
        out.arg(change.keyArray(), change.keyOffset(), change.keyLength());
    }

    private void args(Change change, int from, int to) {
        for (int i = from; i < to; i++) {
            out().arg(change.array(i), change.offset(i), change.length(i));
        }
    }

    static boolean full(int args, int bytes) {
        return args >= MOST_ARGS || bytes >= MOST_BYTES;
    }
}
