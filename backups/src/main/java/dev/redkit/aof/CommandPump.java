package dev.redkit.aof;

import dev.redkit.lane.CommandSource;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Writes the commands of an append-only file to another one: those that a plan wants, with the times that were noted. */
public final class CommandPump {
    private static final int FULL = 128 << 10;

    private final AofReader reader;
    private final AofReplay replay;
    private final boolean times;

    /** Without the keys of the base; with or without annotations, which only an append-only file may have. */
    public CommandPump(AofReader reader, ReplayPlan plan, boolean times) {
        this.reader = reader;
        this.replay = new AofReplay(reader, plan, null, ReplayClock.SYSTEM);
        this.times = times;
    }

    /** What was given and what was left out. */
    public AofReplay replay() {
        return replay;
    }

    /** Writes all of them; the stream is flushed and stays open. */
    public void run(OutputStream out) throws IOException {
        CommandBuffer command = new CommandBuffer(2 * FULL);
        long noted = AofReader.NO_TIME;
        boolean between = true;
        CommandSource.Pull pull = CommandSource.Pull.COMMAND;
        while (pull != CommandSource.Pull.END) {
            int before = command.length();
            pull = replay.next(command);
            if (times && between && reader.timestamp() != noted && command.length() > before) {
                noted = reader.timestamp();
                out.write(command.array(), 0, before);
                out.write(("#TS:" + noted + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(command.array(), before, command.length() - before);
                command.clear();
            }
            between = pull != CommandSource.Pull.PART;
            if (command.length() >= FULL) {
                out.write(command.array(), 0, command.length());
                command.clear();
            }
        }
        out.write(command.array(), 0, command.length());
        out.flush();
    }
}
