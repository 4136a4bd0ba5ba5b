package dev.redkit.aof;

import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * The command at which the reader of a file stands, one after the other. Its name is read at once; what comes after it is
 * passed over, or taken in one of three ways: as a whole, as far as it is short, or in pieces.
 */
final class AofCommand {
    private static final int LONGEST_NAME = 256;
    /** How many arguments of one command, and bytes of them, are held where they are only looked at. */
    private static final int MOST_BRIEF = 1 << 16;

    private static final int MOST_BRIEF_BYTES = 1 << 20;
    private static final int BETWEEN_ARGUMENTS = -1;
    private static final int NO_PIECE = -2;

    private final CommandInput in;
    private long offset;
    private long transactionAt = -1;
    private int db;
    private byte[] name = {};
    private String upperName = "";
    private int arguments;
    /** The arguments that were read already, because the reader itself wants to know them. */
    private int known;

    private byte[] database = {};
    private int pending;
    /** How much of an argument that is told in pieces is to come; -1 between arguments, -2 before the first piece. */
    private int pieceLeft = NO_PIECE;

    AofCommand(CommandInput in) {
        this.in = in;
    }

    long offset() {
        return offset;
    }

    int db() {
        return db;
    }

    String name() {
        return upperName;
    }

    int arguments() {
        return arguments;
    }

    boolean inTransaction() {
        return transactionAt >= 0;
    }

    void begin() throws IOException {
        offset = in.offset();
        int count = in.header('*');
        if (count == 0) {
            throw AofFault.damaged(offset, "a command without a name");
        }
        long nameAt = in.offset();
        int length = in.header('$');
        if (length > LONGEST_NAME) {
            throw AofFault.damaged(nameAt, "a command whose name has " + length + " bytes");
        }
        name = in.take(length);
        upperName = new String(name, StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
        arguments = count;
        known = 1;
        if (upperName.equals("MULTI")) {
            transactionAt = offset;
        } else if (upperName.equals("SELECT") && count == 2) {
            select();
            known = 2;
        }
        pending = count - known;
    }

    /** The only command that must be looked into: it says where the others go. */
    private void select() throws IOException {
        long at = in.offset();
        database = in.take(in.header('$'));
        if (database.length == 0 || database.length > 9) {
            throw AofFault.damaged(at, "SELECT without a number");
        }
        int value = 0;
        for (byte digit : database) {
            if (digit < '0' || digit > '9') {
                throw AofFault.damaged(at, "SELECT without a number");
            }
            value = 10 * value + digit - '0';
        }
        db = value;
    }

    /** Goes past what was not taken of it; false when there was no command. */
    boolean pass() throws IOException {
        if (arguments == 0) {
            return false;
        }
        if (pieceLeft > BETWEEN_ARGUMENTS) {
            in.skip(pieceLeft);
            pending--;
        }
        pieceLeft = NO_PIECE;
        while (pending > 0) {
            in.skip(in.header('$'));
            pending--;
        }
        arguments = 0;
        if (upperName.equals("EXEC") || upperName.equals("DISCARD")) {
            transactionAt = -1;
        }
        return true;
    }

    void demandNoTransaction() {
        if (inTransaction()) {
            throw AofFault.truncated(
                    in.offset(), "the file ends inside the transaction that begins at byte " + transactionAt + ",");
        }
    }

    boolean isUnread() {
        return arguments > 0 && pending == arguments - known && pieceLeft == NO_PIECE;
    }

    boolean isInPieces() {
        return pieceLeft != NO_PIECE;
    }

    byte[][] whole() throws IOException {
        byte[][] all = beginning(64);
        for (int i = known; i < arguments; i++) {
            if (i == all.length) {
                all = grown(all, i);
            }
            pending--;
            all[i] = in.take(in.header('$'));
        }
        return all;
    }

    byte[][] brief(int longest) throws IOException {
        byte[][] all = beginning(16);
        long held = 0;
        for (int i = known; i < arguments; i++) {
            pending--;
            int length = in.header('$');
            if (i >= MOST_BRIEF || length > longest || held + length > MOST_BRIEF_BYTES) {
                in.skip(length);
                continue;
            }
            if (i >= all.length) {
                all = grown(all, i);
            }
            all[i] = in.take(length);
            held += length;
        }
        return all.length == Math.min(arguments, MOST_BRIEF)
                ? all
                : Arrays.copyOf(all, Math.min(arguments, MOST_BRIEF));
    }

    /** What was read already, with room for some more. */
    private byte[][] beginning(int most) {
        byte[][] all = new byte[Math.min(arguments, most)][];
        all[0] = name;
        if (known == 2) {
            all[1] = database;
        }
        return all;
    }

    private byte[][] grown(byte[][] all, int needed) {
        return Arrays.copyOf(all, (int) Math.min(arguments, 2L * needed));
    }

    boolean piece(CommandBuffer out, int most) throws IOException {
        int until = out.length() + most;
        if (pieceLeft == NO_PIECE) {
            out.begin(arguments).arg(name);
            if (known == 2) {
                out.arg(database);
            }
            pieceLeft = BETWEEN_ARGUMENTS;
        }
        while (pending > 0 && out.length() < until) {
            if (pieceLeft == BETWEEN_ARGUMENTS) {
                pieceLeft = in.header('$');
                text(out, "$" + pieceLeft + "\r\n");
            }
            while (pieceLeft > 0 && out.length() < until) {
                pieceLeft -= in.some(out, Math.min(pieceLeft, until - out.length()));
            }
            if (pieceLeft == 0) {
                in.endOfArgument();
                text(out, "\r\n");
                pieceLeft = BETWEEN_ARGUMENTS;
                pending--;
            }
        }
        return pending > 0;
    }

    private static void text(CommandBuffer out, String text) {
        out.raw(text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
    }
}
