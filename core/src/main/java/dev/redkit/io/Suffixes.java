package dev.redkit.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How the names of files end. */
public final class Suffixes {
    private Suffixes() {}

    /** The last suffix of a name and the one before it, since the last may be that of a compression; in small letters. */
    public static List<String> of(String name) {
        String[] parts = name.toLowerCase(Locale.ROOT).split("\\.", -1);
        List<String> suffixes = new ArrayList<>();
        for (int i = parts.length - 1; i > 0 && suffixes.size() < 2; i--) {
            suffixes.add(parts[i]);
        }
        return suffixes;
    }
}
