package dev.redkit.mapping;

/**
 * Where records come from.
 *
 * @param file what {@code {#file}} stands for
 * @param open whether columns may turn up later, as in formats without a header; then a name that is not known yet is
 *     no mistake
 */
public record Origin(String file, boolean open) {
    /** Records with a header, whose columns are all known. */
    public static Origin fixed(String file) {
        return new Origin(file, false);
    }

    /** Records each of which may bring columns of its own. */
    public static Origin open(String file) {
        return new Origin(file, true);
    }
}
