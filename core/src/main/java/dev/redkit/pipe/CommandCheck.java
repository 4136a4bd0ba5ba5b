package dev.redkit.pipe;

import dev.redkit.failure.BadInput;
import dev.redkit.io.Progress;
import dev.redkit.lane.CommandSource.Pull;
import dev.redkit.wire.CommandBuffer;
import java.io.IOException;
import java.io.InputStream;

/**
 * What reading a stream of commands shows, without a server.
 *
 * @param commands that could be sent
 * @param leftOut that could not
 */
public record CommandCheck(long commands, long leftOut) {
    /** Reads to the end; malformed RESP is a failure, as it would be when sending. */
    public static CommandCheck of(InputStream in, String name, Progress progress, Pipe.Complaints complaints) {
        long[] counts = new long[2];
        CommandStream[] self = new CommandStream[1];
        CommandStream stream = new CommandStream(in, name, false, (place, why, asWritten) -> {
            counts[1]++;
            complaints.about(self[0].describe(place), why, asWritten);
        });
        stream.reportTo(progress);
        self[0] = stream;
        CommandBuffer out = new CommandBuffer(4096);
        try {
            for (Pull pull = stream.next(out); pull != Pull.END; pull = stream.next(out)) {
                counts[0] += pull == Pull.PART ? 0 : 1;
                out.clear();
            }
        } catch (IOException e) {
            throw new BadInput(name + " cannot be read on: " + e.getMessage(), null, e);
        }
        return new CommandCheck(counts[0], counts[1]);
    }
}
