package dev.redkit.aof;

import dev.redkit.failure.BadInput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One line of a manifest, whose bytes are kept as Latin-1 until they are words. */
record ManifestLine(Path file, int line, String text) {
    private static final int LONGEST_NUMBER = 18;

    int length() {
        return text.length();
    }

    List<String> words() {
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.charAt(at) == '"') {
                StringBuilder word = new StringBuilder();
                at = quoted(at + 1, word);
                words.add(utf8(word.toString()));
            } else {
                int start = at;
                while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
                    at++;
                }
                words.add(utf8(text.substring(start, at)));
            }
        }
        return words;
    }

    private int quoted(int from, StringBuilder word) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at++);
            if (c != '\\') {
                word.append(c);
            } else if (at < text.length()) {
                at = escape(at, word);
            }
        }
        if (at >= text.length()) {
            throw bad("has a quote that is not closed");
        }
        return at + 1;
    }

    private int escape(int at, StringBuilder word) {
        char c = text.charAt(at);
        if (c == 'x' && at + 2 < text.length()) {
            int high = Character.digit(text.charAt(at + 1), 16);
            int low = Character.digit(text.charAt(at + 2), 16);
            if (high >= 0 && low >= 0) {
                word.append((char) (high << 4 | low));
                return at + 3;
            }
        }
        word.append(
                switch (c) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'b' -> '\b';
                    case 'a' -> '\u0007';
                    default -> c;
                });
        return at + 1;
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    long number(String word) {
        if (word.isEmpty() || word.length() > LONGEST_NUMBER || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw bad("has '" + word + "' where a number belongs");
        }
        return Long.parseLong(word);
    }

    BadInput bad(String what) {
        return new BadInput("line " + line + " of " + file + " " + what);
    }
}
