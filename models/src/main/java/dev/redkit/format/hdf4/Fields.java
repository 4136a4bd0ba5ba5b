package dev.redkit.format.hdf4;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The fields of a description, one after the other. */
final class Fields {
    private final Region file;
    private final long offset;
    private final ByteBuffer bytes;

    Fields(Region file, long offset, byte[] bytes) {
        this.file = file;
        this.offset = offset;
        this.bytes = ByteBuffer.wrap(bytes);
    }

    int u8() {
        try {
            return bytes.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw cutOff();
        }
    }

    int u16() {
        try {
            return bytes.getShort() & 0xffff;
        } catch (BufferUnderflowException e) {
            throw cutOff();
        }
    }

    long u32() {
        try {
            return Integer.toUnsignedLong(bytes.getInt());
        } catch (BufferUnderflowException e) {
            throw cutOff();
        }
    }

    int[] u16s(int count) {
        if (count > bytes.remaining() / 2) {
            throw cutOff();
        }
        int[] values = new int[count];
        for (int i = 0; i < count; i++) {
            values[i] = u16();
        }
        return values;
    }

    /** A text, after its length. */
    String text() {
        int length = u16();
        if (length > bytes.remaining()) {
            throw cutOff();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    boolean hasMore() {
        return bytes.hasRemaining();
    }

    private BadInput cutOff() {
        return BadInput.at(file.name(), offset, "a description of " + bytes.capacity() + " bytes is too short");
    }
}
