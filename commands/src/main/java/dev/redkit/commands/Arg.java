package dev.redkit.commands;

import dev.redkit.failure.Suggestion;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Durations;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/**
 * One option or parameter, and what was typed for it. It takes down the words as they are; the questions a command asks
 * of it (a number? a duration? one of these?) check them and name the option in what they complain about.
 */
public final class Arg implements IGetter, ISetter {
    private final String name;
    private final boolean flag;
    private final boolean many;
    private final List<String> allowed;
    private List<String> words = new ArrayList<>(1);

    public Arg(String name, boolean flag, boolean many) {
        this.name = name;
        this.flag = flag;
        this.many = many;
        this.allowed = List.of();
    }

    public Arg(String name, List<String> allowed) {
        this.name = name;
        this.flag = false;
        this.many = false;
        this.allowed = allowed;
    }

    private void check(String word) {
        if (!allowed.isEmpty() && !allowed.contains(word)) {
            throw new UsageError(
                    name + ": '" + word + "' is not one of " + String.join(", ", allowed),
                    Suggestion.hint(word, allowed));
        }
    }

    /** How messages call it: {@code --count}, {@code COMMAND}. */
    public String name() {
        return name;
    }

    /** Whether it was typed at all. */
    public boolean present() {
        return !words.isEmpty();
    }

    /** What was typed last, or null. */
    public String text() {
        return words.isEmpty() ? null : words.get(words.size() - 1);
    }

    public String text(String otherwise) {
        return words.isEmpty() ? otherwise : text();
    }

    /** All that was typed, in order. */
    public List<String> all() {
        return List.copyOf(words);
    }

    /** A whole number within bounds. */
    public long number(long otherwise, long least, long most) {
        if (words.isEmpty()) {
            return otherwise;
        }
        long value;
        try {
            value = Long.parseLong(text());
        } catch (NumberFormatException e) {
            throw new UsageError(name + ": '" + text() + "' is not a whole number");
        }
        if (value < least || value > most) {
            throw new UsageError(name + ": " + value + " is not between " + least + " and " + most);
        }
        return value;
    }

    /** A time as {@code 250ms}, {@code 1h30m}; a bare number is seconds. */
    public Duration duration(Duration otherwise) {
        return words.isEmpty() ? otherwise : duration(text(), name);
    }

    /** A time from elsewhere than the command line; {@code name} is what a complaint calls it. */
    public static Duration duration(String text, String name) {
        try {
            return Durations.parse(text, ChronoUnit.SECONDS);
        } catch (UsageError e) {
            throw new UsageError(name + ": " + e.getMessage(), e.hint().orElse(null), e);
        }
    }

    /** One of an enum's names, in lower case with hyphens. */
    public <E extends Enum<E>> E choice(E otherwise) {
        if (words.isEmpty()) {
            return otherwise;
        }
        for (E one : otherwise.getDeclaringClass().getEnumConstants()) {
            if (word(one).equals(text())) {
                return one;
            }
        }
        throw new IllegalStateException(name + " let '" + text() + "' pass");
    }

    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"}) // the shape of picocli's interface
    public <T> T get() {
        // A command line asks before it parses, and puts that back before each parse: for words there is no "back".
        return many ? (T) words : null;
    }

    @Override
    public <T> T set(T value) {
        if (value instanceof Collection<?> all) {
            List<String> next = new ArrayList<>(all.size());
            for (Object one : all) {
                next.add((String) one);
            }
            words = next;
        } else if (value instanceof String text) {
            check(text);
            words.add(text);
        } else if (flag && Boolean.TRUE.equals(value)) {
            words.add("true");
        }
        return null;
    }
}
