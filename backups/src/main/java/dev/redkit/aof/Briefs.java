package dev.redkit.aof;

import dev.redkit.pipe.CommandText;
import dev.redkit.wire.CommandBuffer;
import java.util.Arrays;

/** Commands that were looked at briefly, in words for people. */
final class Briefs {
    /** Keys are hardly ever longer, and values need not be seen. */
    static final int LONGEST = 64 << 10;

    /** {@code $0}, and two ends of lines. */
    private static final int SHORTEST = 6;

    private static final byte[] LEFT_OUT = {(byte) 0xe2, (byte) 0x80, (byte) 0xa6};

    private Briefs() {}

    /** The words of a command in RESP, as far as they are there; those that are not, or not whole, are null. */
    static byte[][] words(byte[] resp, int length) {
        int at = 1;
        int count = 0;
        for (; resp[at] != '\r'; at++) {
            count = 10 * count + resp[at] - '0';
        }
        at += 2;
        byte[][] words = new byte[Math.min(count, length / SHORTEST)][];
        for (int i = 0; i < words.length; i++) {
            int size = 0;
            for (at++; at < length && resp[at] != '\r'; at++) {
                size = 10 * size + resp[at] - '0';
            }
            at += 2;
            if (at > length || size > length - at) {
                break;
            }
            words[i] = Arrays.copyOfRange(resp, at, at + size);
            at += size + 2;
        }
        return words;
    }

    static String shown(byte[][] command) {
        CommandBuffer resp = new CommandBuffer(256).begin(command.length);
        for (byte[] word : command) {
            resp.arg(word == null ? LEFT_OUT : word);
        }
        return CommandText.of(Arrays.copyOf(resp.array(), resp.length()));
    }
}
