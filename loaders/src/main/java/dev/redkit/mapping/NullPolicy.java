package dev.redkit.mapping;

import dev.redkit.failure.UsageError;
import java.io.Serializable;

/**
 * What a null becomes. A key is never made of nulls, whatever the policy.
 *
 * @param text what stands for it; null where none does
 */
public record NullPolicy(Kind kind, String text) implements Serializable {
    /** The ways to treat a null. */
    public enum Kind {
        /** A null field is left out, a document keeps its null, and a record that lacks what it needs is rejected. */
        STRICT,
        /** What is null is left out, a record too that lacks what it needs. */
        SKIP,
        /** A text stands for it. */
        TEXT
    }

    public static final NullPolicy STRICT = new NullPolicy(Kind.STRICT, null);
    public static final NullPolicy SKIP = new NullPolicy(Kind.SKIP, null);
    public static final NullPolicy EMPTY = new NullPolicy(Kind.TEXT, "");

    /** Reads {@code skip}, {@code empty} or a text in double quotes. */
    public static NullPolicy parse(String words) {
        if (words.equals("skip")) {
            return SKIP;
        }
        if (words.equals("empty")) {
            return EMPTY;
        }
        if (words.length() >= 2 && words.startsWith("\"") && words.endsWith("\"")) {
            return new NullPolicy(Kind.TEXT, words.substring(1, words.length() - 1));
        }
        throw new UsageError(
                "--null is skip, empty or a text in double quotes, not '" + words + "'",
                "in a shell, write a text as '\"" + words + "\"'");
    }
}
