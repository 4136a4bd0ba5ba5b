package dev.redkit.console;

import java.util.Map;

/**
 * What is known about the terminal: which of the three standard streams are one, and what the environment asks for. Java
 * 17 cannot ask per stream, so the launcher does, and hands over three digits (in, out, err) in {@code -Dredkit.tty}.
 *
 * @param in whether standard input is a terminal
 * @param out whether standard output is a terminal
 * @param err whether standard error is a terminal
 * @param dumb whether it is one that knows no escape sequences
 * @param width columns, where known
 */
public record Terminal(boolean in, boolean out, boolean err, boolean dumb, int width) {
    public static final int DEFAULT_WIDTH = 80;

    /** No terminal at all: a pipe, a log, a test. */
    public static final Terminal NONE = new Terminal(false, false, false, false, DEFAULT_WIDTH);

    /** From the launcher's digits; without them nothing is taken for a terminal, and so nothing is painted or asked. */
    public static Terminal detect(String digits, Map<String, String> env) {
        boolean known = digits != null && digits.length() == 3;
        boolean in = known && digits.charAt(0) == '1';
        boolean out = known && digits.charAt(1) == '1';
        boolean err = known && digits.charAt(2) == '1';
        return new Terminal(in, out, err, "dumb".equals(env.get("TERM")), width(env.get("COLUMNS")));
    }

    private static int width(String columns) {
        if (columns == null || columns.isEmpty() || columns.length() > 5) {
            return DEFAULT_WIDTH;
        }
        int width = 0;
        for (int i = 0; i < columns.length(); i++) {
            int digit = columns.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return DEFAULT_WIDTH;
            }
            width = width * 10 + digit;
        }
        return width < 20 ? DEFAULT_WIDTH : width;
    }
}
