package dev.redkit.format.hdf5;

import dev.redkit.tensor.DType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What HDF5 calls a number, as h5py writes it, so that NumPy finds its own dtype: truth values are an enumeration of
 * FALSE and TRUE, complex numbers a compound of r and i. BF16 and the numbers of eight bits are unknown to NumPy.
 */
final class Datatypes {
    private static final int INTEGER = 0;
    private static final int FLOAT = 1;
    private static final int TEXT = 3;
    private static final int COMPOUND = 6;
    private static final int ENUMERATION = 8;
    private static final int SIGNED = 8;
    private static final int IMPLIED_ONE = 0x20;
    private static final int PADDED_UTF_8 = 0x11;

    private Datatypes() {}

    static Optional<byte[]> of(DType dtype) {
        return Optional.ofNullable(
                switch (dtype) {
                    case BOOL -> truth();
                    case U8, U16, U32, U64 -> integer(dtype.bytes(), 0);
                    case I8, I16, I32, I64 -> integer(dtype.bytes(), SIGNED);
                    case F16, F32, F64 -> floating(dtype.bytes());
                    case C64, C128 -> complex(dtype.numberBytes());
                    case BF16, F8_E4M3, F8_E5M2, STRING -> null;
                });
    }

    /** Text of so many bytes, at least one. */
    static byte[] ofText(int bytes) {
        return head(8, TEXT, 1, PADDED_UTF_8, 0, bytes).array();
    }

    private static byte[] integer(int bytes, int sign) {
        return head(12, INTEGER, 1, sign, 0, bytes)
                .putShort((short) 0)
                .putShort((short) (bytes * Byte.SIZE))
                .array();
    }

    private static byte[] floating(int bytes) {
        int exponent = bytes == 2 ? 5 : bytes == 4 ? 8 : 11;
        int bits = bytes * Byte.SIZE;
        int mantissa = bits - 1 - exponent;
        return head(20, FLOAT, 1, IMPLIED_ONE, bits - 1, bytes)
                .putShort((short) 0)
                .putShort((short) bits)
                .put((byte) mantissa)
                .put((byte) exponent)
                .put((byte) 0)
                .put((byte) mantissa)
                .putInt((1 << (exponent - 1)) - 1)
                .array();
    }

    private static byte[] complex(int bytes) {
        byte[] part = floating(bytes);
        return head(8 + 2 * (3 + part.length), COMPOUND, 3, 2, 0, 2 * bytes)
                .put(name("r"))
                .put((byte) 0)
                .put(part)
                .put(name("i"))
                .put((byte) bytes)
                .put(part)
                .array();
    }

    private static byte[] truth() {
        byte[] base = integer(1, SIGNED);
        return head(8 + base.length + 11 + 2, ENUMERATION, 3, 2, 0, 1)
                .put(base)
                .put(name("FALSE"))
                .put(name("TRUE"))
                .put((byte) 0)
                .put((byte) 1)
                .array();
    }

    private static byte[] name(String name) {
        return (name + '\0').getBytes(StandardCharsets.US_ASCII);
    }

    private static ByteBuffer head(int length, int type, int version, int low, int high, int size) {
        return ObjectHeader.bytes(length)
                .put((byte) (version << 4 | type))
                .put((byte) low)
                .put((byte) high)
                .put((byte) 0)
                .putInt(size);
    }
}
