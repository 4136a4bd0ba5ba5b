package dev.redkit.source;

/** Eight bytes at once in a {@code long}: which of them are a given one. */
final class Bits {
    static final long LINE_FEEDS = repeat('\n');
    static final long RETURNS = repeat('\r');

    private static final long ONES = 0x0101010101010101L;
    private static final long LOW_SEVEN = 0x7f7f7f7f7f7f7f7fL;
    private static final long HIGH_ONE = 0x8080808080808080L;

    private Bits() {}

    /** A word of eight times this byte. */
    static long repeat(int value) {
        return (value & 0xff) * ONES;
    }

    /** The top bit of every byte that is zero, and no other; xor a word with a repeated byte to find that byte. */
    static long zeros(long word) {
        return ~nonzero(word) & HIGH_ONE;
    }

    /** The top bits of the bytes that are zero in any of the words. */
    static long zerosIn(long one, long two, long three) {
        return ~(nonzero(one) & nonzero(two) & nonzero(three)) & HIGH_ONE;
    }

    static long zerosIn(long one, long two) {
        return ~(nonzero(one) & nonzero(two)) & HIGH_ONE;
    }

    /** Which byte the first of some top bits belongs to: without branches, which the first compiler's version is full of. */
    static int first(long tops) {
        long below = (tops & -tops) - 1;
        return (int) (((below & ONES) * ONES) >>> 56) - 1;
    }

    private static long nonzero(long word) {
        return ((word & LOW_SEVEN) + LOW_SEVEN) | word;
    }
}
