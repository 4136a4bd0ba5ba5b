package dev.redkit.pipe;

/** What a command's name says about sending it in a stream of others. */
enum CommandKind {
    ORDINARY,
    /** Begins a transaction. */
    MULTI,
    /** Ends a transaction. */
    END_OF_MULTI,
    /** Changes what later commands of the connection mean (database, user). */
    CHANGES_SESSION,
    /** Has no single reply, or takes the connection for itself: it would shift the replies of all later commands. */
    NOT_HERE;

    /** The kind of the command whose name lies there; upper or lower case. */
    static CommandKind of(byte[] bytes, int from, int length) {
        // Nearly all commands fall through on their first letter and length.
        return switch (bytes[from] & 0xdf) {
            case 'S' ->
                is("SELECT", bytes, from, length)
                        ? CHANGES_SESSION
                        : oneOf(bytes, from, length, "SUBSCRIBE", "SSUBSCRIBE", "SUNSUBSCRIBE", "SYNC", "SHUTDOWN");
            case 'P' -> oneOf(bytes, from, length, "PSUBSCRIBE", "PUNSUBSCRIBE", "PSYNC");
            case 'U' -> oneOf(bytes, from, length, "UNSUBSCRIBE");
            case 'M' -> is("MULTI", bytes, from, length) ? MULTI : oneOf(bytes, from, length, "MONITOR");
            case 'H' -> oneOf(bytes, from, length, "HELLO");
            case 'Q' -> oneOf(bytes, from, length, "QUIT");
            case 'R' -> oneOf(bytes, from, length, "RESET");
            case 'C' -> oneOf(bytes, from, length, "CLIENT");
            case 'A' -> is("AUTH", bytes, from, length) ? CHANGES_SESSION : ORDINARY;
            case 'E' -> is("EXEC", bytes, from, length) ? END_OF_MULTI : ORDINARY;
            case 'D' -> is("DISCARD", bytes, from, length) ? END_OF_MULTI : ORDINARY;
            default -> ORDINARY;
        };
    }

    private static CommandKind oneOf(byte[] bytes, int from, int length, String... names) {
        for (String name : names) {
            if (is(name, bytes, from, length)) {
                return NOT_HERE;
            }
        }
        return ORDINARY;
    }

    private static boolean is(String name, byte[] bytes, int from, int length) {
        if (name.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if ((bytes[from + i] & 0xdf) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
