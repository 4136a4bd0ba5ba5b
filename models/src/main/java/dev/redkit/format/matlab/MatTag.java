package dev.redkit.format.matlab;

/**
 * What stands before the data of an element.
 *
 * @param start where its data begin
 * @param end where the next element begins
 */
record MatTag(int type, long bytes, long start, long end) {
    private static final int SMALL = 4;

    /** Reads one; it must end before the limit. */
    static MatTag read(MatInput in, long limit) {
        if (limit - in.position() < 2 * SMALL) {
            throw in.bad("an element is cut off");
        }
        long first = Integer.toUnsignedLong(in.i32("an element"));
        if (first >>> 16 != 0) {
            long bytes = first >>> 16;
            if (bytes > SMALL) {
                throw in.bad("a small element of " + bytes + " bytes");
            }
            return new MatTag((int) (first & 0xffff), bytes, in.position(), in.position() + SMALL);
        }
        long bytes = Integer.toUnsignedLong(in.i32("an element"));
        long start = in.position();
        if (bytes > limit - start) {
            throw in.bad("an element of " + bytes + " bytes, but " + (limit - start) + " are left,");
        }
        // The last one need not be filled up.
        long end = Math.min(limit, start + (bytes + 7) / 8 * 8);
        return new MatTag((int) first, bytes, start, end);
    }
}
