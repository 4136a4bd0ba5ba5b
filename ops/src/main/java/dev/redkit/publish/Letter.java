package dev.redkit.publish;

import dev.redkit.failure.BadInput;
import java.util.Arrays;

/**
 * One message to be sent.
 *
 * @param name the channel, or the key of a stream
 * @param id the id that its entry shall have in a stream; null for the next one
 */
public record Letter(byte[] name, byte[] id, byte[] payload) {
    public static Letter to(byte[] name, byte[] payload) {
        return new Letter(name, null, payload);
    }

    /** From a line of {@code id TAB payload}. */
    public static Letter withId(byte[] name, byte[] line, String where) {
        for (int at = 0; at < line.length; at++) {
            if (line[at] == '\t') {
                return new Letter(name, Arrays.copyOf(line, at), Arrays.copyOfRange(line, at + 1, line.length));
            }
        }
        throw new BadInput(
                where + ": a line without a tab, where 'id TAB payload' should be",
                "print them with redkit tail --template '{id}\\t{payload}'");
    }

    int size() {
        return name.length + payload.length;
    }
}
