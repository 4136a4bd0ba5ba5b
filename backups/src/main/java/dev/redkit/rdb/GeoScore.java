package dev.redkit.rdb;

/**
 * The score that {@code GEOADD} gives a place: 26 bits of its latitude and 26 of its longitude in turn, from the lowest
 * bit on.
 */
public final class GeoScore {
    public static final double MOST_LONGITUDE = 180;
    /** Where the square map of the world ends. */
    public static final double MOST_LATITUDE = 85.05112878;

    private static final int STEPS = 26;

    private GeoScore() {}

    /** Whether servers take this place. */
    public static boolean isOnMap(double longitude, double latitude) {
        return Math.abs(longitude) <= MOST_LONGITUDE && Math.abs(latitude) <= MOST_LATITUDE;
    }

    public static double of(double longitude, double latitude) {
        return spread(part(latitude, MOST_LATITUDE)) | spread(part(longitude, MOST_LONGITUDE)) << 1;
    }

    private static long part(double degrees, double most) {
        return (long) ((degrees + most) / (most + most) * (1L << STEPS));
    }

    /** Puts a zero between any two bits. */
    private static long spread(long bits) {
        long x = bits;
        x = (x | x << 16) & 0x0000_FFFF_0000_FFFFL;
        x = (x | x << 8) & 0x00FF_00FF_00FF_00FFL;
        x = (x | x << 4) & 0x0F0F_0F0F_0F0F_0F0FL;
        x = (x | x << 2) & 0x3333_3333_3333_3333L;
        return (x | x << 1) & 0x5555_5555_5555_5555L;
    }
}
