package dev.redkit.grouping;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Kind;
import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import dev.redkit.rdb.DumpPayload;
import java.util.Arrays;

/**
 * Builds the value of a key from what the records do to it, as a server would have it after the commands. What a server
 * would refuse is refused here, with its record.
 */
public final class ValueBuilder {
    private final DumpPayload payload;
    private final Rules rules;
    private final Refusals refusals;
    private final Assembly assembly;
    private long expireAt = Entry.NEVER;

    /**
     * How values come about.
     *
     * @param onDuplicate for strings, hashes and documents
     * @param appendText whether strings are put together rather than written over
     * @param now in Unix milliseconds: times to live and automatic ids of messages count from here
     * @param mostBytes of one value
     */
    public record Rules(OnDuplicate onDuplicate, boolean appendText, long now, long mostBytes) {}

    public ValueBuilder(DumpPayload payload, Rules rules, Refusals refusals) {
        this.payload = payload;
        this.rules = rules;
        this.refusals = refusals;
        this.assembly = new Assembly(payload, rules);
    }

    /** Where values are built. */
    public DumpPayload payload() {
        return payload;
    }

    /**
     * Gives a key's value to the payload, ready to be sealed or written; false when nothing of it can be built. Until the
     * next it is also {@link DumpPayload#built}.
     */
    public boolean build(Gathered gathered) {
        boolean single = !gathered.structure().gathers();
        if (single && gathered.records() > 1 && rules.onDuplicate() == OnDuplicate.FAIL) {
            refuseAll(
                    gathered,
                    "records " + gathered.firstRecord() + " and " + gathered.lastRecord()
                            + " have this key, and --on-duplicate is fail");
            return false;
        }
        long from = single && rules.onDuplicate() == OnDuplicate.LAST ? gathered.lastRecord() : Long.MIN_VALUE;
        gathered.rewind();
        expireAt = Entry.NEVER;
        Assembly.Step step = assembly.start(gathered.structure());
        boolean any = false;
        while (gathered.next()) {
            if (gathered.record() >= from) {
                any |= done(step, gathered.record(), gathered.change());
            }
        }
        return any && isSomething();
    }

    /** The same for a key that only this change has. */
    public boolean build(long record, Change change) {
        expireAt = Entry.NEVER;
        return done(assembly.start(change.structure()), record, change) && isSomething();
    }

    private boolean done(Assembly.Step step, long record, Change change) {
        String fault = step.apply(change);
        if (fault != null) {
            int start = change.keyOffset();
            byte[] key = Arrays.copyOfRange(change.keyArray(), start, start + change.keyLength());
            refusals.change(record, key, fault);
            return false;
        }
        if (change.ttl() != Change.NO_EXPIRY) {
            expireAt = rules.now() + change.ttl();
        } else if (change.expireAt() != Change.NO_EXPIRY) {
            expireAt = change.expireAt();
        }
        return true;
    }

    /** A server has no empty lists, but strings may be. */
    private boolean isSomething() {
        return payload.built().kind() == Kind.STRING || payload.built().size() > 0;
    }

    /** The same as an entry of a database; its value holds until the next. Null when there is none. */
    public Entry entry(int database, Gathered gathered) {
        if (!build(gathered)) {
            return null;
        }
        return new Entry(database, gathered.key(), expireAt, payload.built());
    }

    /**
     * When the key of the value that was built last expires, in Unix milliseconds: as the last change that counted and
     * said so has it, or {@link Entry#NEVER}.
     */
    public long expireAt() {
        return expireAt;
    }

    private boolean refuseAll(Gathered gathered, String reason) {
        byte[] key = gathered.key();
        gathered.rewind();
        while (gathered.next()) {
            refusals.change(gathered.record(), key, reason);
        }
        return false;
    }

    /** Whether values of a structure can be built at all, without a server. */
    public static boolean builds(Structure structure) {
        return structure != Structure.JSON && structure != Structure.PUBSUB;
    }
}
