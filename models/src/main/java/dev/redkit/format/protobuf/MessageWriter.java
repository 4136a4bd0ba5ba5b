package dev.redkit.format.protobuf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes one small message in protobuf's wire format. What is large, somebody else writes after its {@link #head}. */
public final class MessageWriter {
    private static final int VARINT = 0;
    private static final int BYTES = 2;
    private static final int FIXED32 = 5;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public MessageWriter number(int field, long value) {
        return varint(((long) field << 3) | VARINT).varint(value);
    }

    public MessageWriter fixed32(int field, int value) {
        varint(((long) field << 3) | FIXED32);
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array());
        return this;
    }

    public MessageWriter text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    public MessageWriter bytes(int field, byte[] value) {
        head(field, value.length);
        out.writeBytes(value);
        return this;
    }

    public MessageWriter message(int field, MessageWriter value) {
        return bytes(field, value.toBytes());
    }

    /** The beginning of a field of so many bytes, which come next. */
    public MessageWriter head(int field, long length) {
        return varint(((long) field << 3) | BYTES).varint(length);
    }

    /** A number alone, seven bits a byte. */
    public MessageWriter varint(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write(((int) rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
