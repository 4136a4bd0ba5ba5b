package dev.redkit.rdb;

import java.util.Arrays;
import java.util.Objects;

/**
 * LZF, the compression of strings in RDB files.
 *
 * <pre>
 *   000nnnnn                    n + 1 literal bytes follow
 *   lllddddd dddddddd           copy l + 2 bytes from d + 1 bytes back     (l = 1..6)
 *   111ddddd llllllll dddddddd  copy l + 9 bytes from d + 1 bytes back
 * </pre>
 *
 * An instance compresses and keeps its table of seen places between calls, so it belongs to one thread.
 */
final class Lzf {
    static final int MAX_LITERALS = 32;
    private static final int MAX_BACK = 1 << 13;
    private static final int MAX_COPY = 264;
    /** The best that three bytes can say is {@link #MAX_COPY} bytes. */
    private static final int MAX_RATIO = MAX_COPY / 3;

    private static final int HASH_BITS = 14;

    /** Where three bytes of this hash were last seen, plus {@link #base}; smaller values are from earlier calls. */
    private final int[] seen = new int[1 << HASH_BITS];

    private int base = 1;

    /** The most bytes that {@code compressed} bytes can become; a claim above it is a lie. */
    static long mostFrom(long compressed) {
        return compressed > Long.MAX_VALUE / MAX_RATIO ? Long.MAX_VALUE : compressed * MAX_RATIO;
    }

    /**
     * Fills exactly {@code outLength} bytes from {@code inLength} bytes.
     *
     * @throws Malformed when the input does not give just that many
     */
    static void decompress(byte[] in, int inOffset, int inLength, byte[] out, int outOffset, int outLength) {
        Objects.checkFromIndexSize(inOffset, inLength, in.length);
        Objects.checkFromIndexSize(outOffset, outLength, out.length);
        int inEnd = inOffset + inLength;
        int outEnd = outOffset + outLength;
        int from = inOffset;
        int to = outOffset;
        while (from < inEnd) {
            int control = in[from++] & 0xff;
            if (control < MAX_LITERALS) {
                int count = control + 1;
                if (count > inEnd - from || count > outEnd - to) {
                    throw new Malformed("compressed literals run over their end", from - 1 - inOffset);
                }
                System.arraycopy(in, from, out, to, count);
                from += count;
                to += count;
                continue;
            }
            int count = (control >>> 5) + 2;
            int more = count == 9 ? 2 : 1;
            if (more > inEnd - from) {
                throw new Malformed("a compressed copy is cut off", from - 1 - inOffset);
            }
            if (more == 2) {
                count += in[from++] & 0xff;
            }
            int back = (((control & 0x1f) << 8) | (in[from++] & 0xff)) + 1;
            if (back > to - outOffset || count > outEnd - to) {
                throw new Malformed("a compressed copy reaches out of its string", from - 1 - more - inOffset);
            }
            copyBack(out, to, back, count);
            to += count;
        }
        if (to != outEnd) {
            throw new Malformed(
                    "compressed data gives " + (to - outOffset) + " bytes where " + outLength + " were said", inLength);
        }
    }

    /**
     * Makes sure that the input gives just {@code outLength} bytes, without making them.
     *
     * @throws Malformed when it does not
     */
    static void measure(byte[] in, int inOffset, int inLength, long outLength) {
        Objects.checkFromIndexSize(inOffset, inLength, in.length);
        int end = inOffset + inLength;
        int at = inOffset;
        long made = 0;
        while (at < end) {
            int start = at;
            int control = in[at++] & 0xff;
            if (control < MAX_LITERALS) {
                at += control + 1;
                made += control + 1;
            } else {
                int count = (control >>> 5) + 2;
                if (count == 9 && at < end) {
                    count += in[at++] & 0xff;
                }
                if (at == end || (((control & 0x1f) << 8) | (in[at] & 0xff)) >= made) {
                    throw new Malformed("a compressed copy is cut off or reaches out of its string", start - inOffset);
                }
                at++;
                made += count;
            }
        }
        if (at != end || made != outLength) {
            throw new Malformed("compressed data gives " + made + " bytes where " + outLength + " were said", inLength);
        }
    }

    /** A copy may read what it has just written: a run of n bytes is then repeated. */
    private static void copyBack(byte[] out, int to, int back, int count) {
        if (back >= count) {
            System.arraycopy(out, to - back, out, to, count);
        } else if (back == 1) {
            Arrays.fill(out, to, to + count, out[to - 1]);
        } else {
            for (int i = to; i < to + count; i++) {
                out[i] = out[i - back];
            }
        }
    }

    /**
     * Compresses into {@code out} and says how many bytes it took, or 0 when it would not fit into {@code outLength}
     * bytes; pass less than {@code inLength} to get only what is worth having.
     */
    int compress(byte[] in, int inOffset, int inLength, byte[] out, int outOffset, int outLength) {
        Objects.checkFromIndexSize(inOffset, inLength, in.length);
        Objects.checkFromIndexSize(outOffset, outLength, out.length);
        if (base > Integer.MAX_VALUE - inLength - 1) {
            Arrays.fill(seen, 0);
            base = 1;
        }
        int inEnd = inOffset + inLength;
        int outEnd = outOffset + outLength;
        int to = outOffset;
        int literals = inOffset;
        int at = inOffset;
        while (at < inEnd - 2) {
            int slot = hash(in, at);
            int earlier = seen[slot] - base;
            seen[slot] = base + at - inOffset;
            int back = at - inOffset - earlier;
            if (earlier < 0 || back > MAX_BACK || !sameThree(in, at, at - back)) {
                at++;
                continue;
            }
            int count = matching(in, at, at - back, Math.min(inEnd, at + MAX_COPY));
            to = literals(in, literals, at, out, to, outEnd);
            if (to < 0 || outEnd - to < 3) {
                to = -1;
                break;
            }
            to = copy(back - 1, count - 2, out, to);
            literals = at + count;
            remember(in, at + 1, Math.min(literals, inEnd - 2), inOffset);
            at = literals;
        }
        if (to >= 0) {
            to = literals(in, literals, inEnd, out, to, outEnd);
        }
        base += inLength;
        return to < 0 ? 0 : to - outOffset;
    }

    private static int copy(int back, int length, byte[] out, int offset) {
        int to = offset;
        if (length < 7) {
            out[to++] = (byte) ((length << 5) | (back >>> 8));
        } else {
            out[to++] = (byte) ((7 << 5) | (back >>> 8));
            out[to++] = (byte) (length - 7);
        }
        out[to++] = (byte) back;
        return to;
    }

    /** Writes what no copy covers; -1 when it does not fit. */
    private static int literals(byte[] in, int start, int end, byte[] out, int offset, int outEnd) {
        int to = offset;
        for (int at = start; at < end; at += MAX_LITERALS) {
            int count = Math.min(MAX_LITERALS, end - at);
            if (count + 1 > outEnd - to) {
                return -1;
            }
            out[to++] = (byte) (count - 1);
            System.arraycopy(in, at, out, to, count);
            to += count;
        }
        return to;
    }

    private void remember(byte[] in, int start, int end, int inOffset) {
        for (int at = start; at < end; at++) {
            seen[hash(in, at)] = base + at - inOffset;
        }
    }

    private static int matching(byte[] in, int at, int earlier, int end) {
        int i = at + 3;
        while (i < end && in[i] == in[earlier + i - at]) {
            i++;
        }
        return i - at;
    }

    private static boolean sameThree(byte[] in, int a, int b) {
        return in[a] == in[b] && in[a + 1] == in[b + 1] && in[a + 2] == in[b + 2];
    }

    private static int hash(byte[] in, int at) {
        int three = ((in[at] & 0xff) << 16) | ((in[at + 1] & 0xff) << 8) | (in[at + 2] & 0xff);
        return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
    }
}
