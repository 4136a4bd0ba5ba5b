package dev.redkit.model;

import dev.redkit.failure.UsageError;
import java.util.regex.Pattern;

/**
 * A model as a user names it: {@code bert} means its current version, {@code bert:prod} the one that is tagged so,
 * {@code bert:7} version 7, {@code bert:latest} the newest.
 *
 * @param ref a tag, a number, or empty
 */
public record ModelName(String name, String ref) {
    /** The newest version that is complete. */
    public static final String LATEST = "latest";

    /** The version that is live. */
    public static final String CURRENT = "current";

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._/-]{1,200}");
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    public static ModelName parse(String text) {
        int colon = text.indexOf(':');
        String name = colon < 0 ? text : text.substring(0, colon);
        String ref = colon < 0 ? "" : text.substring(colon + 1);
        if (!NAME.matcher(name).matches()) {
            throw new UsageError(
                    "'" + text + "' is not a name for a model",
                    "use letters, digits and . _ / -, and a tag or a version behind a colon: bert, bert:prod, bert:7");
        }
        if (colon >= 0 && !NAME.matcher(ref).matches()) {
            throw new UsageError("'" + ref + "' is neither a tag nor a version, in '" + text + "'");
        }
        return new ModelName(name, ref);
    }

    /** What stands before the first colon, whether it is a name or not. */
    public static String nameIn(String text) {
        int colon = text.indexOf(':');
        return colon < 0 ? text : text.substring(0, colon);
    }

    /** The same, where a tag may follow that shall be given: no number, and none of the words with a meaning. */
    public static ModelName forTag(String text) {
        ModelName parsed = parse(text);
        if (!parsed.ref().isEmpty()) {
            checkTag(parsed.ref());
        }
        return parsed;
    }

    /** Refuses what cannot be a tag. */
    public static void checkTag(String tag) {
        if (isVersion(tag)
                || tag.equals(LATEST)
                || tag.equals(CURRENT)
                || !NAME.matcher(tag).matches()) {
            throw new UsageError(
                    "'" + tag + "' cannot be a tag", "numbers, 'latest' and 'current' have a meaning of their own");
        }
    }

    /** Whether the text is a version rather than a tag. */
    static boolean isVersion(String text) {
        return NUMBER.matcher(text).matches();
    }

    @Override
    public String toString() {
        return ref.isEmpty() ? name : name + ":" + ref;
    }
}
