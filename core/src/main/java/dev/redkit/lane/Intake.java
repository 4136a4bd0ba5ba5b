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
        /** The lane for the command that lies there. */
        Lane lane(Address server, byte[] bytes, int start, int end);

        /** Whether further commands are wanted: nothing stands against it, as far as it is not the source's doing. */
        boolean wantsMore();

        boolean allIdle();

        boolean isCancelled();

        void refuse(Refused command);
    }

    private final Host host;
    private final Router router;
    private Lane only;
    private final CommandBuffer staged = new CommandBuffer(4096);

    /** Null when commands may come as fast as they like. */
    private Throttle throttle;

    private CommandSource source;
    private CommandSource.Pull stagedPull;
    /** The lane of the big command that passes in pieces just now. */
    private Lane partLane;

    /** Whether the rest of a big command is thrown away, because its beginning was lost. */
    private boolean dropping;

    private boolean ended;
    private boolean sourceWaits;
    private Failure failure;
    private long commands;

    Intake(Host host, Router router) {
        this.host = host;
        this.router = router;
    }

    /** Whatever is pulled goes to this one. */
    void only(Lane lane) {
        only = lane;
    }

    /** Pulls no faster than this allows. */
    void throttle(Throttle by) {
        throttle = by;
    }

    /** A connection broke. Of a big command that was passing there, nothing is left that could be sent again. */
    void lost(Lane lane) {
        if (partLane == lane) {
            partLane = null;
            dropping = true;
        }
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
        return partLane != null || dropping;
    }

    /** The place of a command that was pulled and is not given to a lane; {@link Long#MAX_VALUE} when there is none. */
    long firstOpen() {
        return stagedPull != null || inTheMiddleOfACommand() ? source.place() : Long.MAX_VALUE;
    }

    /** Commands pulled so far. */
    long commands() {
        return commands;
    }

    /** Pulls as many commands as their lanes have room for; whether there were any. */
    boolean pull() {
        boolean any = false;
        while (dropping && drop()) {
            any = true;
        }
        if (dropping) {
            return any;
        }
        if (partLane != null) {
            // What was begun is brought to its end, whatever else has happened.
            while (partLane != null && partLane.accepts() && next()) {
                any |= place();
            }
            return any;
        }
        boolean wanted = !ended && host.wantsMore() && (!sourceWaits || host.allIdle());
        while (wanted
                && (only == null || only.accepts())
                && (throttle == null || throttle.allows())
                && (stagedPull != null || next())) {
            if (!place()) {
                break;
            }
            if (throttle != null) {
                throttle.took(source.place());
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

    /** Throws away a further piece of a big command; whether there was one. */
    private boolean drop() {
        CommandSource.Pull pull = pullInto(staged);
        staged.clear();
        switch (pull) {
            case NOT_YET -> {
                return false;
            }
            case LAST_PART -> host.refuse(new Refused(commands++, source.place(), Refused.LOST, null));
            case END -> ended = true;
            default -> {
                return true;
            }
        }
        dropping = false;
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
            lane = partLane != null ? partLane : itsLane();
            if (lane == null) {
                refuseStaged();
                return true;
            }
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

    /** The lane for the staged command; null when no single server is right. */
    private Lane itsLane() {
        Address server = router.route(staged.array(), 0, staged.length());
        return server == null ? null : host.lane(server, staged.array(), 0, staged.length());
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
