package dev.redkit.grammar;

import java.util.Locale;
import java.util.regex.Pattern;

/** Whether a word can be what is expected: whole, or as far as it has been typed. */
final class Fit {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[+-]?\\d{1,20}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?");
    private static final Pattern BEGINNING_OF_NUMBER = Pattern.compile("[+-]?\\d*\\.?\\d*([eE][+-]?\\d*)?");
    private static final Pattern STREAM_ID = Pattern.compile("[$>+*-]|\\d{1,20}(-(\\d{1,20}|\\*))?");

    private Fit() {}

    static boolean whole(Place.Step step, String word) {
        Argument argument = step.argument();
        if (step.token()) {
            return isEmptyToken(argument) ? word.isEmpty() : argument.token().equalsIgnoreCase(word);
        }
        return switch (argument.type()) {
            case INTEGER, UNIX_TIME -> isWholeNumber(argument, word);
            case DOUBLE -> isNumber(word);
            default -> true;
        };
    }

    /** Whether the word may become one that fits. */
    static boolean beginning(Place.Step step, String word) {
        Argument argument = step.argument();
        if (step.token()) {
            return argument.token().regionMatches(true, 0, word, 0, word.length());
        }
        return switch (argument.type()) {
            case INTEGER, UNIX_TIME ->
                word.isEmpty() || word.equals("-") || word.equals("#") || isWholeNumber(argument, word);
            case DOUBLE ->
                isNumber(word)
                        || BEGINNING_OF_NUMBER.matcher(word).matches()
                        || beginsInfinity(word.toLowerCase(Locale.ROOT));
            default -> true;
        };
    }

    /** BITFIELD counts {@code #1} in its own types. */
    private static boolean isWholeNumber(Argument argument, String word) {
        String digits = argument.name().equals("offset") && word.startsWith("#") ? word.substring(1) : word;
        return WHOLE_NUMBER.matcher(digits).matches();
    }

    /** A whole number as a count; one that is too large stands for very many. */
    static int count(String word) {
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            return word.startsWith("-") ? 0 : Integer.MAX_VALUE;
        }
    }

    private static boolean isNumber(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "inf", "+inf", "-inf", "infinity", "+infinity", "-infinity" -> true;
            default -> NUMBER.matcher(word).matches();
        };
    }

    private static boolean beginsInfinity(String word) {
        String bare = word.startsWith("+") || word.startsWith("-") ? word.substring(1) : word;
        return "infinity".startsWith(bare);
    }

    private static boolean isEmptyToken(Argument argument) {
        return argument.token().equals("\"\"");
    }

    static boolean looksLikeStreamId(String word) {
        return STREAM_ID.matcher(word).matches();
    }

    static boolean isStreamId(Argument argument) {
        return argument.type() == Argument.Type.STRING && argument.name().equalsIgnoreCase("id");
    }
}
