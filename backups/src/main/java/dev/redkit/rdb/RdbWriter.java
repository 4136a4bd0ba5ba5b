package dev.redkit.rdb;

import dev.redkit.entry.Entry;
import dev.redkit.entry.Value;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes an RDB file from front to end: a header, entries database by database, {@link #finish}. The checksum is made on
 * the way. Memory holds a buffer and one value, and of a value with thousands of elements one element.
 *
 * <pre>
 *   magic, AUX*, FUNCTION*, { SELECTDB [RESIZEDB] { [EXPIRETIME_MS] type key value }* }*, EOF, crc64
 * </pre>
 */
public final class RdbWriter implements Closeable {
    private static final int AUX = 0xFA;
    private static final int FUNCTION_2 = 0xF5;
    private static final int SELECT_DB = 0xFE;
    private static final int RESIZE_DB = 0xFB;
    private static final int EXPIRE_TIME_MS = 0xFC;
    private static final int IDLE = 0xF8;
    private static final int FREQUENCY = 0xF9;
    private static final int EOF = 0xFF;
    private static final int BUFFER = 128 << 10;
    private static final int NO_DATABASE = -1;

    private final OutputStream out;
    private final WriteVersion version;
    private final EncodingLimits limits;
    private final DumpPayload payload;
    private final ElementStream elements;
    private final Encoded head = new Encoded();
    private final byte[] buffer = new byte[BUFFER];
    private int buffered;
    private long drained;
    private final OutputStream stored = new Stored();
    private long checksum;
    private int database = NO_DATABASE;
    private long entries;

    public RdbWriter(OutputStream out, WriteVersion version, EncodingLimits limits) {
        this(out, version, limits, false);
    }

    /**
     * Starts a file; the stream is closed with it.
     *
     * @param compress whether strings and packed values are compressed (LZF), as servers do with {@code rdbcompression}
     */
    public RdbWriter(OutputStream out, WriteVersion version, EncodingLimits limits, boolean compress) {
        this.out = out;
        this.version = version;
        this.limits = limits;
        this.elements = new ElementStream(this, version);
        this.payload = new DumpPayload(version, limits, compress);
    }

    /** The magic and what servers write about themselves: comes first, and once. */
    public void header(Instant created, long usedMemory) throws IOException {
        byte[] magic = version.magic().getBytes(StandardCharsets.US_ASCII);
        put(magic, 0, magic.length);
        aux(version.isValkey() ? "valkey-ver" : "redis-ver", version.server());
        aux("redis-bits", "64");
        aux("ctime", Long.toString(created.getEpochSecond()));
        aux("used-mem", Long.toString(usedMemory));
    }

    /** A note for whoever reads the file; names that a server does not know are skipped by it. */
    public void aux(String name, String value) throws IOException {
        head.clear();
        head.octet(AUX);
        text(name.getBytes(StandardCharsets.UTF_8));
        text(value.getBytes(StandardCharsets.UTF_8));
        putHead();
    }

    private void text(byte[] bytes) {
        head.string(bytes, 0, bytes.length);
    }

    /** A library of functions: its source. Comes before the first entry. */
    public void function(byte[] source) throws IOException {
        head.clear();
        head.octet(FUNCTION_2);
        text(source);
        putHead();
    }

    /** Starts a database, telling how much is to come so that a server can make room for it at once. */
    public void database(int number, long keys, long expiring) throws IOException {
        select(number);
        head.clear();
        head.octet(RESIZE_DB);
        head.length(keys);
        head.length(expiring);
        putHead();
    }

    private void select(int number) throws IOException {
        if (number != database) {
            database = number;
            head.clear();
            head.octet(SELECT_DB);
            head.length(number);
            putHead();
        }
    }

    /** An entry, wherever it comes from; selects its database. */
    public void entry(Entry entry) throws IOException {
        select(entry.db());
        Value value = entry.value();
        byte[] key = entry.key();
        if (ElementStream.takes(value, limits)) {
            putKey(key, 0, key.length, entry.expireAt(), ElementStream.type(value.kind(), version));
            elements.write(value);
        } else {
            payload.value(value);
            entry(key, 0, key.length, entry.expireAt(), payload);
        }
    }

    /** A piece of a value whose key was put before. */
    void putElement(Encoded element) throws IOException {
        put(element.array(), 0, element.size());
    }

    /**
     * The key that a reader stands at, with its value as it is stored, whatever its size; how long it was not used, or how
     * often, goes with it. The type has to be one that this version knows, and not to lean on its file.
     */
    public void copied(RdbReader reader, long expireAt) throws IOException {
        select(reader.db());
        head.clear();
        if (expireAt != Entry.NEVER) {
            head.octet(EXPIRE_TIME_MS);
            head.longLe(expireAt);
        }
        if (reader.idleSeconds() >= 0) {
            head.octet(IDLE);
            head.length(reader.idleSeconds());
        } else if (reader.frequency() >= 0) {
            head.octet(FREQUENCY);
            head.octet(reader.frequency());
        }
        head.octet(reader.type().id());
        head.string(reader.key(), 0, reader.key().length);
        putHead();
        entries++;
        reader.copyValue(stored);
    }

    /** A key of the current database with a value as {@code DUMP} gave it, which is not looked into. */
    public void dumped(byte[] key, long expireAt, byte[] dump) throws IOException {
        payload.dumped(dump);
        entry(key, 0, key.length, expireAt, payload);
    }

    /** A key of the current database with a value that was built and need not be sealed. */
    public void entry(byte[] key, int offset, int length, long expireAt, DumpPayload value) throws IOException {
        if (database == NO_DATABASE) {
            select(0);
        }
        value.encode();
        putKey(key, offset, length, expireAt, value.array()[0]);
        put(value.array(), 1, value.length() - 1);
    }

    private void putKey(byte[] key, int offset, int length, long expireAt, int type) throws IOException {
        head.clear();
        if (expireAt != Entry.NEVER) {
            head.octet(EXPIRE_TIME_MS);
            head.longLe(expireAt);
        }
        head.octet(type);
        head.string(key, offset, length);
        putHead();
        entries++;
    }

    public long entries() {
        return entries;
    }

    /** How many bytes were written so far. */
    public long bytes() {
        return drained + buffered;
    }

    /** Ends the file with its checksum and flushes it. */
    public void finish() throws IOException {
        head.clear();
        head.octet(EOF);
        putHead();
        drain();
        head.clear();
        head.longLe(checksum);
        out.write(head.array(), 0, head.size());
        out.flush();
    }

    private void putHead() throws IOException {
        put(head.array(), 0, head.size());
    }

    private void put(byte[] array, int offset, int length) throws IOException {
        if (length > buffer.length - buffered) {
            drain();
            if (length > buffer.length) {
                checksum = Crc64.update(checksum, array, offset, length);
                out.write(array, offset, length);
                drained += length;
                return;
            }
        }
        System.arraycopy(array, offset, buffer, buffered, length);
        buffered += length;
    }

    private void drain() throws IOException {
        checksum = Crc64.update(checksum, buffer, 0, buffered);
        out.write(buffer, 0, buffered);
        drained += buffered;
        buffered = 0;
    }

    /** Closes the stream; without {@link #finish} before, what is there is no whole file. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    /** Takes the bytes of a value that passes as it is. */
    private final class Stored extends OutputStream {
        private final byte[] one = new byte[1];

        @Override
        public void write(int octet) throws IOException {
            one[0] = (byte) octet;
            put(one, 0, 1);
        }

        @Override
        public void write(byte[] array, int offset, int length) throws IOException {
            put(array, offset, length);
        }
    }
}
