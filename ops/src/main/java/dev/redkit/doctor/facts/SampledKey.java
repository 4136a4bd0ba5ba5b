package dev.redkit.doctor.facts;

import java.nio.charset.StandardCharsets;

/** A key that the sample came upon, and what it takes. */
public record SampledKey(int db, byte[] name, long bytes) {
    private static final int LONGEST = 80;

    /** For people. */
    public String title() {
        String text = new String(name, StandardCharsets.UTF_8);
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return db == 0 ? cut : cut + " (db " + db + ")";
    }
}
