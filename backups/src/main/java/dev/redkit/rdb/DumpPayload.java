package dev.redkit.rdb;

import dev.redkit.entry.Value;
import java.io.IOException;
import java.util.Arrays;

/**
 * Builds values as {@code DUMP} gives them and {@code RESTORE} takes them: type, value, RDB version, checksum. One is used
 * for many values, one after the other: take the encoder of the kind, give it the elements, {@link #seal} it, and read
 * {@link #array()} up to {@link #length()} before the next. Nothing is allocated for an element or a value: what it is
 * given stays where it is, and must stay as it is until it is sealed or written.
 *
 * <p>Values within the limits of the server come out as the same bytes that its own {@code DUMP} gives, hash tables
 * aside, whose order is the server's own.
 */
public final class DumpPayload {
    /** The RDB version and the checksum. */
    static final int FOOTER = Short.BYTES + Long.BYTES;

    private final WriteVersion version;
    private final StringEncoder string = new StringEncoder();
    private final ListEncoder list;
    private final SetEncoder set;
    private final ZsetEncoder zset;
    private final HashEncoder hash;
    private final StreamEncoder stream;
    private final BitmapEncoder bitmap = new BitmapEncoder();
    private final HyperLogLogEncoder hyperLogLog;
    private final RawEncoder raw = new RawEncoder();
    private final Encoded out;
    private ValueEncoder current = string;

    public DumpPayload(WriteVersion version, EncodingLimits limits) {
        this(version, limits, false);
    }

    DumpPayload(WriteVersion version, EncodingLimits limits, boolean compress) {
        this.out = new Encoded(compress);
        this.version = version;
        this.list = new ListEncoder(version, limits);
        this.set = new SetEncoder(version, limits);
        this.zset = new ZsetEncoder(version, limits);
        this.hash = new HashEncoder(version, limits);
        this.stream = new StreamEncoder(version, limits);
        this.hyperLogLog = new HyperLogLogEncoder(limits);
    }

    public WriteVersion version() {
        return version;
    }

    /** Starts a string. */
    public StringEncoder string() {
        return start(string);
    }

    /** Starts a list. */
    public ListEncoder list() {
        return start(list);
    }

    /** Starts a set. */
    public SetEncoder set() {
        return start(set);
    }

    /** Starts a sorted set. */
    public ZsetEncoder zset() {
        return start(zset);
    }

    /** Starts a hash. */
    public HashEncoder hash() {
        return start(hash);
    }

    /** Starts a stream. */
    public StreamEncoder stream() {
        return start(stream);
    }

    /** Starts a bitmap. */
    public BitmapEncoder bitmap() {
        return start(bitmap);
    }

    /** Starts a HyperLogLog. */
    public HyperLogLogEncoder hyperLogLog() {
        return start(hyperLogLog);
    }

    RawEncoder raw() {
        return start(raw);
    }

    /** Takes a whole value, walking it. */
    public void value(Value value) throws IOException {
        EntryFeed.feed(value, this);
    }

    /** Takes a value as {@code DUMP} gave it, to be passed on under this version. */
    public void dumped(byte[] payload) {
        raw().dump(payload);
    }

    private <E extends ValueEncoder> E start(E encoder) {
        encoder.clear();
        current = encoder;
        return encoder;
    }

    void copying() {
        current.copying();
    }

    /** What was given to the encoder that was started last; valid until the next is started. */
    public Value built() {
        return current;
    }

    /** Encodes what was given to the encoder, as a payload; says its length. */
    public int seal() {
        encode();
        out.shortLe(version.number());
        out.longLe(Crc64.update(0, out.array(), 0, out.size()));
        return out.size();
    }

    /** Encodes only type and value, as in an RDB file. */
    void encode() {
        out.clear();
        current.write(out);
    }

    /** Where the payload is; valid until the next is started. */
    public byte[] array() {
        return out.array();
    }

    public int length() {
        return out.size();
    }

    public byte[] copy() {
        return Arrays.copyOf(out.array(), out.size());
    }
}
