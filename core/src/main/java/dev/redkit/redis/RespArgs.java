package dev.redkit.redis;

import java.util.Arrays;

/**
 * The arguments of a command that is RESP already: {@code *3 $3 SET $1 k $1 v}, each word on a line of its own. Found one
 * after the other, only as far as somebody asks; used again for the next command.
 */
final class RespArgs implements CommandArgs {
    private byte[] bytes;
    private int end;
    private int count;
    private int[] offsets = new int[16];
    private int[] lengths = new int[16];
    private int found;
    private int at;

    /** Looks at the command that begins at {@code from}; its last bytes may be missing. */
    RespArgs reset(byte[] resp, int from, int to) {
        bytes = resp;
        end = to;
        found = 0;
        at = from + 1;
        count = from < to && resp[from] == '*' ? number() : 0;
        return this;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public boolean has(int index) {
        while (found <= index && found < count && at < end && bytes[at] == '$') {
            at++;
            int length = number();
            if (length < 0 || length > end - at) {
                at = end;
                return false;
            }
            if (found == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * found);
                lengths = Arrays.copyOf(lengths, 2 * found);
            }
            offsets[found] = at;
            lengths[found++] = length;
            at += length + 2;
        }
        return index < found;
    }

    @Override
    public byte[] array(int index) {
        return bytes;
    }

    @Override
    public int offset(int index) {
        return offsets[index];
    }

    @Override
    public int length(int index) {
        return lengths[index];
    }

    /** The number before the next CRLF, which is passed; -1 when it is cut or none. */
    private int number() {
        int value = 0;
        while (at < end && bytes[at] >= '0' && bytes[at] <= '9' && value < Integer.MAX_VALUE / 10) {
            value = 10 * value + bytes[at++] - '0';
        }
        if (at + 2 > end || bytes[at] != '\r') {
            return -1;
        }
        at += 2;
        return value;
    }
}
