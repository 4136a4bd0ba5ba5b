package dev.redkit.backup;

/** How many keys of some sort there are, and what they come to. Grows while a file is read. */
public final class Tally {
    private long keys;
    private long expiring;
    private long bytes;
    private long elements;
    private long memory;

    /** The tally of a single key. */
    static Tally of(long recordBytes, long recordElements, boolean expires, long memory) {
        Tally one = new Tally();
        one.set(recordBytes, recordElements, expires, memory);
        return one;
    }

    /** Makes this the tally of a single key, so that many are counted without an object for each. */
    public void set(long recordBytes, long recordElements, boolean expires, long itsMemory) {
        keys = 1;
        expiring = expires ? 1 : 0;
        bytes = recordBytes;
        elements = Math.max(recordElements, 0);
        memory = itsMemory;
    }

    void add(long recordBytes, long recordElements, boolean expires) {
        keys++;
        expiring += expires ? 1 : 0;
        bytes += recordBytes;
        elements += Math.max(recordElements, 0);
    }

    void add(Tally other) {
        keys += other.keys;
        expiring += other.expiring;
        bytes += other.bytes;
        elements += other.elements;
        memory += other.memory;
    }

    public long keys() {
        return keys;
    }

    /** Keys that expire. */
    public long expiring() {
        return expiring;
    }

    /** Keys that stay until somebody deletes them. */
    public long staying() {
        return keys - expiring;
    }

    /** Bytes in the file, with keys and expiry times. */
    public long bytes() {
        return bytes;
    }

    /** Elements of collections, bytes of strings; 0 when the values were not looked into. */
    public long elements() {
        return elements;
    }

    /** Bytes that they would take on the server that was asked about; 0 when none was. */
    public long memory() {
        return memory;
    }

    @Override
    public String toString() {
        return keys + " keys, " + expiring + " expiring, " + bytes + " bytes, " + elements + " elements";
    }
}
