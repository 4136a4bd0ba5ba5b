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
    /** Deletes the keys that it names. */
    DELETES,
    /** May change something for good that no key's name tells of; its other words decide. */
    WEIGHTY,
    /** Has no single reply, or takes the connection for itself: it would shift the replies of all later commands. */
    NOT_HERE;

    /** The kind of the command whose name lies there; upper or lower case. */
    static CommandKind of(byte[] bytes, int from, int length) {
        if (length < 3 || length > 12) {
            return ORDINARY;
        }
        // The bit makes letters upper case.
        int letter = bytes[from] & 0xdf;
        return switch (letter) {
            case 'A' -> ofA(bytes, from, length);
            case 'C' -> ofC(bytes, from, length);
            case 'D' -> ofD(bytes, from, length);
            case 'E' -> is("EXEC", bytes, from, length) ? END_OF_MULTI : ORDINARY;
            case 'F' -> ofF(bytes, from, length);
            case 'H' -> length == 5 ? unless("HELLO", bytes, from) : ORDINARY;
            case 'M' -> ofM(bytes, from, length);
            case 'P', 'U' -> ofPubSub(bytes, from, length);
            case 'Q' -> length == 4 ? unless("QUIT", bytes, from) : ORDINARY;
            case 'R' -> length == 5 ? unless("RESET", bytes, from) : weighty("REPLICAOF", bytes, from, length);
            case 'S' -> length == 4 ? unless("SYNC", bytes, from) : ofS(bytes, from, length);
            default -> ORDINARY;
        };
    }

    private static CommandKind ofA(byte[] bytes, int from, int length) {
        return is("AUTH", bytes, from, length) ? CHANGES_SESSION : weighty("ACL", bytes, from, length);
    }

    private static CommandKind ofC(byte[] bytes, int from, int length) {
        return switch (length) {
            case 6 -> is("CLIENT", bytes, from, length) ? NOT_HERE : weighty("CONFIG", bytes, from, length);
            case 7 -> weighty("CLUSTER", bytes, from, length);
            default -> ORDINARY;
        };
    }

    private static CommandKind ofD(byte[] bytes, int from, int length) {
        return switch (length) {
            case 3 -> is("DEL", bytes, from, length) ? DELETES : ORDINARY;
            case 5 -> weighty("DEBUG", bytes, from, length);
            default -> is("DISCARD", bytes, from, length) ? END_OF_MULTI : ORDINARY;
        };
    }

    private static CommandKind ofF(byte[] bytes, int from, int length) {
        return switch (length) {
            case 7 -> weighty("FLUSHDB", bytes, from, length);
            case 8 ->
                is("FLUSHALL", bytes, from, length)
                                || is("FAILOVER", bytes, from, length)
                                || is("FUNCTION", bytes, from, length)
                        ? WEIGHTY
                        : ORDINARY;
            default -> ORDINARY;
        };
    }

    private static CommandKind ofS(byte[] bytes, int from, int length) {
        return switch (length) {
            case 6 -> {
                if (is("SELECT", bytes, from, length)) {
                    yield CHANGES_SESSION;
                }
                boolean weighty = is("SWAPDB", bytes, from, length) || is("SCRIPT", bytes, from, length);
                yield weighty ? WEIGHTY : ORDINARY;
            }
            case 7 -> weighty("SLAVEOF", bytes, from, length);
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
            case 6 -> is("UNLINK", bytes, from, length) ? DELETES : ORDINARY;
            case 10 -> unless("PSUBSCRIBE", bytes, from);
            case 11 -> unless("UNSUBSCRIBE", bytes, from);
            case 12 -> unless("PUNSUBSCRIBE", bytes, from);
            default -> ORDINARY;
        };
    }

    private static CommandKind ofM(byte[] bytes, int from, int length) {
        return switch (length) {
            case 5 -> is("MULTI", bytes, from, length) ? MULTI : ORDINARY;
            case 6 -> weighty("MODULE", bytes, from, length);
            case 7 -> is("MIGRATE", bytes, from, length) ? WEIGHTY : unless("MONITOR", bytes, from);
            default -> ORDINARY;
        };
    }

    /** A name of that length is ordinary, unless it is this one. */
    private static CommandKind unless(String name, byte[] bytes, int from) {
        return is(name, bytes, from, name.length()) ? NOT_HERE : ORDINARY;
    }

    /** A name is ordinary, unless it is this one. */
    private static CommandKind weighty(String name, byte[] bytes, int from, int length) {
        return is(name, bytes, from, length) ? WEIGHTY : ORDINARY;
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
