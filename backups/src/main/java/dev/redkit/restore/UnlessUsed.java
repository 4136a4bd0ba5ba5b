package dev.redkit.restore;

import dev.redkit.failure.ServerRefused;
import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lets commands through whose keys the server has not, or has not used since the backup was taken. It asks about some of
 * them at a time, and before they are sent: a RESTORE that is refused already counts as a use of the key.
 */
final class UnlessUsed implements CommandSource {
    private static final int KEYS = 256;
    private static final int BYTES = 1 << 20;

    private final CommandSource source;
    private final Questions questions;
    private final RestoreTally tally;
    private final Supplier<Conflicts.Moments> moments;
    private final CommandBuffer buffer = new CommandBuffer(BYTES);
    private final Deque<Placed> through = new ArrayDeque<>();
    private long place;

    private record Placed(RestoreCommand command, long place) {}

    UnlessUsed(CommandSource source, Questions questions, RestoreTally tally, Supplier<Conflicts.Moments> moments) {
        this.source = source;
        this.questions = questions;
        this.tally = tally;
        this.moments = moments;
    }

    @Override
    public Pull next(CommandBuffer out) throws IOException {
        while (through.isEmpty()) {
            List<Placed> some = some();
            if (some.isEmpty()) {
                return Pull.END;
            }
            ask(some);
        }
        Placed next = through.remove();
        place = next.place();
        next.command().replacing().write(out);
        return Pull.COMMAND;
    }

    private List<Placed> some() throws IOException {
        List<Placed> some = new ArrayList<>();
        int bytes = 0;
        while (some.size() < KEYS && bytes < BYTES) {
            buffer.clear();
            if (source.next(buffer) == Pull.END) {
                break;
            }
            bytes += buffer.length();
            some.add(new Placed(RestoreCommand.of(Arrays.copyOf(buffer.array(), buffer.length())), source.place()));
        }
        return some;
    }

    private void ask(List<Placed> some) {
        for (Placed one : some) {
            questions.wire(one.command().key()).send(question(one));
        }
        for (Placed one : some) {
            Reply reply = questions.wire(one.command().key()).read();
            if (reply instanceof Reply.Err error && error.code().equals("MOVED")) {
                reply = questions.ask(one.command().key(), question(one));
            }
            if (usedSince(reply, moments.get())) {
                tally.conflict();
            } else {
                through.add(one);
            }
        }
    }

    private static byte[][] question(Placed one) {
        return question(one.command().key());
    }

    static byte[][] question(byte[] key) {
        return new byte[][] {RestoreFeed.ascii("OBJECT"), RestoreFeed.ascii("IDLETIME"), key};
    }

    /** Whether the answer means that somebody has used the key after the backup. */
    static boolean usedSince(Reply idle, Conflicts.Moments moments) {
        if (idle.isNil() || (idle instanceof Reply.Err none && none.message().contains("no such key"))) {
            return false;
        }
        if (idle instanceof Reply.Err error) {
            throw new ServerRefused(
                    error.code(),
                    "the server does not tell when a key was used last: " + error.message(),
                    "choose another --on-conflict");
        }
        // Both clocks tell whole seconds, and the server's may be behind: in doubt the key was used since.
        return moments.now() - (idle.number() - 1) * 1000 >= moments.taken();
    }

    @Override
    public long place() {
        return place;
    }
}
