package dev.redkit.aof;

import dev.redkit.failure.UsageError;
import dev.redkit.keyspace.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Commands that begin with words like these: {@code FLUSHALL}, {@code DEL user:*}, {@code SET session:* *}. Each word is a
 * pattern as in KEYS; the first one is for the command's name, in any case.
 */
public final class CommandPattern {
    /** Without them, others would go elsewhere or be done by halves. */
    private static final Set<String> STRUCTURE = Set.of("SELECT", "MULTI", "EXEC", "DISCARD");

    private final String text;
    private final Glob name;
    private final List<Glob> words = new ArrayList<>();

    private CommandPattern(String text) {
        this.text = text;
        String[] parts = text.strip().split("\\s+", -1);
        name = Glob.of(parts[0].toUpperCase(Locale.ROOT));
        for (int i = 1; i < parts.length; i++) {
            words.add(Glob.of(parts[i]));
        }
    }

    /** From what a user typed. */
    public static CommandPattern of(String text) {
        if (text.isBlank()) {
            throw new UsageError("a pattern of commands needs at least the name of one");
        }
        CommandPattern pattern = new CommandPattern(text);
        String first = text.strip().split("\\s+", 2)[0].toUpperCase(Locale.ROOT);
        if (STRUCTURE.contains(first)) {
            throw new UsageError(
                    first + " cannot be left out: it says where other commands belong", "name the commands themselves");
        }
        return pattern;
    }

    /** Whether the command's name may be meant, so that it is worth to look at its words. */
    boolean mayMatch(String upperName) {
        return !STRUCTURE.contains(upperName) && name.matches(upperName.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Whether a command is meant. A word that is not there, or too long to be looked at, only a lone star matches. */
    public boolean matches(String upperName, byte[][] command) {
        if (!mayMatch(upperName) || command.length <= words.size()) {
            return false;
        }
        for (int i = 0; i < words.size(); i++) {
            byte[] word = command[i + 1];
            if (word == null
                    ? !words.get(i).toString().equals("*")
                    : !words.get(i).matches(word)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return text;
    }
}
