package dev.redkit.source;

import dev.redkit.failure.BadInput;
import dev.redkit.record.Columns;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether the first record of a delimited text names the columns, and what they are called when it does not. */
public enum Header {
    /** It does, unless one of its fields is empty, a number, or there twice; or the columns were given other names. */
    AUTO,
    YES,
    NO;

    /** More columns than anybody has, few enough to keep their names. */
    static final int MOST_COLUMNS = 1 << 16;

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");

    /**
     * Whether the first record is a header.
     *
     * @param given the names that columns were given, if any: then only a record of just these is taken for a header
     */
    boolean isFirst(List<String> record, List<String> given) {
        if (this != AUTO) {
            return this == YES;
        }
        if (!given.isEmpty()) {
            return record.equals(given);
        }
        Set<String> seen = new HashSet<>();
        for (String field : record) {
            String name = field.strip();
            if (name.isEmpty() || NUMBER.matcher(name).matches() || !seen.add(name)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The columns of a file: the given names, else those of the header (a blank one is called after its place, one that is
     * there twice gets a number), and for what is left without a name {@code c1, c2, …}.
     */
    static Columns columns(List<String> given, List<String> header, int count) {
        List<String> names = new ArrayList<>(given.isEmpty() ? header : given);
        Set<String> taken = new HashSet<>();
        Columns columns = new Columns();
        for (int i = 0; i < Math.max(count, names.size()); i++) {
            String name = i < names.size() ? names.get(i).strip() : "";
            columns.add(unused(name.isEmpty() ? "c" + (i + 1) : name, taken));
        }
        return columns;
    }

    /** Refuses a first record that cannot say what the columns are. */
    static void check(int fields, String fault, long line, String input) {
        if (fault != null) {
            throw new BadInput(
                    "line " + line + " of " + input + " has " + fault,
                    "the first record says which columns there are: mend it, or say --quote none if quotes are plain");
        }
        if (fields > MOST_COLUMNS) {
            throw new BadInput("line " + line + " of " + input + " has " + fields + " fields, at most " + MOST_COLUMNS
                    + " are taken");
        }
    }

    private static String unused(String name, Set<String> taken) {
        String unused = name;
        for (int i = 2; !taken.add(unused); i++) {
            unused = name + "_" + i;
        }
        return unused;
    }
}
