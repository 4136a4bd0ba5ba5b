package dev.redkit.tail.monitor;

import dev.redkit.grammar.Secrecy;
import dev.redkit.tail.Slice;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Takes secrets out of a line of MONITOR: a command whose arguments are quoted, {@code "AUTH" "ann" "secret"}. */
final class Redaction {
    private static final String HIDDEN = "\"" + Secrecy.HIDDEN + "\"";

    private Redaction() {}

    /** Replaces the payload where it holds a secret. */
    static void apply(Slice payload) {
        if (!suspicious(payload)) {
            return;
        }
        List<String> words = words(payload);
        List<String> bare = new ArrayList<>(words.size());
        words.forEach(word -> bare.add(bare(word)));
        BitSet secrets = Secrecy.secrets(bare);
        if (secrets.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(i == 0 ? "" : " ").append(secrets.get(i) ? HIDDEN : words.get(i));
        }
        payload.set(text.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    /** By the first letter of the command: most commands are none of these. */
    private static boolean suspicious(Slice payload) {
        if (payload.length() < 2) {
            return false;
        }
        int letter = payload.bytes()[payload.offset() + 1] | 0x20;
        return letter == 'a' || letter == 'h' || letter == 'c' || letter == 'm' || letter == 's';
    }

    private static String bare(String word) {
        return word.substring(word.startsWith("\"") ? 1 : 0, word.endsWith("\"") ? word.length() - 1 : word.length());
    }

    /** The words with their quotes; a backslash takes the next character along. */
    static List<String> words(Slice payload) {
        String line = new String(payload.bytes(), payload.offset(), payload.length(), StandardCharsets.ISO_8859_1);
        List<String> words = new ArrayList<>();
        int at = 0;
        while (at < line.length()) {
            int end = at + 1;
            if (line.charAt(at) == '"') {
                while (end < line.length() && line.charAt(end) != '"') {
                    end += line.charAt(end) == '\\' ? 2 : 1;
                }
                end = Math.min(line.length(), end + 1);
            } else {
                while (end < line.length() && line.charAt(end) != ' ') {
                    end++;
                }
            }
            words.add(line.substring(at, end));
            at = end;
            while (at < line.length() && line.charAt(at) == ' ') {
                at++;
            }
        }
        return words;
    }
}
