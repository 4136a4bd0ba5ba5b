package dev.redkit.shell;

import dev.redkit.grammar.Words;

/** The parts of a line that is being typed. */
final class Part {
    private Part() {}

    /** The command, without a program or file that its output goes to. */
    static String command(String line) {
        if (line.indexOf('|') < 0 && line.indexOf('>') < 0) {
            return line;
        }
        for (Words.Word word : Words.of(line).words()) {
            boolean sign =
                    !word.quoted() && (word.text().equals("|") || word.text().equals(">>") || isInto(word, line));
            if (sign) {
                return line.substring(0, word.from());
            }
        }
        return line;
    }

    private static boolean isInto(Words.Word word, String line) {
        return word.text().equals(">") && !line.stripLeading().regionMatches(true, 0, "XREADGROUP", 0, 10);
    }

    /** Whether the cursor at the end of the line stands in the name of a file. */
    static boolean endsInFile(String line) {
        var words = Words.of(line).words();
        boolean inWord = !words.isEmpty() && words.get(words.size() - 1).to() == line.length();
        int before = words.size() - (inWord ? 2 : 1);
        if (before < 1 || words.get(before).quoted()) {
            return false;
        }
        String sign = words.get(before).text();
        return sign.equals("<") || sign.equals(">>") || isInto(words.get(before), line);
    }

    /** Where the command begins behind a number of times: {@code 5 INCR x}. */
    static int afterCount(String line) {
        int at = 0;
        while (at < line.length() && line.charAt(at) == ' ') {
            at++;
        }
        int digits = at;
        while (digits < line.length() && Character.isDigit(line.charAt(digits))) {
            digits++;
        }
        return digits > at && digits < line.length() && line.charAt(digits) == ' ' ? digits + 1 : 0;
    }
}
