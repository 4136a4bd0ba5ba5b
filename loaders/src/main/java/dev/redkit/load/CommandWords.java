package dev.redkit.load;

import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;

/** Reads the words of a command that was encoded here. */
final class CommandWords {
    private CommandWords() {}

    /** The key of a command: its second word, or the third after {@code HIMPORT SET}. Null when there is none. */
    static byte[] key(byte[] command) {
        if (command == null) {
            return null;
        }
        int first = lineEnd(command, 0);
        int name = lineEnd(command, first);
        int at = end(command, first);
        if (Arrays.equals(command, name, at - 2, Words.HIMPORT, 0, Words.HIMPORT.length)) {
            at = end(command, at);
        }
        if (at >= command.length) {
            return null;
        }
        int start = lineEnd(command, at);
        return Arrays.copyOfRange(command, start, end(command, at) - 2);
    }

    /** Copies every first of two arguments. */
    static void names(byte[] body, int length, CommandBuffer out) {
        int at = 0;
        boolean name = true;
        while (at < length) {
            int end = end(body, at);
            if (name) {
                out.raw(body, at, end - at);
            }
            name = !name;
            at = end;
        }
    }

    private static int lineEnd(byte[] command, int start) {
        int at = start;
        while (command[at] != '\n') {
            at++;
        }
        return at + 1;
    }

    /** Where the argument ends whose header begins here, its line end included. */
    private static int end(byte[] command, int start) {
        int size = 0;
        int at = start + 1;
        while (command[at] != '\r') {
            size = size * 10 + command[at++] - '0';
        }
        return at + 2 + size + 2;
    }
}
