package dev.redkit.doctor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why a rule found something.
 *
 * @param sentence what is the case, with figures
 * @param values what was read, by the names under which servers know it
 * @param mend what mends just this; null where the rule's own advice does
 */
public record Evidence(String sentence, Map<String, String> values, String mend) {
    public Evidence {
        values = new LinkedHashMap<>(values);
    }

    /** Something, if that is so. Names and values in turn. */
    public static Optional<Evidence> when(boolean found, String sentence, Object... read) {
        if (!found) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < read.length; i += 2) {
            values.put((String) read[i], plain(String.valueOf(read[i + 1])));
        }
        return Optional.of(new Evidence(plain(sentence), values, null));
    }

    /** The same with advice of its own. */
    public Evidence mendedBy(String advice) {
        return new Evidence(sentence, values, advice);
    }

    /** Names of keys and clients are anybody's: they must not paint on a terminal. */
    private static String plain(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
