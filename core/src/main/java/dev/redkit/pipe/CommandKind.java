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
        // Nearly all commands are done after these two looks. The bit makes letters upper case.
        int letter = bytes[from] & 0xdf;
        if (length < 4 || length > 12 || letter < 'A' || letter > 'U') {
            return ORDINARY;
        }
        return switch (letter) {
            case 'S' -> length == 4 ? unless("SYNC", bytes, from) : ofS(bytes, from, length);
            case 'H' -> length == 5 ? unless("HELLO", bytes, from) : ORDINARY;
            case 'P', 'U' -> ofPubSub(bytes, from, length);
            case 'M' -> ofM(bytes, from, length);
            case 'Q' -> length == 4 ? unless("QUIT", bytes, from) : ORDINARY;
            case 'R' -> length == 5 ? unless("RESET", bytes, from) : ORDINARY;
            case 'C' -> length == 6 ? unless("CLIENT", bytes, from) : ORDINARY;
            case 'A' -> is("AUTH", bytes, from, length) ? CHANGES_SESSION : ORDINARY;
            case 'E' -> is("EXEC", bytes, from, length) ? END_OF_MULTI : ORDINARY;
            case 'D' -> is("DISCARD", bytes, from, length) ? END_OF_MULTI : ORDINARY;
            default -> ORDINARY;
        };
    }

    private static CommandKind ofS(byte[] bytes, int from, int length) {
        return switch (length) {
            case 6 -> is("SELECT", bytes, from, length) ? CHANGES_SESSION : ORDINARY;
            case 8 -> unless("SHUTDOWN", bytes, from);
            case 9 -> unless("SUBSCRIBE", bytes, from);
            case 10 -> unless("SSUBSCRIBE", bytes, from);
            case 12 -> unless("SUNSUBSCRIBE", bytes, from);
            default -> ORDINARY;
        };
    }

    private static CommandKind ofPubSub(byte[] bytes, int from, int length) {
        return switch (length) {
            case 5 -> unless("PSYNC", bytes, from);
            case 10 -> unless("PSUBSCRIBE", bytes, from);
            case 11 -> unless("UNSUBSCRIBE", bytes, from);
            case 12 -> unless("PUNSUBSCRIBE", bytes, from);
            default -> ORDINARY;
        };
    }

    private static CommandKind ofM(byte[] bytes, int from, int length) {
        if (length == 7) {
            return unless("MONITOR", bytes, from);
        }
        return is("MULTI", bytes, from, length) ? MULTI : ORDINARY;
    }

    /** A name of that length is ordinary, unless it is this one. */
    private static CommandKind unless(String name, byte[] bytes, int from) {
        return is(name, bytes, from, name.length()) ? NOT_HERE : ORDINARY;
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
