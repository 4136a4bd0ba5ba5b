package dev.redkit.format.text;

import dev.redkit.failure.BadInput;
import java.math.BigInteger;

/**
 * Reads what Python's {@code repr} writes of plain values: dictionaries, lists, tuples, sets, strings, bytes, numbers,
 * True, False, None, and NumPy's {@code array(…)}. It is a grammar, not an evaluation; any other name is refused.
 *
 * <p>The header of a .npy file is such a text, and so is a dictionary that redis-py 2 left in a hash.
 */
public final class PythonLiteral {
    private static final int MOST_DEPTH = 64;
    private static final int MOST_DIGITS = 400;

    private final String name;
    private final String text;
    private final ValueEvents events;
    private int at;
    private int depth;

    private PythonLiteral(String name, String text, ValueEvents events) {
        this.name = name;
        this.text = text;
        this.events = events;
    }

    /** Reads a whole text.
     *
     * @param name what to call it before a user
     */
    public static void parse(String name, String text, ValueEvents events) {
        new PythonLiteral(name, text, events).whole();
    }

    private void whole() {
        try {
            value();
            skipSpace();
            if (at < text.length()) {
                throw new IllegalArgumentException("something follows the value");
            }
        } catch (IllegalArgumentException e) {
            throw new BadInput(e.getMessage() + " at character " + at + " of " + name, null, e);
        }
    }

    private void value() {
        skipSpace();
        char c = peek();
        switch (c) {
            case '{' -> braces();
            case '[' -> sequence(']');
            case '(' -> parentheses();
            case '\'', '"' -> events.text(string(true));
            default -> {
                if (c == '-' || c == '+' || c == '.' || isDigit(c)) {
                    number();
                } else {
                    word();
                }
            }
        }
    }

    private void braces() {
        enter();
        at++;
        skipSpace();
        if (peek() == '}') {
            at++;
            events.beginObject();
            events.endObject();
        } else {
            int start = at;
            boolean dictionary = isKey();
            at = start;
            if (dictionary) {
                dictionary();
            } else {
                events.beginArray();
                items('}');
                events.endArray();
            }
        }
        depth--;
    }

    /** A set begins like a dictionary; what comes after its first item tells. */
    private boolean isKey() {
        char c = peek();
        if (c == '{' || c == '[' || c == '(') {
            return false;
        }
        key();
        skipSpace();
        return peek() == ':';
    }

    private void dictionary() {
        events.beginObject();
        while (peek() != '}') {
            events.key(key());
            skipSpace();
            expect(':');
            value();
            comma('}');
        }
        at++;
        events.endObject();
    }

    private String key() {
        skipSpace();
        char c = peek();
        if (c == '\'' || c == '"') {
            return string(true);
        }
        int start = at;
        while (at < text.length() && ":,}'\"([{ \n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        boolean prefixed = at < text.length() && at - start <= 2 && (peek() == '\'' || peek() == '"');
        if (prefixed) {
            return string(text.substring(start, at).indexOf('r') < 0);
        }
        if (at == start) {
            throw new IllegalArgumentException("a key is missing");
        }
        return text.substring(start, at);
    }

    private void sequence(char end) {
        enter();
        at++;
        events.beginArray();
        items(end);
        events.endArray();
        depth--;
    }

    private void items(char end) {
        skipSpace();
        while (peek() != end) {
            value();
            comma(end);
        }
        at++;
    }

    /** A tuple, or a value that somebody put in parentheses. */
    private void parentheses() {
        if (isTuple()) {
            sequence(')');
            return;
        }
        enter();
        at++;
        value();
        skipSpace();
        expect(')');
        depth--;
    }

    /** Whether there is a comma inside, or nothing: looks ahead over what is nested. */
    private boolean isTuple() {
        int nested = 0;
        char quote = 0;
        for (int i = at + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quote != 0) {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? 0 : quote;
            } else if (c == '\'' || c == '"') {
                quote = c;
            } else if (nested == 0 && (c == ',' || c == ')')) {
                return c == ',' || text.substring(at + 1, i).isBlank();
            } else if (c == '(' || c == '[' || c == '{') {
                nested++;
            } else if (c == ')' || c == ']' || c == '}') {
                nested--;
            }
        }
        throw new IllegalArgumentException("a parenthesis is not closed");
    }

    private void comma(char end) {
        skipSpace();
        if (peek() == ',') {
            at++;
            skipSpace();
        } else if (peek() != end) {
            throw new IllegalArgumentException("a comma or " + end + " is missing");
        }
    }

    private void word() {
        int start = at;
        while (at < text.length()
                && (Character.isLetterOrDigit(text.charAt(at)) || "_.".indexOf(text.charAt(at)) >= 0)) {
            at++;
        }
        String word = text.substring(start, at);
        if (at < text.length() && (peek() == '\'' || peek() == '"') && isPrefix(word)) {
            events.text(string(word.indexOf('r') < 0 && word.indexOf('R') < 0));
            return;
        }
        switch (word) {
            case "True" -> events.truth(true);
            case "False" -> events.truth(false);
            case "None" -> events.nothing();
            case "nan" -> events.number(Double.NaN);
            case "inf" -> events.number(Double.POSITIVE_INFINITY);
            case "array", "set", "frozenset", "OrderedDict", "np.array", "numpy.array" -> call();
            case "np.float64", "np.float32", "np.int64", "np.int32" -> call();
            default -> {
                at = start;
                throw new IllegalArgumentException(
                        word.isEmpty()
                                ? "'" + peek() + "' begins no value"
                                : "the name '" + shown(word) + "' is refused");
            }
        }
    }

    private static boolean isPrefix(String word) {
        return word.length() <= 2 && word.matches("(?i)u|b|r|br|rb|f?");
    }

    private static String shown(String word) {
        return word.length() <= 60 ? word : word.substring(0, 60) + "…";
    }

    /** The first argument is the value; a dtype after it says nothing that the numbers do not. */
    private void call() {
        enter();
        skipSpace();
        expect('(');
        value();
        skipSpace();
        while (peek() == ',') {
            at++;
            while (",)".indexOf(peek()) < 0) {
                at++;
            }
        }
        expect(')');
        depth--;
    }

    private void number() {
        int start = at;
        at++;
        while (at < text.length() && isOfNumber(text.charAt(at))) {
            at++;
        }
        String digits = text.substring(start, at);
        if (at < text.length() && (text.charAt(at) == 'L' || text.charAt(at) == 'l')) {
            at++;
        }
        if (digits.endsWith("inf") || digits.endsWith("nan")) {
            events.number(digits.endsWith("nan") ? Double.NaN : signed(digits, Double.POSITIVE_INFINITY));
        } else if (digits.chars().allMatch(c -> isDigit((char) c) || c == '-' || c == '+')) {
            whole(digits);
        } else {
            events.number(decimal(digits));
        }
    }

    private boolean isOfNumber(char c) {
        char before = text.charAt(at - 1);
        boolean sign = (c == '-' || c == '+') && (before == 'e' || before == 'E');
        boolean special = "infa".indexOf(c) >= 0 && "+-infa".indexOf(before) >= 0;
        return isDigit(c) || c == '.' || c == 'e' || c == 'E' || sign || special;
    }

    private static double signed(String digits, double value) {
        return digits.startsWith("-") ? -value : value;
    }

    private void whole(String digits) {
        if (digits.length() > MOST_DIGITS) {
            throw new IllegalArgumentException("a number has " + digits.length() + " digits");
        }
        try {
            events.number(Long.parseLong(digits));
        } catch (NumberFormatException e) {
            events.number(new BigInteger(digits.startsWith("+") ? digits.substring(1) : digits));
        }
    }

    private static double decimal(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + shown(digits) + "' is no number", e);
        }
    }

    private String string(boolean escapes) {
        char quote = peek();
        StringBuilder out = new StringBuilder();
        at++;
        while (peek() != quote) {
            char c = text.charAt(at++);
            if (c == '\\' && escapes) {
                escape(out);
            } else {
                out.append(c);
            }
        }
        at++;
        return out.toString();
    }

    private void escape(StringBuilder out) {
        char c = peek();
        at++;
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case '0' -> out.append('\0');
            case 'x' -> out.appendCodePoint(hex(2));
            case 'u' -> out.appendCodePoint(hex(4));
            case 'U' -> out.appendCodePoint(hex(8));
            case '\\', '\'', '"' -> out.append(c);
            default -> out.append('\\').append(c);
        }
    }

    private int hex(int digits) {
        if (at + digits > text.length()) {
            throw new IllegalArgumentException("an escape is cut off");
        }
        try {
            int code = Integer.parseUnsignedInt(text, at, at + digits, 16);
            at += digits;
            if (!Character.isValidCodePoint(code)) {
                throw new IllegalArgumentException("an escape is beyond Unicode");
            }
            return code;
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("an escape has no " + digits + " hexadecimal digits", e);
        }
    }

    private void enter() {
        if (++depth > MOST_DEPTH) {
            throw new IllegalArgumentException("values are nested deeper than " + MOST_DEPTH);
        }
    }

    private void expect(char c) {
        if (peek() != c) {
            throw new IllegalArgumentException("'" + c + "' is missing");
        }
        at++;
    }

    private char peek() {
        if (at >= text.length()) {
            throw new IllegalArgumentException("the text ends too early");
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
