package dev.redkit.lane;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.Failure;
import dev.redkit.target.Address;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.Arrays;

/**
 * Pulls commands from a source and gives each to its lane. With a single lane they are pulled straight into its chunks;
 * else each is staged until its route is known and that lane has room.
 */
final class Intake {
    /** Who knows the lanes. */
    interface Host {
        Lane lane(Address server);

        /** Whether further commands are wanted: nothing stands against it, as far as it is not the source's doing. */
        boolean wantsMore();

        boolean allIdle();

        boolean isCancelled();

        void refuse(Refused command);
    }

    private final Host host;
    private final Router router;
    private final Lane only;
    private final CommandBuffer staged = new CommandBuffer(4096);

    private CommandSource source;
    private CommandSource.Pull stagedPull;
    /** The lane of the big command that passes in pieces just now. */
    private Lane partLane;

    private boolean ended;
    private boolean sourceWaits;
    private Failure failure;
    private long commands;

    Intake(Host host, Router router, Lane only) {
        this.host = host;
        this.router = router;
        this.only = only;
    }

    /** Takes from this source from now on; commands are counted on. */
    void open(CommandSource next) {
        source = next;
        ended = false;
        sourceWaits = false;
    }

    /** Whether the source has no more; it may have failed. */
    boolean ended() {
        return ended;
    }

    /** What ended the source early, or null. */
    Failure failure() {
        return failure;
    }

    boolean inTheMiddleOfACommand() {
        return partLane != null;
    }

    /** Commands pulled so far. */
    long commands() {
        return commands;
    }

    /** Pulls as many commands as their lanes have room for; whether there were any. */
    boolean pull() {
        boolean any = false;
        if (partLane != null) {
            // What was begun is brought to its end, whatever else has happened.
            while (partLane != null && partLane.accepts() && next()) {
                any |= place();
            }
            return any;
        }
        boolean wanted = !ended && host.wantsMore() && (!sourceWaits || host.allIdle());
        while (wanted && (only == null || only.accepts()) && (stagedPull != null || next())) {
            if (!place()) {
                break;
            }
            any = true;
            wanted = partLane == null && !ended;
        }
        return any;
    }

    private boolean next() {
        CommandBuffer into = only == null ? staged : only.chunk().buffer;
        int before = into.length();
        CommandSource.Pull pull = pullInto(into);
        sourceWaits = pull == CommandSource.Pull.NOT_YET;
        ended = pull == CommandSource.Pull.END;
        if (sourceWaits || ended) {
            return false;
        }
        stagedPull = pull;
        if (only != null && pull != CommandSource.Pull.COMMAND && before > 0) {
            // A piece of a big command goes in a chunk of its own.
            staged.raw(into.array(), before, into.length() - before);
            into.truncate(before);
            only.seal();
            only.chunk().buffer.raw(staged.array(), 0, staged.length());
            staged.clear();
        }
        return true;
    }

    /** A source that fails is at its end; all that it gave before is still to be answered. */
    private CommandSource.Pull pullInto(CommandBuffer into) {
        int before = into.length();
        try {
            CommandSource.Pull pull = source.next(into);
            if (!host.isCancelled() || partLane != null) {
                return pull;
            }
            // Cancelled while it was read: it may be cut short.
        } catch (Failure e) {
            failure = host.isCancelled() ? failure : e;
        } catch (IOException e) {
            BadInput unreadable = new BadInput("the commands cannot be read on: " + e.getMessage(), null, e);
            failure = host.isCancelled() ? failure : unreadable;
        }
        into.truncate(before);
        partLane = null;
        return CommandSource.Pull.END;
    }

    /** Gives the staged command to its lane; not while that lane has no room. */
    private boolean place() {
        Lane lane = only;
        if (lane == null) {
            Address server = partLane != null ? partLane.server() : router.route(staged.array(), 0, staged.length());
            if (server == null) {
                refuseStaged();
                return true;
            }
            lane = host.lane(server);
            if (!lane.accepts()) {
                return false;
            }
            if (stagedPull != CommandSource.Pull.COMMAND) {
                lane.seal();
            }
            lane.chunk().buffer.raw(staged.array(), 0, staged.length());
            staged.clear();
        }
        add(lane);
        return true;
    }

    private void add(Lane lane) {
        CommandSource.Pull pull = stagedPull;
        stagedPull = null;
        switch (pull) {
            case COMMAND -> lane.added(commands++, source.place(), source.repeatable());
            case PART -> {
                lane.addedPart();
                partLane = lane;
            }
            case LAST_PART -> {
                lane.chunk().partial = true;
                lane.added(commands++, source.place(), false);
                lane.seal();
                partLane = null;
            }
            default -> throw new IllegalStateException(pull.toString());
        }
    }

    /** Leaves out a command that no single server is right for: done by one of them, it would be done in part. */
    private void refuseStaged() {
        Reply.Err error = new Reply.Err("NOROUTE this command is for every node of a cluster: send it to each one");
        boolean whole = stagedPull == CommandSource.Pull.COMMAND;
        byte[] command = whole ? Arrays.copyOf(staged.array(), staged.length()) : null;
        staged.clear();
        stagedPull = null;
        host.refuse(new Refused(commands++, source.place(), error, command));
        if (!whole) {
            ended = true;
            failure = new BadInput(
                    "a command of more than 1 MiB is for every node of the cluster", "send it to each one");
        }
    }
}
