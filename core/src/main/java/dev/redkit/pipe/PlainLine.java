package dev.redkit.pipe;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as a person types it, split by redis-cli's rules: blanks separate; {@code "…"} knows {@code \n \r \t \b \a
 * \xHH} and any escaped character; {@code '…'} knows only {@code \'}; a closing quote is followed by a blank or the end.
 */
public final class PlainLine {
    private final byte[] line;
    private final int end;
    private int at;

    private PlainLine(byte[] line, int from, int to) {
        this.line = line;
        this.at = from;
        this.end = to;
    }

    /** A line that cannot be split; its message says why. */
    public static final class Unbalanced extends Exception {
        private static final long serialVersionUID = 1L;

        Unbalanced(String message) {
            super(message);
        }
    }

    /** The arguments of a line; none for a blank one. */
    public static List<byte[]> split(byte[] line, int from, int to) throws Unbalanced {
        return new PlainLine(line, from, to).split();
    }

    private List<byte[]> split() throws Unbalanced {
        List<byte[]> arguments = new ArrayList<>();
        while (true) {
            while (at < end && blank(line[at])) {
                at++;
            }
            if (at == end) {
                return arguments;
            }
            arguments.add(argument());
        }
    }

    private byte[] argument() throws Unbalanced {
        ByteArrayOutputStream argument = new ByteArrayOutputStream();
        while (at < end && !blank(line[at])) {
            byte b = line[at++];
            switch (b) {
                case '"' -> doubleQuoted(argument);
                case '\'' -> singleQuoted(argument);
                default -> argument.write(b);
            }
        }
        return argument.toByteArray();
    }

    private void doubleQuoted(ByteArrayOutputStream argument) throws Unbalanced {
        while (at < end && line[at] != '"') {
            byte b = line[at++];
            argument.write(b == '\\' && at < end ? escaped() : b);
        }
        close('"');
    }

    private int escaped() {
        byte b = line[at++];
        if (b == 'x' && at + 1 < end && hex(line[at]) >= 0 && hex(line[at + 1]) >= 0) {
            at += 2;
            return hex(line[at - 2]) << 4 | hex(line[at - 1]);
        }
        return switch (b) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'a' -> 7;
            default -> b;
        };
    }

    private void singleQuoted(ByteArrayOutputStream argument) throws Unbalanced {
        while (at < end && line[at] != '\'') {
            if (line[at] == '\\' && at + 1 < end && line[at + 1] == '\'') {
                at++;
            }
            argument.write(line[at++]);
        }
        close('\'');
    }

    private void close(char quote) throws Unbalanced {
        if (at == end) {
            throw new Unbalanced("a quote " + quote + " is never closed");
        }
        at++;
        if (at < end && !blank(line[at])) {
            throw new Unbalanced("after a closing quote " + quote + " comes no blank");
        }
    }

    private static boolean blank(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r') || b == 0;
    }

    private static int hex(byte b) {
        return Character.digit(b, 16);
    }
}
