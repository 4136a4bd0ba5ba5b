package dev.redkit.pickle;

import java.nio.charset.StandardCharsets;

/** The two ways in which the first protocol writes strings as lines. What is no escape stands for itself. */
final class Escapes {
    private Escapes() {}

    /** As in Python's source: {@code \n}, {@code \x41}, {@code \\}. */
    static String string(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c != '\\' || i + 1 == line.length()) {
                out.append(c);
                continue;
            }
            char kind = line.charAt(++i);
            int code = kind == 'x' ? hex(line, i + 1, 2) : -1;
            if (code >= 0) {
                out.append((char) code);
                i += 2;
            } else {
                out.append(simple(kind));
            }
        }
        return out.toString();
    }

    private static String simple(char kind) {
        return switch (kind) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\', '\'', '"' -> String.valueOf(kind);
            default -> "\\" + kind;
        };
    }

    /** Latin-1, with {@code \}{@code u} and {@code \}{@code U} for the rest. */
    static String raw(String line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            char kind = i + 1 < line.length() ? line.charAt(i + 1) : 0;
            int digits = c != '\\' ? 0 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            int code = digits == 0 ? -1 : hex(line, i + 2, digits);
            if (Character.isValidCodePoint(code)) {
                out.appendCodePoint(code);
                i += 1 + digits;
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    private static int hex(String line, int from, int digits) {
        if (from + digits > line.length()) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + digits; i++) {
            int digit = Character.digit(line.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = (value << 4) | digit;
        }
        return value;
    }

    /** The bytes of a text whose characters stand for them; {@code null} when one cannot. */
    static byte[] latin1(String text) {
        return text.chars().allMatch(c -> c < 256) ? text.getBytes(StandardCharsets.ISO_8859_1) : null;
    }
}
