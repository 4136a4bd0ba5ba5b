package dev.redkit.grouping;

/**
 * Arguments that many changes share, such as the names of fields: known by the array that they are, and told by their
 * number.
 */
final class Constants {
    static final int NONE = -1;
    /** More are stored as what they are. */
    private static final int MOST = 256;

    private final byte[][] known = new byte[MOST][];
    private int count;
    /** Where the next is likely to be: they come in the same order again and again. */
    private int likely;

    /** The number of an array, which it gets when it is new; {@link #NONE} when there are too many. */
    int number(byte[] array) {
        if (likely < count && known[likely] == array) {
            return likely++;
        }
        for (int i = 0; i < count; i++) {
            if (known[i] == array) {
                likely = i + 1;
                return i;
            }
        }
        if (count == MOST) {
            return NONE;
        }
        known[count] = array;
        likely = 0;
        return count++;
    }

    byte[] array(int number) {
        return known[number];
    }
}
