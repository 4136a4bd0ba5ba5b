package dev.redkit.grammar;

import dev.redkit.grammar.CommandDoc.KeyRange;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The commands that come along, in a form that is read in a few milliseconds and compared line by line. A line is a
 * command; the lines below it that begin with blanks are its arguments, one blank for each level. Columns are set apart
 * by tabs, empty ones at the end left out:
 *
 * <pre>
 * name  summary  since  group  complexity  arity  flags  categories  first,last,step  deprecated since  replaced by
 *  name  type  token  flags: ? optional, * multiple, + its token too  since
 * </pre>
 */
final class BundledTable implements Grammar.Docs {
    static final String RESOURCE = "commands.tsv";

    private final String text;
    /** Where the line of each command begins: what a command needs is only read when somebody asks for it. */
    private final Map<String, Integer> places = new TreeMap<>();

    private final Map<String, List<String>> below = new HashMap<>();
    private final Map<String, CommandDoc> known = new ConcurrentHashMap<>();

    private BundledTable(String text) {
        this.text = text;
        for (int at = 0; at < text.length(); at = endOfLine(at) + 1) {
            char first = text.charAt(at);
            if (first != ' ' && first != '#') {
                index(text.substring(at, text.indexOf('\t', at)), at);
            }
        }
    }

    static BundledTable read() {
        try (InputStream in = BundledTable.class.getResourceAsStream(RESOURCE)) {
            return new BundledTable(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void index(String name, int at) {
        places.put(name, at);
        int bar = name.indexOf('|');
        if (bar > 0) {
            below.computeIfAbsent(name.substring(0, bar), n -> new ArrayList<>())
                    .add(name.substring(bar + 1));
        }
    }

    private int endOfLine(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    @Override
    public Set<String> names() {
        return places.keySet();
    }

    @Override
    public CommandDoc get(String name) {
        Integer at = places.get(name);
        return at == null ? null : known.computeIfAbsent(name, n -> doc(at));
    }

    private CommandDoc doc(int from) {
        int end = endOfLine(from);
        String[] columns = Arrays.copyOf(text.substring(from, end).split("\t", -1), 11);
        List<String> arguments = new ArrayList<>();
        for (int at = end + 1; at < text.length() && text.charAt(at) == ' '; at = endOfLine(at) + 1) {
            arguments.add(text.substring(at, endOfLine(at)));
        }
        return new CommandDoc(
                columns[0],
                text(columns[1]),
                text(columns[2]),
                text(columns[3]),
                text(columns[4]),
                Integer.parseInt(columns[5]),
                set(columns[6]),
                set(columns[7]),
                keys(columns[8]),
                arguments(arguments, 0, arguments.size(), 1),
                text(columns[9]),
                text(columns[10]),
                "",
                below.getOrDefault(columns[0], List.of()));
    }

    /** Those of one level, each with the deeper ones that follow it. */
    private static List<Argument> arguments(List<String> lines, int from, int to, int depth) {
        List<Argument> arguments = new ArrayList<>();
        for (int at = from; at < to; ) {
            int next = at + 1;
            while (next < to && lines.get(next).charAt(depth) == ' ') {
                next++;
            }
            String[] columns = Arrays.copyOf(lines.get(at).substring(depth).split("\t", -1), 5);
            String flags = text(columns[3]);
            arguments.add(new Argument(
                    columns[0],
                    Argument.Type.of(columns[1]),
                    text(columns[2]),
                    text(columns[4]),
                    flags.indexOf('?') >= 0,
                    flags.indexOf('*') >= 0,
                    flags.indexOf('+') >= 0,
                    arguments(lines, at + 1, next, depth + 1)));
            at = next;
        }
        return arguments;
    }

    private static KeyRange keys(String text) {
        if (text == null || text.isEmpty()) {
            return KeyRange.NONE;
        }
        String[] numbers = text.split(",", -1);
        return new KeyRange(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), Integer.parseInt(numbers[2]));
    }

    private static Set<String> set(String text) {
        return text == null || text.isEmpty() ? Set.of() : Set.of(text.split(",", -1));
    }

    private static String text(String column) {
        return column == null ? "" : column;
    }
}
