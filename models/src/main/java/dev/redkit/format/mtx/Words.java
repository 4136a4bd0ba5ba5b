package dev.redkit.format.mtx;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The words of a text, which are numbers, one after the other; no text is made of them where that is not needed. */
final class Words {
    private static final int BUFFER = 64 << 10;
    private static final int LONGEST_LINE = 1 << 20;

    /** Longer ones are no numbers. */
    private static final int LONGEST_WORD = 400;

    /** Powers of ten that a double holds exactly. */
    private static final double[] TENS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private final String name;
    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private final byte[] word = new byte[LONGEST_WORD];
    private int length;
    private int at;
    private int end;
    private long line = 1;

    Words(Region file) {
        this.name = file.name();
        this.in = file.open();
    }

    /** The rest of the line, without its end. */
    String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int c = read(); c >= 0 && c != '\n'; c = read()) {
            text.append((char) c);
            if (text.length() > LONGEST_LINE) {
                throw bad("a line of more than " + LONGEST_LINE + " characters");
            }
        }
        line++;
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Whether the next line begins so. */
    boolean begins(char c) throws IOException {
        return peek() == c;
    }

    private int peek() throws IOException {
        if (at == end) {
            end = Math.max(0, in.read(buffer, 0, BUFFER));
            at = 0;
        }
        return at == end ? -1 : buffer[at] & 0xff;
    }

    private int read() throws IOException {
        int c = peek();
        if (c >= 0) {
            at++;
        }
        return c;
    }

    /** Whether there is another word; it is kept for the next question. */
    boolean next() throws IOException {
        int c = read();
        while (c >= 0 && c <= ' ') {
            if (c == '\n') {
                line++;
            }
            c = read();
        }
        length = 0;
        while (c > ' ') {
            if (length == LONGEST_WORD) {
                throw bad("a word that is no number");
            }
            word[length++] = (byte) c;
            c = peek();
            if (c > ' ') {
                at++;
            }
        }
        return length > 0;
    }

    private void need(String what) throws IOException {
        if (!next()) {
            throw bad("the file ends where " + what + " should be");
        }
    }

    /** A whole number that is not negative. */
    long size(String what) throws IOException {
        need(what);
        long value = length > 18 ? -1 : 0;
        for (int i = 0; value >= 0 && i < length; i++) {
            int digit = word[i] - '0';
            value = digit < 0 || digit > 9 ? -1 : value * 10 + digit;
        }
        if (value < 0) {
            throw bad("'" + text() + "' is no number for " + what);
        }
        return value;
    }

    long whole(boolean signed) throws IOException {
        need("a number");
        try {
            return signed ? Long.parseLong(text()) : Long.parseUnsignedLong(text());
        } catch (NumberFormatException e) {
            throw bad("'" + text() + "' is no whole number");
        }
    }

    double real() throws IOException {
        need("a number");
        double quick = quick();
        if (!Double.isNaN(quick)) {
            return quick;
        }
        if (isDecimal()) {
            try {
                return Double.parseDouble(new String(word, 0, length, StandardCharsets.ISO_8859_1));
            } catch (NumberFormatException e) {
                throw bad("'" + text() + "' is no number");
            }
        }
        return slow();
    }

    /** Exact where the digits and the power of ten are exact as doubles, which one operation rounds rightly; else NaN. */
    private double quick() {
        int i = 0;
        boolean negative = word[0] == '-';
        if (negative || word[0] == '+') {
            i++;
        }
        long digits = 0;
        int count = 0;
        int point = -1;
        for (; i < length; i++) {
            int digit = word[i] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                count++;
            } else if (word[i] == '.' && point < 0) {
                point = count;
            } else {
                break;
            }
            if (count > 15) {
                return Double.NaN;
            }
        }
        int exponent = i == length ? 0 : exponent(i);
        int shift = exponent - (point < 0 ? 0 : count - point);
        if (count == 0 || exponent == Integer.MIN_VALUE || Math.abs(shift) >= TENS.length) {
            return Double.NaN;
        }
        double value = shift < 0 ? digits / TENS[-shift] : digits * TENS[shift];
        return negative ? -value : value;
    }

    private int exponent(int from) {
        int i = from;
        if ((word[i] != 'e' && word[i] != 'E') || i + 1 == length || length - i > 5) {
            return Integer.MIN_VALUE;
        }
        i++;
        boolean negative = word[i] == '-';
        if (negative || word[i] == '+') {
            i++;
        }
        int value = i == length ? Integer.MIN_VALUE : 0;
        for (; i < length; i++) {
            int digit = word[i] - '0';
            if (digit < 0 || digit > 9) {
                return Integer.MIN_VALUE;
            }
            value = value * 10 + digit;
        }
        return negative ? -value : value;
    }

    /** Digits with a point, and an exponent after an e: what Java reads as everybody does. */
    private boolean isDecimal() {
        int i = word[0] == '-' || word[0] == '+' ? 1 : 0;
        int digits = 0;
        for (; i < length && (word[i] == '.' || (word[i] >= '0' && word[i] <= '9')); i++) {
            digits++;
        }
        if (i < length && digits > 0 && (word[i] == 'e' || word[i] == 'E')) {
            i++;
            i += i < length && (word[i] == '-' || word[i] == '+') ? 1 : 0;
            digits = 0;
            for (; i < length && word[i] >= '0' && word[i] <= '9'; i++) {
                digits++;
            }
        }
        return i == length && digits > 0;
    }

    private double slow() {
        String text = text();
        String lower = text.toLowerCase(Locale.ROOT).replaceFirst("^[+-]", "");
        double sign = text.startsWith("-") ? -1 : 1;
        switch (lower) {
            case "nan", "nan(ind)" -> {
                return Double.NaN;
            }
            case "inf", "infinity" -> {
                return sign * Double.POSITIVE_INFINITY;
            }
            default -> {
                // Java would take a letter for the type and hexadecimal numbers, too; Fortran has a D for the exponent.
                String number = lower.replace('d', 'e');
                if (number.matches("[0-9.]+e[+-]?[0-9]+")) {
                    try {
                        return sign * Double.parseDouble(number);
                    } catch (NumberFormatException e) {
                        throw bad("'" + text + "' is no number");
                    }
                }
                throw bad("'" + text + "' is no number");
            }
        }
    }

    private String text() {
        return new String(word, 0, length, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
    }

    BadInput bad(String what) {
        return new BadInput(what + ", in line " + line + " of " + name);
    }
}
