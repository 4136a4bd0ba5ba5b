package dev.redkit.source;

import dev.redkit.record.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which delimiter a text has: the one that cuts its first records into equally many fields, more than one. */
public final class DelimiterGuess {
    private static final List<String> USUAL = List.of(",", "\t", ";", "|");
    private static final int RECORDS = 200;
    /** Records of other widths are forgiven when they are this rare: one in ten. */
    private static final int REGULAR = 10;

    private DelimiterGuess() {}

    static Optional<String> of(byte[] head) {
        String best = null;
        int most = 1;
        for (String delimiter : USUAL) {
            int fields = fields(head, (byte) delimiter.charAt(0));
            if (fields > most) {
                best = delimiter;
                most = fields;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The usual one, unless it cuts nothing and another does. */
    static String of(byte[] head, String usual) {
        return fields(head, (byte) usual.charAt(0)) > 1 ? usual : of(head).orElse(usual);
    }

    /** How many fields the records have with this delimiter, or 1 when they do not agree. */
    private static int fields(byte[] head, byte delimiter) {
        List<Integer> counts = counts(head, delimiter);
        if (counts.isEmpty()) {
            return 1;
        }
        int first = counts.get(0);
        long others = counts.stream().filter(count -> count != first).count();
        return others * REGULAR <= counts.size() ? first : 1;
    }

    private static List<Integer> counts(byte[] head, byte delimiter) {
        List<Integer> counts = new ArrayList<>();
        boolean quoted = false;
        boolean atStart = true;
        boolean empty = true;
        int fields = 1;
        for (int i = 0; i < head.length && counts.size() < RECORDS; i++) {
            byte b = head[i];
            if (quoted) {
                quoted = b != '"';
                continue;
            }
            if (b == '\n' || b == '\r') {
                if (!empty) {
                    counts.add(fields);
                }
                fields = 1;
                empty = true;
                atStart = true;
                continue;
            }
            empty = false;
            // A doubled quote closes and opens at once.
            quoted = b == '"' && (atStart || head[i - 1] == '"');
            atStart = b == delimiter;
            fields += atStart ? 1 : 0;
        }
        if (counts.isEmpty() && !empty) {
            counts.add(fields);
        }
        return counts;
    }

    /** What to say when a column is missing and the delimiter is the likely reason: which it seems to be. */
    public static Optional<String> advice(Columns columns) {
        if (columns.count() != 1) {
            return Optional.empty();
        }
        String only = columns.name(0);
        return USUAL.stream()
                .filter(delimiter -> only.contains(delimiter))
                .findFirst()
                .map(delimiter -> "the only column is '" + only + "': is the delimiter "
                        + (delimiter.equals("\t") ? "a tab (--delimiter '\\t')?" : "'" + delimiter + "'?"));
    }
}
