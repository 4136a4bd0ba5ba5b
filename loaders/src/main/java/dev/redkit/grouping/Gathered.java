package dev.redkit.grouping;

import dev.redkit.mapping.Change;
import dev.redkit.mapping.Structure;
import java.util.Arrays;

/**
 * A key with all that the records do to it, in their order. Valid until the next; its slices lie in an array that is used
 * again.
 *
 * <pre>
 *   while (gathered.next()) { … gathered.record() … gathered.change() … }
 * </pre>
 */
public final class Gathered {
    private final Arena arena;
    private final ChangeBody bodies;
    private final Change change = new Change();
    private int key;
    private int at;
    private boolean started;

    Gathered(Arena arena, ChangeBody bodies) {
        this.arena = arena;
        this.bodies = bodies;
    }

    void show(int itsKey) {
        key = itsKey;
        rewind();
    }

    public Structure structure() {
        return arena.structure(key);
    }

    public byte[] keyArray() {
        return arena.array();
    }

    public int keyOffset() {
        return key + Arena.KEY_HEAD;
    }

    public int keyLength() {
        return arena.keyLength(key);
    }

    /** A copy of the key. */
    public byte[] key() {
        return Arrays.copyOfRange(keyArray(), keyOffset(), keyOffset() + keyLength());
    }

    public long firstRecord() {
        return arena.record(arena.firstChange(key));
    }

    public long lastRecord() {
        return arena.record(arena.lastChange(key));
    }

    /** How many records have changes of this key. */
    public int records() {
        return arena.records(key);
    }

    /** How many changes there are; a record can have several. */
    public int changes() {
        return arena.changes(key);
    }

    /** How many bytes the changes take. */
    public long bytes() {
        long bytes = 0;
        for (int one = arena.firstChange(key); one != Arena.NONE; one = arena.nextChange(one)) {
            bytes += arena.bodyLength(one);
        }
        return bytes;
    }

    /** Goes back to before the first change. */
    public void rewind() {
        started = false;
        at = Arena.NONE;
    }

    /** Goes to the next change; false after the last. */
    public boolean next() {
        at = started ? arena.nextChange(at) : arena.firstChange(key);
        started = true;
        if (at == Arena.NONE) {
            return false;
        }
        read(at);
        return true;
    }

    private void read(int from) {
        change.begin(structure(), keyArray(), keyOffset(), keyLength());
        bodies.read(arena.array(), Arena.body(from), change);
    }

    /** The change that {@link #next} went to. */
    public Change change() {
        return change;
    }

    /** Whose change it is. */
    public long record() {
        return arena.record(at);
    }
}
