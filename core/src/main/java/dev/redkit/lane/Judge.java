package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.io.Durations;
import dev.redkit.lane.SecondTries.Try;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.util.function.Consumer;

/** Hears every answer and decides: done, refused for good, to be sent again, or the end of the run. */
final class Judge implements Lane.Listener {
    private final Duration patience;
    private final boolean manyServers;
    private final SecondTries secondTries;
    /** Null when a broken connection ends the run: then no command is sent again that has been answered. */
    private final Recovery recovery;

    private Consumer<Refused> referee = refused -> {};
    private Failure stop;
    private long accepted;
    private long refused;
    private volatile boolean cancelled;

    Judge(Duration patience, boolean manyServers, SecondTries secondTries, Recovery recovery) {
        this.patience = patience;
        this.manyServers = manyServers;
        this.secondTries = secondTries;
        this.recovery = recovery;
    }

    void referee(Consumer<Refused> hearsOfRefused) {
        referee = hearsOfRefused;
    }

    long accepted() {
        return accepted;
    }

    long refused() {
        return refused;
    }

    boolean stopped() {
        return stop != null;
    }

    /** What ends the run when all is answered. */
    Failure stop() {
        return stop;
    }

    /** What cannot be taken now is not tried again. */
    void cancel() {
        cancelled = true;
    }

    void refuse(Refused command) {
        refused++;
        referee.accept(command);
    }

    @Override
    public void accepted(int count) {
        accepted += count;
        if (recovery != null) {
            recovery.progress();
        }
    }

    @Override
    public void error(Lane lane, Chunk chunk, int command, Reply.Err error) {
        if (chunk.isOwn(command)) {
            return;
        }
        long index = chunk.index(command);
        Refused answer = new Refused(index, chunk.place(command), error, chunk.command(command));
        Refusal reason = Refusal.of(error);
        boolean repeatable = chunk.repeatable(command);
        if (repeatable && (recovery == null ? offered(lane, answer, reason) : kept(lane, answer, reason))) {
            return;
        }
        refuse(answer);
        if (stop != null) {
            return;
        }
        if (reason.stops()) {
            stop = Refusal.failure(error, "command " + (index + 1) + " was refused, and those after it would be too");
        } else if (reason.passes() && repeatable && !cancelled) {
            // Whoever cannot take this one now will not take the next: no patience for each of millions.
            stop = Refusal.failure(error, outOfPatience(index));
        }
    }

    /** What to say of a command that was tried for too long. */
    String outOfPatience(long index) {
        return "command " + (index + 1) + " was refused again and again for " + Durations.format(patience);
    }

    private boolean offered(Lane lane, Refused answer, Refusal reason) {
        return !(cancelled && reason.passes()) && secondTries.offer(answer, lane.server(), manyServers);
    }

    /** Keeps a command that may be taken later, and whatever came after such a one, in the order of all. */
    private boolean kept(Lane lane, Refused answer, Refusal reason) {
        boolean becameReplica = reason == Refusal.READONLY && (manyServers || accepted > 0);
        boolean passes = reason.passes() || reason.mendable() || becameReplica;
        if ((reason.redirects() && manyServers) || (passes && !lane.goesBack())) {
            secondTries.take(Try.refused(answer, lane.server()));
            if (passes) {
                lane.goBack();
            }
            return true;
        }
        if (lane.goesBack()) {
            // Whatever it was refused for, it may be for want of the one before.
            secondTries.take(Try.unanswered(answer.index(), answer.place(), answer.command()));
        }
        return lane.goesBack();
    }

    @Override
    public void tooEarly(Chunk chunk, int command) {
        if (chunk.repeatable(command)) {
            secondTries.take(Try.unanswered(chunk.index(command), chunk.place(command), chunk.command(command)));
        } else {
            accepted++;
        }
    }

    /** Its answer was lost with the connection. */
    void unanswered(Chunk chunk, int command) {
        if (chunk.repeatable(command)) {
            tooEarly(chunk, command);
        } else {
            refuse(new Refused(chunk.index(command), chunk.place(command), Refused.LOST, chunk.command(command)));
        }
    }
}
