package dev.redkit.format.protobuf;

import dev.redkit.region.Region;
import dev.redkit.region.RegionReader;

/** Whole numbers one after the other, of seven bits a byte. */
public final class Varints {
    private final RegionReader in;

    public Varints(Region region) {
        this.in = new RegionReader(region);
    }

    public static long count(Region region) {
        Varints all = new Varints(region);
        long count = 0;
        while (all.hasNext()) {
            all.next();
            count++;
        }
        return count;
    }

    public boolean hasNext() {
        return in.remaining() > 0;
    }

    public long next() {
        return next(in);
    }

    /** One such number. */
    public static long next(RegionReader in) {
        long value = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            int b = in.u8();
            value |= (long) (b & 0x7f) << shift;
            if (b < 0x80) {
                return value;
            }
        }
        throw in.bad("a number that does not end");
    }
}
