package dev.redkit.restore;

import java.nio.charset.StandardCharsets;

/** A key as it will be called. */
record Named(int db, byte[] key) {
    private static final int SHOWN = 60;

    /** A name for a message: control characters and the rest of a long one left out. */
    static String shown(byte[] key) {
        String text = new String(key, 0, Math.min(key.length, SHOWN), StandardCharsets.UTF_8);
        return "'" + text.replaceAll("\\p{Cntrl}", "·") + (key.length > SHOWN ? "…'" : "'");
    }
}
