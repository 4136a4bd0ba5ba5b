package dev.redkit.shell.line;

/** A word as it has to be typed to say what it should. */
public final class Quoting {
    private Quoting() {}

    /** With the kind of quote that was begun with; with none if it needs none. */
    public static String quote(String word, String begun) {
        if (begun.startsWith("'") && word.chars().allMatch(one -> one >= ' ' && one != '\'' && one != '\\')) {
            return "'" + word + "'";
        }
        return begun.startsWith("\"") || needsQuotes(word) ? inDoubleQuotes(word) : word;
    }

    private static boolean needsQuotes(String word) {
        return word.isEmpty()
                || word.equals("|")
                || word.equals(">")
                || word.equals(">>")
                || word.equals("<")
                || word.chars().anyMatch(one -> one <= ' ' || one == '"' || one == '\'' || one == 127);
    }

    private static String inDoubleQuotes(String word) {
        StringBuilder text = new StringBuilder(word.length() + 2).append('"');
        for (int i = 0; i < word.length(); i++) {
            char one = word.charAt(i);
            switch (one) {
                case '"', '\\' -> text.append('\\').append(one);
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (one < ' ' || one == 127) {
                        text.append("\\x")
                                .append(Character.forDigit(one >> 4, 16))
                                .append(Character.forDigit(one & 15, 16));
                    } else {
                        text.append(one);
                    }
                }
            }
        }
        return text.append('"').toString();
    }
}
