package dev.redkit.pipe;

import dev.redkit.grammar.Danger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a stream changed for good, for an audit log: how many keys its DEL and UNLINK named, and how often it sent each
 * command that cannot be taken back. What the server refused is taken off again, but for commands of more than 1 MiB,
 * which nobody keeps so long.
 */
final class Toll {
    private static final String DELETIONS = "DEL, UNLINK";
    /** Commands whose second word says what they do. */
    private static final Set<String> CONTAINERS =
            Set.of("ACL", "CLIENT", "CLUSTER", "CONFIG", "DEBUG", "FUNCTION", "MODULE", "SCRIPT", "SENTINEL");

    private final Map<String, Long> counts = new TreeMap<>();

    /** A DEL or an UNLINK with so many arguments, its name among them. */
    void deletes(long arguments) {
        add(DELETIONS, arguments - 1);
    }

    /** A command of a name that may be grave; its words tell. */
    void weighs(List<String> words) {
        if (Danger.lasts(words)) {
            add(name(words), 1);
        }
    }

    /** Takes off a command that the server refused; {@code resp} as it was sent. */
    void refused(byte[] resp) {
        List<String> words = words(resp, 0);
        byte[] name = words.get(0).getBytes(StandardCharsets.UTF_8);
        switch (CommandKind.of(name, 0, name.length)) {
            case DELETES -> add(DELETIONS, 1 - words.size());
            case WEIGHTY -> {
                if (Danger.lasts(words)) {
                    add(name(words), -1);
                }
            }
            default -> {
                // It never counted.
            }
        }
    }

    private void add(String what, long count) {
        long total = counts.getOrDefault(what, 0L) + count;
        if (total == 0) {
            counts.remove(what);
        } else {
            counts.put(what, total);
        }
    }

    /** By what, how often; empty when nothing of the kind was done. */
    Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    private static String name(List<String> words) {
        String first = words.get(0).toUpperCase(Locale.ROOT);
        return CONTAINERS.contains(first) && words.size() > 1
                ? first + " " + words.get(1).toUpperCase(Locale.ROOT)
                : first;
    }

    /** The words of the well-formed command that begins there. */
    static List<String> words(byte[] resp, int from) {
        List<String> words = new ArrayList<>();
        int at = from;
        int left = CommandText.number(resp, at + 1);
        at = CommandText.next(resp, at);
        for (; left > 0; left--) {
            int length = CommandText.number(resp, at + 1);
            int start = CommandText.next(resp, at);
            words.add(new String(resp, start, length, StandardCharsets.UTF_8));
            at = start + length + 2;
        }
        return words;
    }
}
