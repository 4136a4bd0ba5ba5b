package dev.redkit.pipe;

import dev.redkit.io.Progress;
import dev.redkit.lane.LaneReport;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Sends streams of commands to a server or a cluster and reads every reply. Commands that did not do their work, because
 * the server refused them or because they could not be sent, are told one by one with the place where they stand.
 */
public final class Pipe {
    /** Hears of each command that did not do its work. */
    public interface Complaints {
        /**
         * One command failed.
         *
         * @param where the line or byte where the command stands
         * @param why the server's words, or ours
         * @param command as it was written, or null when it was too big to keep
         */
        void about(String where, String why, byte[] command);
    }

    /**
     * What became of a stream.
     *
     * @param sent what the server had to say
     * @param leftOut commands that were never sent
     */
    public record Outcome(LaneReport sent, long leftOut) {
        public long failed() {
            return sent.refused() + leftOut;
        }
    }

    private final Lanes lanes;
    private final Complaints complaints;
    private final long mostErrors;
    private final Toll toll = new Toll();
    private CommandStream stream;
    private long leftOut;
    private long refused;

    /**
     * A way in, for one stream or several in turn.
     *
     * @param mostErrors how many commands may fail before no further ones are sent
     */
    public Pipe(Lanes lanes, Complaints complaints, long mostErrors) {
        this.lanes = lanes;
        this.complaints = complaints;
        this.mostErrors = mostErrors;
    }

    /**
     * Sends all of one input. What ends it early is thrown as a failure; {@link #outcome()} tells how far it came.
     *
     * @param prompt whether commands go out as they come, because somebody writes them just now
     */
    public Outcome run(InputStream in, String name, boolean prompt, Progress progress) throws IOException {
        stream = new CommandStream(in, name, prompt, this::leftOut, toll);
        stream.reportTo(progress);
        if (lanes.manyServers()) {
            stream.refuseTransactions();
        }
        lanes.run(stream, this::refused);
        return outcome();
    }

    public Outcome outcome() {
        return new Outcome(lanes.report(), leftOut);
    }

    /**
     * What was changed for good, for an audit log: {@code FLUSHALL}, {@code CONFIG SET}, … with how often; for DEL and
     * UNLINK together, how many keys they named. What was sent counts, unless the server refused it.
     */
    public Map<String, Long> toll() {
        return toll.counts();
    }

    /** Whether it came so far as to read an input. */
    public boolean began() {
        return stream != null;
    }

    /** Whether it was ended because too many commands failed. */
    public boolean gaveUp() {
        return refused + leftOut > mostErrors;
    }

    private void leftOut(long place, String why, byte[] asWritten) {
        leftOut++;
        complaints.about(stream.describe(place), why, asWritten);
        giveUp();
    }

    private void refused(Refused one) {
        refused++;
        if (one.command() != null) {
            toll.refused(one.command());
        }
        complaints.about(stream.describe(one.place()), one.error().message(), one.command());
        giveUp();
    }

    private void giveUp() {
        if (gaveUp()) {
            lanes.cancel();
        }
    }
}
