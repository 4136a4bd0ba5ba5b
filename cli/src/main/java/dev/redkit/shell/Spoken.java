package dev.redkit.shell;

import dev.redkit.grammar.Secrecy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A command as it may be repeated on the screen: on one line, short, without what is secret. */
final class Spoken {
    private static final int LONGEST = 60;

    private Spoken() {}

    static String of(List<byte[]> command) {
        List<String> words = new ArrayList<>();
        for (byte[] word : command.subList(0, Math.min(LONGEST, command.size()))) {
            words.add(new String(word, 0, Math.min(word.length, LONGEST), StandardCharsets.UTF_8));
        }
        String whole = String.join(" ", Secrecy.masked(words));
        StringBuilder text = new StringBuilder();
        whole.codePoints().limit(LONGEST).forEach(c -> text.appendCodePoint(Character.isISOControl(c) ? '·' : c));
        return whole.codePointCount(0, whole.length()) > LONGEST || command.size() > LONGEST
                ? text.append('…').toString()
                : text.toString();
    }
}
