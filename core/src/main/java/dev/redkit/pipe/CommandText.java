package dev.redkit.pipe;

import dev.redkit.grammar.Secrecy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a person may see it in a message: short, on one line. Of commands that may carry a password only the name
 * is shown.
 */
public final class CommandText {
    private static final int MOST_ARGUMENTS = 4;
    private static final int LONGEST_ARGUMENT = 40;

    private CommandText() {}

    /** The first words of a command, as RESP or as a plain line. */
    public static String of(byte[] command) {
        if (command.length > 0 && command[0] == '*') {
            return ofResp(command);
        }
        String line = shown(command, 0, command.length);
        String name = line.split("\\s", 2)[0];
        return Secrecy.isSuspicious(name) ? name + " …" : line;
    }

    private static String ofResp(byte[] resp) {
        List<String> words = new ArrayList<>();
        int at = next(resp, 0);
        int count = number(resp, 1);
        for (int i = 0; i < Math.min(count, MOST_ARGUMENTS); i++) {
            int length = number(resp, at + 1);
            int start = next(resp, at);
            words.add(shown(resp, start, length));
            at = start + length + 2;
        }
        if (Secrecy.isSuspicious(words.get(0))) {
            return words.get(0) + " …";
        }
        return String.join(" ", words) + (count > MOST_ARGUMENTS ? " …" : "");
    }

    private static String shown(byte[] bytes, int start, int length) {
        String text = new String(bytes, start, Math.min(length, LONGEST_ARGUMENT), StandardCharsets.UTF_8);
        StringBuilder shown = new StringBuilder(text.length());
        text.codePoints().forEach(c -> shown.appendCodePoint(Character.isISOControl(c) ? '·' : c));
        return length > LONGEST_ARGUMENT ? shown + "…" : shown.toString();
    }

    /** Where the line after this one begins. */
    static int next(byte[] resp, int at) {
        int i = at;
        while (resp[i] != '\n') {
            i++;
        }
        return i + 1;
    }

    /** The digits from there to the end of the line. */
    static int number(byte[] resp, int at) {
        int value = 0;
        for (int i = at; resp[i] != '\r'; i++) {
            value = value * 10 + resp[i] - '0';
        }
        return value;
    }
}
