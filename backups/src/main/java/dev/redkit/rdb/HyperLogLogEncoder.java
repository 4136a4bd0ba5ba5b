package dev.redkit.rdb;

import dev.redkit.entry.Kind;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Encodes HyperLogLogs: the string that {@code PFADD} of the same elements in the same order leaves on a server, bit for
 * bit. It is sparse while it is small and rarely hit, then dense.
 *
 * <pre>
 *   "HYLL", u8 0 dense | 1 sparse, three zeros, u64 LE cached count (highest bit: not valid)
 *   dense: 16384 registers of 6 bits, lowest bits first
 * </pre>
 */
public final class HyperLogLogEncoder extends ValueEncoder {
    static final int REGISTERS = 1 << 14;
    static final int HEADER = 16;

    private static final int INDEX_BITS = 14;
    /** The bits of a hash that are left for its run of zeros. */
    private static final int RUN_BITS = 50;

    private static final int REGISTER_BITS = 6;
    private static final int DENSE_BYTES = REGISTERS * REGISTER_BITS / 8;
    private static final int DENSE = 0;
    private static final int SPARSE = 1;
    private static final byte[] MAGIC = "HYLL".getBytes(StandardCharsets.US_ASCII);
    /** In the last byte of the cached count: somebody has to count again. */
    private static final byte NOT_VALID = (byte) 0x80;

    private final SparseRegisters sparse;
    private byte[] dense;

    HyperLogLogEncoder(EncodingLimits limits) {
        sparse = new SparseRegisters(limits.hllSparseBytes() - HEADER);
    }

    @Override
    void clear() {
        sparse.clear();
        dense = null;
    }

    public void element(byte[] array, int offset, int length) {
        long hash = Murmur64.hash(array, offset, length);
        int register = (int) hash & (REGISTERS - 1);
        int run = Long.numberOfTrailingZeros((hash >>> INDEX_BITS) | 1L << RUN_BITS) + 1;
        if (dense != null) {
            raise(register, run);
            return;
        }
        if (!sparse.raise(register, run)) {
            promote();
            raise(register, run);
        }
    }

    private void promote() {
        dense = new byte[DENSE_BYTES + 1];
        sparse.forEach((first, count, value) -> {
            for (int i = first; i < first + count; i++) {
                raise(i, value);
            }
        });
    }

    private void raise(int register, int value) {
        int bit = register * REGISTER_BITS;
        int at = bit / 8;
        int shift = bit % 8;
        int both = (dense[at] & 0xff) | (dense[at + 1] & 0xff) << 8;
        if (((both >>> shift) & 63) >= value) {
            return;
        }
        both = (both & ~(63 << shift)) | value << shift;
        dense[at] = (byte) both;
        dense[at + 1] = (byte) (both >>> 8);
    }

    private byte[] text() {
        byte[] body = dense != null ? dense : sparse.array();
        int length = dense != null ? DENSE_BYTES : sparse.size();
        byte[] text = new byte[HEADER + length];
        System.arraycopy(MAGIC, 0, text, 0, MAGIC.length);
        text[MAGIC.length] = (byte) (dense != null ? DENSE : SPARSE);
        text[HEADER - 1] = NOT_VALID;
        System.arraycopy(body, 0, text, HEADER, length);
        return text;
    }

    @Override
    void write(Encoded out) {
        byte[] text = text();
        out.octet(StringEncoder.TYPE_STRING);
        out.string(text, 0, text.length);
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public long size() {
        return (long) HEADER + (dense != null ? DENSE_BYTES : sparse.size());
    }

    @Override
    public void walk(ValueWalker walker) throws IOException {
        walker.text(text());
    }
}
