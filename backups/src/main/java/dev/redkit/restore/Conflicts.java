package dev.redkit.restore;

import dev.redkit.failure.BadInput;
import dev.redkit.lane.CommandSource;
import dev.redkit.lane.Refused;
import dev.redkit.rdb.DumpReader;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Keys that a server would not take because it has such: held until nothing else is under way, then settled by the
 * policy. Where a command may have been sent twice, or by a run before this one, the key may be there because of that:
 * then the values are compared first.
 */
final class Conflicts implements CommandSource {
    /** So many bytes are held. */
    private static final long ROOM = 8 << 20;

    private final OnConflict onConflict;
    private final RestoreTally tally;
    private final List<Refused> held = new ArrayList<>();
    private final Deque<Refused> again = new ArrayDeque<>();
    private long bytes;
    private Refused pulled;
    private byte[] failed;

    Conflicts(OnConflict onConflict, RestoreTally tally) {
        this.onConflict = onConflict;
        this.tally = tally;
    }

    static boolean is(Reply.Err error) {
        return error.code().equals("BUSYKEY");
    }

    void hold(Refused command) {
        held.add(command);
        bytes += command.command() == null ? 0 : command.command().length;
    }

    boolean full() {
        return bytes > ROOM || (!held.isEmpty() && onConflict.policy() == OnConflict.Policy.FAIL);
    }

    boolean any() {
        return !held.isEmpty();
    }

    /** The first place that is not settled; {@link Long#MAX_VALUE} when there is none. */
    long firstPlace() {
        return held.stream().mapToLong(Refused::place).min().orElse(Long.MAX_VALUE);
    }

    /** The key that ends the restore, or null. */
    byte[] failed() {
        return failed;
    }

    /**
     * Decides about all that are held.
     *
     * @param doubtful whether the restore itself may have put those keys there
     */
    void settle(Questions questions, int db, boolean doubtful, Moments moments) {
        for (Refused one : held) {
            RestoreCommand command = RestoreCommand.of(one.command());
            if (doubtful && sameThere(questions, command)) {
                tally.restored(1);
                continue;
            }
            switch (about(questions, command.key(), moments)) {
                case SKIP -> tally.conflict();
                case RENAME, REPLACE -> again.add(one);
                case FAIL -> {
                    tally.rejected(db, command.key(), "the server has a key of that name");
                    failed = failed == null ? command.key() : failed;
                }
            }
        }
        held.clear();
        bytes = 0;
    }

    /** When the backup was taken, and now, in Unix milliseconds. */
    record Moments(long taken, long now) {}

    /** What becomes of a key that the server has. */
    enum Verdict {
        FAIL,
        SKIP,
        REPLACE,
        RENAME
    }

    /** Decides about a key that is not sent yet. */
    Verdict about(Questions questions, byte[] key, Moments moments) {
        return switch (onConflict.policy()) {
            case FAIL -> Verdict.FAIL;
            case SKIP -> Verdict.SKIP;
            case REPLACE -> Verdict.REPLACE;
            case RENAME -> Verdict.RENAME;
            case NEWER ->
                UnlessUsed.usedSince(questions.ask(key, UnlessUsed.question(key)), moments)
                        ? Verdict.SKIP
                        : Verdict.REPLACE;
        };
    }

    /** Whether the server's value is the one of the command. */
    private static boolean sameThere(Questions questions, RestoreCommand command) {
        Reply dump = questions.ask(command.key(), RestoreFeed.ascii("DUMP"), command.key());
        if (!(dump instanceof Reply.Bulk there)) {
            return false;
        }
        try {
            long theirs = ContentDigest.of(DumpReader.of(there.bytes(), "a value of the server"));
            return theirs == ContentDigest.of(DumpReader.of(command.payload(), "a value of the backup"));
        } catch (IOException | BadInput e) {
            return false;
        }
    }

    @Override
    public Pull next(CommandBuffer out) {
        pulled = again.poll();
        if (pulled == null) {
            return Pull.END;
        }
        RestoreCommand command = RestoreCommand.of(pulled.command());
        if (onConflict.policy() == OnConflict.Policy.RENAME) {
            command.renamed(onConflict.renamed(command.key())).write(out);
        } else {
            command.replacing().write(out);
        }
        return Pull.COMMAND;
    }

    /** Whether there are commands to be sent again. */
    boolean anyAgain() {
        return !again.isEmpty();
    }

    @Override
    public long place() {
        return pulled.place();
    }
}
