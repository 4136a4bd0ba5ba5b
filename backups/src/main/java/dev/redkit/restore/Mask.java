package dev.redkit.restore;

import dev.redkit.failure.UsageError;
import dev.redkit.keyspace.Glob;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What has to be made unrecognisable: {@code user:*:email=hash}.
 *
 * @param keys whose values are meant
 * @param field of a hash or a stream's messages, or path of a member of a JSON text; {@code *} for all of any value
 */
public record Mask(Glob keys, String field, How how) {
    /** In what way. */
    public enum How {
        /** The same pseudonym for the same value. */
        HASH,
        /** Other letters for letters and other digits for digits, the same for the same value. */
        FAKE,
        /** Left out. */
        DROP
    }

    /** The field that means the whole value. */
    static final String ALL = "*";

    public static Mask parse(String text) {
        int equals = text.lastIndexOf('=');
        int colon = equals < 0 ? -1 : text.lastIndexOf(':', equals);
        if (colon < 1 || colon + 1 == equals) {
            throw new UsageError(
                    "--mask: '" + text + "' does not name keys, a field and what to do",
                    "write 'user:*:email=hash' for a field, 'session:*:*=fake' for whole values");
        }
        String word = text.substring(equals + 1);
        for (How how : How.values()) {
            if (how.name().toLowerCase(Locale.ROOT).equals(word)) {
                return new Mask(Glob.of(text.substring(0, colon)), text.substring(colon + 1, equals), how);
            }
        }
        throw new UsageError("--mask: '" + word + "' is not one of hash, fake, drop");
    }

    boolean all() {
        return field.equals(ALL);
    }

    boolean means(byte[] name) {
        return all() || Glob.of(field).matches(name);
    }

    boolean means(String path) {
        return means(path.getBytes(StandardCharsets.UTF_8));
    }
}
