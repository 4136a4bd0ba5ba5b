package dev.redkit.aof;

import dev.redkit.redis.Slots;
import dev.redkit.wire.CommandBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A transaction that is gathered to see whether one node of a cluster can do it. */
final class ClusterTransaction {
    private static final long LARGEST = 64 << 20;

    private final List<byte[]> wanted = new ArrayList<>();
    private byte[] pin;
    private int slot = -1;
    private long size;
    private long count;
    private String unfit;

    /** One of its commands, of which there may be more than was read. */
    void add(AofReader reader, CommandBuffer command, boolean more) {
        count++;
        size += command.length();
        byte[][] words = Briefs.words(command.array(), command.length());
        for (int at : CommandKeys.of(reader.name(), words)) {
            int its = words[at] == null ? slot : Slots.of(words[at]);
            unfit = slot >= 0 && its != slot ? "a transaction with keys of several slots" : unfit;
            slot = its;
            pin = pin == null ? copy(command) : pin;
        }
        unfit = reader.db() != 0 ? "a cluster has only database 0" : unfit;
        unfit = more || size > LARGEST ? "a transaction too large to be held" : unfit;
    }

    /** The command that was added last is to be done. */
    void want(CommandBuffer command) {
        wanted.add(copy(command));
    }

    private static byte[] copy(CommandBuffer command) {
        return Arrays.copyOf(command.array(), command.length());
    }

    /** Why no node can do it, or null. */
    String unfit() {
        return unfit;
    }

    /** How many commands it has, wanted or not. */
    long count() {
        return count;
    }

    /** Those to be done. */
    List<byte[]> wanted() {
        return wanted;
    }

    /** A command that goes to the right node; null when none has a key. */
    byte[] pin() {
        return pin;
    }
}
