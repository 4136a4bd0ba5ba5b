package dev.redkit.rdb;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/**
 * Values of a file as {@code DUMP} would give them, without taking them apart: the bytes of the file behind the type, and
 * the lowest version that knows the type. One is used for many values; what it holds is valid until the next.
 */
public final class RawDump {
    private static final int LOWEST = 6;
    private static final int KEPT = 1 << 20;

    private Buffer bytes = new Buffer();

    /** Whether a server that takes payloads of this version takes this value as it lies in its file. */
    public static boolean fits(RdbType type, WriteVersion version) {
        boolean common = type.only().isEmpty() && type.since() <= WriteVersion.REDIS_7_2.number();
        boolean known = common
                ? type.since() <= version.number()
                : type.only().isPresent()
                        && type.only().get()
                                == RdbFormat.ofVersion(version.number()).flavour()
                        && type.since() <= version.number();
        boolean released = type != RdbType.HASH_METADATA_PRE_GA
                && type != RdbType.HASH_LISTPACK_EX_PRE_GA
                && type != RdbType.MODULE_PRE_GA;
        return known && released && !type.leansOnFile();
    }

    /** Takes the value that the reader stands at; says how long the payload is. */
    public int take(RdbReader reader) throws IOException {
        if (bytes.room() > KEPT) {
            bytes = new Buffer();
        }
        bytes.reset();
        RdbType type = reader.type();
        bytes.write(type.id());
        reader.copyValue(bytes);
        little(Math.max(type.since(), LOWEST), Short.BYTES);
        little(Crc64.update(0, bytes.array(), 0, bytes.size()), Long.BYTES);
        return bytes.size();
    }

    private void little(long value, int count) {
        for (int i = 0; i < count; i++) {
            bytes.write((int) (value >>> (8 * i)));
        }
    }

    /** Where the payload lies. */
    public byte[] array() {
        return bytes.array();
    }

    private static final class Buffer extends ByteArrayOutputStream {
        byte[] array() {
            return buf;
        }

        int room() {
            return buf.length;
        }
    }
}
