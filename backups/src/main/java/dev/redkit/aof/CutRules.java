package dev.redkit.aof;

import java.util.List;

/**
 * What a copy of an append-only file shall not have.
 *
 * @param until commands after this Unix time in seconds; {@link AofReader#NO_TIME} for no such time
 * @param file the name of the file in which it is cut; null when it is not cut at a byte
 * @param offset commands that do not end before this byte of it
 * @param drops commands, wherever they stand
 */
public record CutRules(long until, String file, long offset, List<CommandPattern> drops) {
    public CutRules {
        drops = List.copyOf(drops);
    }

    public static CutRules at(long time) {
        return new CutRules(time, null, 0, List.of());
    }

    public static CutRules before(String file, long offset) {
        return new CutRules(AofReader.NO_TIME, file, offset, List.of());
    }

    public static CutRules drop(CommandPattern... patterns) {
        return new CutRules(AofReader.NO_TIME, null, 0, List.of(patterns));
    }

    boolean hasTime() {
        return until != AofReader.NO_TIME;
    }
}
