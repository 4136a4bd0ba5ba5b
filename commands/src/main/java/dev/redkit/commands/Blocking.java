package dev.redkit.commands;

import java.util.List;
import java.util.Locale;

/** Commands whose reply may rightly take as long as their arguments say, and longer than a reply usually may. */
public final class Blocking {
    private Blocking() {}

    public static boolean asLongAsItSays(List<String> command) {
        return switch (command.get(0).toUpperCase(Locale.ROOT)) {
            case "BLPOP", "BRPOP", "BRPOPLPUSH", "BLMOVE", "BLMPOP", "BZPOPMIN", "BZPOPMAX", "BZMPOP" -> true;
            case "WAIT", "WAITAOF", "SAVE", "SHUTDOWN" -> true;
            case "XREAD", "XREADGROUP" -> contains(command, "BLOCK");
            case "DEBUG" -> contains(command, "SLEEP");
            default -> false;
        };
    }

    private static boolean contains(List<String> command, String word) {
        for (String one : command) {
            if (word.equalsIgnoreCase(one)) {
                return true;
            }
        }
        return false;
    }
}
