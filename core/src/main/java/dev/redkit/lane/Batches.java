package dev.redkit.lane;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Makes groups of commands, none of which ends within one place. */
final class Batches {
    private static final Reply.Err TOO_BIG = new Reply.Err(
            "TOOBIG this command is too big to be part of a transaction, which may have to be sent again");

    private int mostCommands;
    private final int mostBytes;
    private final BooleanSupplier cancelled;
    private final Deque<Chunk> spare = new ArrayDeque<>();
    private final CommandBuffer staged = new CommandBuffer(4096);
    private CommandSource source;
    private Consumer<Refused> referee;
    private long skipTo;
    private boolean isStaged;
    private boolean waits;
    private boolean ended;
    /** Whether it ended perhaps in the middle of a place. */
    private boolean cutShort;

    private Failure failure;
    private long commands;

    Batches(int mostCommands, int mostBytes, BooleanSupplier cancelled) {
        this.mostCommands = mostCommands;
        this.mostBytes = mostBytes;
        this.cancelled = cancelled;
    }

    /** Takes from this source, and leaves out what stands at places up to {@code done}. */
    void open(CommandSource next, long done, Consumer<Refused> hearsOfRefused) {
        source = next;
        skipTo = done;
        referee = hearsOfRefused;
        ended = false;
    }

    /** Makes groups of so many commands from now on. */
    void size(int commands) {
        mostCommands = commands;
    }

    boolean ended() {
        return ended;
    }

    /** Whether the next pull will wait for something to come. */
    boolean waits() {
        return waits;
    }

    /** What ended the source early, or null. */
    Failure failure() {
        return failure;
    }

    /** Commands given out, and those refused because of their size. */
    long commands() {
        return commands;
    }

    /** The next group; null when there is none, or none yet. */
    Chunk next() {
        Chunk chunk = spare.isEmpty() ? new Chunk() : spare.pop();
        while (!ended) {
            if (!isStaged && !stage()) {
                break;
            }
            boolean full = chunk.count >= mostCommands || chunk.buffer.length() >= mostBytes;
            if (full && chunk.place(chunk.count - 1) != source.place()) {
                return chunk;
            }
            chunk.buffer.raw(staged.array(), 0, staged.length());
            chunk.end(commands++, source.place(), source.repeatable());
            isStaged = false;
        }
        if (cutShort) {
            commands -= chunk.dropLastPlace();
        }
        if (chunk.count > 0) {
            return chunk;
        }
        spare.push(chunk);
        return null;
    }

    /** Whether there is a command in {@link #staged} now. */
    private boolean stage() {
        waits = false;
        while (true) {
            staged.clear();
            switch (pull()) {
                case COMMAND -> {
                    isStaged = source.place() > skipTo;
                    if (isStaged) {
                        return true;
                    }
                }
                case PART -> {
                    // The pieces pass through the same buffer and are gone.
                }
                case LAST_PART -> {
                    if (source.place() > skipTo) {
                        referee.accept(new Refused(commands++, source.place(), TOO_BIG, null));
                    }
                }
                case NOT_YET -> {
                    waits = true;
                    return false;
                }
                default -> {
                    ended = true;
                    return false;
                }
            }
        }
    }

    /** A source that fails is at its end; all that it gave before still counts. */
    private CommandSource.Pull pull() {
        try {
            if (!cancelled.getAsBoolean()) {
                CommandSource.Pull pull = source.next(staged);
                if (!cancelled.getAsBoolean()) {
                    return pull;
                }
                // Cancelled while it was read: it may be cut short.
            }
        } catch (Failure e) {
            failure = e;
        } catch (IOException e) {
            failure = new BadInput("the commands cannot be read on: " + e.getMessage(), null, e);
        }
        cutShort = true;
        return CommandSource.Pull.END;
    }

    /** Gives back a group that is done. */
    void done(Chunk chunk) {
        if (chunk.reusable()) {
            chunk.clear();
            spare.push(chunk);
        }
    }
}
