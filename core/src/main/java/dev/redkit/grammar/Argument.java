package dev.redkit.grammar;

import java.util.List;
import java.util.Locale;

/**
 * One argument of a command, as the server describes it: a word, a token, or a group of arguments.
 *
 * @param name what it is, such as {@code seconds}
 * @param token the word that comes before it, or that it is; empty for none
 * @param since the version that brought it; empty when as old as the command
 * @param multiple whether it may be repeated
 * @param multipleToken whether its token is repeated with it
 * @param parts of a group
 */
public record Argument(
        String name,
        Type type,
        String token,
        String since,
        boolean optional,
        boolean multiple,
        boolean multipleToken,
        List<Argument> parts) {

    /** What a word has to be. */
    public enum Type {
        STRING,
        INTEGER,
        DOUBLE,
        KEY,
        PATTERN,
        UNIX_TIME,
        PURE_TOKEN,
        ONEOF,
        BLOCK;

        /** By the server's own name; what it has no name for is a string. */
        static Type of(String name) {
            for (Type type : values()) {
                if (type.written().equals(name)) {
                    return type;
                }
            }
            return STRING;
        }

        String written() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Argument {
        parts = List.copyOf(parts);
    }

    /** A plain one, for commands that nobody describes. */
    static Argument plain(String name, Type type, boolean optional, boolean multiple) {
        return new Argument(name, type, "", "", optional, multiple, false, List.of());
    }

    boolean hasToken() {
        return !token.isEmpty();
    }

    /** Whether it says how many of the next argument follow ({@code numkeys}). */
    boolean counts() {
        return type == Type.INTEGER && name.startsWith("num");
    }

    /** Its syntax: {@code [NX|XX]}, {@code key [key ...]}. */
    public String syntax() {
        return SyntaxText.of(this);
    }
}
