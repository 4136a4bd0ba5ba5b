package dev.redkit.format.protobuf;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;
import java.nio.charset.StandardCharsets;

/**
 * One message in protobuf's wire format, field by field. A field that is a message, a text or bytes is a region of the
 * file, never longer than the message it is in.
 */
public final class Message {
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private static final int LONGEST_TEXT = 1 << 20;

    private final RegionReader in;
    private int field;
    private int type;
    private long number;
    private Region bytes;

    public Message(Region region) {
        this.in = new RegionReader(region);
    }

    /** Reads the next field; false at the end. */
    public boolean next() {
        if (in.remaining() == 0) {
            return false;
        }
        long tag = Varints.next(in);
        field = (int) (tag >>> 3);
        type = (int) (tag & 7);
        if (tag >>> 3 == 0 || tag >>> 3 > 0x1fffffff) {
            throw in.bad("a field without a proper number");
        }
        switch (type) {
            case VARINT -> number = Varints.next(in);
            case FIXED64 -> number = in.i64();
            case BYTES -> bytes = in.take(Varints.next(in), "a field");
            case FIXED32 -> number = in.i32();
            default -> throw in.bad("a field of the unknown type " + type);
        }
        return true;
    }

    public int field() {
        return field;
    }

    /** Whether it is a message, a text, or bytes. */
    public boolean isBytes() {
        return type == BYTES;
    }

    public long number() {
        require(type != BYTES, "a number");
        return number;
    }

    public Region bytes() {
        require(type == BYTES, "bytes");
        return bytes;
    }

    public String text() {
        Region region = bytes();
        require(region.length() <= LONGEST_TEXT, "a text of at most " + LONGEST_TEXT + " bytes");
        return new String(region.bytes(0, (int) region.length(), "a text"), StandardCharsets.UTF_8);
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw bad("field " + field + " should be " + what + ", but is not,");
        }
    }

    public BadInput bad(String what) {
        return in.bad(what);
    }
}
