package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import dev.redkit.failure.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * A value as {@code DUMP} gives it and {@code RESTORE} takes it. It can be walked as often as one likes.
 *
 * <pre>
 *   payload = [0xF3 metadata]  type  value  u16 version  u64 checksum        of all before it; 0 where it was not computed
 * </pre>
 */
public final class DumpReader implements Value {
    static final int FOOTER = Short.BYTES + Long.BYTES;

    private final byte[] payload;
    private final String name;
    private final RdbFormat format;
    private final RdbType type;
    private final int valueAt;
    private long size = UNKNOWN;

    private DumpReader(byte[] payload, String name) throws IOException {
        this.payload = payload;
        this.name = name;
        int body = payload.length - FOOTER;
        if (body < 1) {
            throw BadInput.at(name, payload.length, "a payload ends too early");
        }
        this.format = RdbFormat.ofVersion((short) Packed.SHORT.get(payload, body) & 0xffff);
        long said = (long) Packed.LONG.get(payload, body + Short.BYTES);
        if (said != 0 && said != Crc64.update(0, payload, 0, body + Short.BYTES)) {
            throw BadInput.at(name, body + Short.BYTES, "a payload has a wrong checksum");
        }
        Window in = window(0);
        try {
            int code = in.u8();
            if (code == Opcodes.KEY_META && !format.valkey()) {
                Opcodes.skipMetadata(in, new Strings(in));
                code = in.u8();
            }
            this.type = Opcodes.type(code, format, in.offset() - 1);
        } catch (RdbFault e) {
            throw bad(e);
        }
        this.valueAt = (int) in.offset();
    }

    /**
     * Looks at a payload, whose checksum must be right.
     *
     * @param name what to call it in messages
     */
    public static DumpReader of(byte[] payload, String name) {
        try {
            return new DumpReader(Objects.requireNonNull(payload), name);
        } catch (IOException e) {
            throw new AssertionError("an array in memory cannot fail to be read", e);
        }
    }

    public RdbType type() {
        return type;
    }

    public RdbFormat format() {
        return format;
    }

    @Override
    public Kind kind() {
        return type.kind();
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        if (type.kind() == Kind.MODULE) {
            walker.payload(payload);
            size = 1;
            return;
        }
        Window in = window(valueAt);
        try {
            size = new ValueDecoder(in, new Strings(in), new Templates()).walk(type, walker);
            demandEnd(in);
        } catch (RdbFault e) {
            throw bad(e);
        }
    }

    /** Makes sure that every part of the value is sound, and says how many elements it has. */
    public long check() throws IOException {
        Window in = window(valueAt);
        try {
            size = new ValueDecoder(in, new Strings(in), new Templates()).check(type, null);
            demandEnd(in);
            return size;
        } catch (RdbFault e) {
            throw bad(e);
        }
    }

    /** Tells the elements of a vector set; false when this is none. */
    public boolean vectors(VectorWalker walker) throws IOException {
        Window in = window(valueAt);
        try {
            if (type != RdbType.MODULE_2 || !VectorSets.knows(in.number())) {
                return false;
            }
            size = new VectorSets(in, new Strings(in)).read(walker);
            demandEnd(in);
            return true;
        } catch (RdbFault e) {
            throw bad(e);
        }
    }

    private Window window(int from) {
        return new Window(payload, from, payload.length - FOOTER - from);
    }

    private void demandEnd(Window in) {
        if (in.at != in.end) {
            throw RdbFault.damaged(in.offset(), "a payload goes on behind its value");
        }
    }

    private BadInput bad(RdbFault fault) {
        return BadInput.at(name, fault.problem().offset(), fault.problem().what());
    }

    /** Completes a payload that has its type and its value. */
    static byte[] footed(ByteArrayOutputStream payload, int version) {
        payload.write(version);
        payload.write(version >>> 8);
        byte[] bytes = payload.toByteArray();
        long sum = Crc64.update(0, bytes, 0, bytes.length);
        for (int i = 0; i < Long.BYTES; i++) {
            payload.write((int) (sum >>> (8 * i)));
        }
        return payload.toByteArray();
    }
}
