package dev.redkit.export;

/** A number for a name that looks random, and is always the same for the same seed: what draws and shuffles go by. */
final class KeyHash {
    private KeyHash() {}

    /** FNV-1a, finished like MurmurHash3. */
    static long of(long seed, byte[] name) {
        long hash = 0xCBF29CE484222325L ^ mix(seed);
        for (byte one : name) {
            hash = (hash ^ (one & 0xff)) * 0x100000001B3L;
        }
        return mix(hash);
    }

    private static long mix(long value) {
        long bits = (value ^ (value >>> 33)) * 0xFF51AFD7ED558CCDL;
        bits = (bits ^ (bits >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return bits ^ (bits >>> 33);
    }
}
