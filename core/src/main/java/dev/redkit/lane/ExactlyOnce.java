package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.wire.CommandBuffer;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The way in for commands that must not be done twice: {@code RPUSH}, {@code XADD *}, {@code INCRBY}, {@code APPEND}.
 * They go in transactions of some hundreds, several under way, and each transaction also writes the place of its last
 * command into a {@link Marker} key. After a broken connection, or in another process after {@code kill -9}, the marker
 * says what has been done, and the run goes on behind it. Each command is done once, in the order of the source, on one
 * server; a cluster's many servers are not for this.
 *
 * <p>Places must not decrease. All commands of one place go in one transaction, so a source says
 * {@link CommandSource.Pull#NOT_YET} only between two places.
 */
public final class ExactlyOnce implements Closeable {
    private static final int UNDER_WAY = Marker.TOKENS / 2;
    private static final byte[] NOTHING = new byte[0];

    private final Router router;
    private final Marker marker;
    private final Batches batches;
    private final Recovery recovery;
    private final Deque<Chunk> underWay = new ArrayDeque<>();
    private final CommandBuffer around = new CommandBuffer(512);

    private final int mostCommands;
    /** Null when there is no rate to keep. */
    private Throttle throttle;
    /** Null when nobody minds how long answers take. */
    private Gauge gauge;

    private String replicas = "";
    private Wire wire;
    private Consumer<Refused> referee = refused -> {};
    private volatile boolean cancelled;
    /** What the marker said last. */
    private long position;
    /** The last place that is known to be done. */
    private long done;

    private long accepted;
    private long refused;
    private long unheard;
    private long resent;
    private long bytesSent;
    private long throttledNanos;
    private volatile LaneReport report = LaneReport.NOTHING;

    /**
     * Connects. The marker is called {@code redkit:load:{id}}, and lives so long after the last transaction.
     *
     * @param limits the bytes and commands of all transactions under way, and how long trouble may last
     */
    public ExactlyOnce(Router router, LaneLimits limits, String id, Duration life, Incidents incidents) {
        if (router.manyServers()) {
            throw new IllegalArgumentException("a transaction cannot be spread over the nodes of a cluster");
        }
        this.router = router;
        this.marker = new Marker(id, life);
        this.mostCommands = Math.max(1, limits.commands() / UNDER_WAY);
        this.batches = new Batches(mostCommands, Math.max(1, limits.bytes() / UNDER_WAY), () -> cancelled);
        this.recovery = new Recovery(limits.patience(), incidents, this::soFar, new SplittableRandom());
        this.wire = router.open(router.route(NOTHING, 0, 0));
        this.done = marker.position(wire);
    }

    /** Holds commands back to keep this pace; before the run. */
    public ExactlyOnce pace(Pace wanted) {
        throttle = Throttle.of(wanted, System::nanoTime);
        gauge = Gauge.of(wanted);
        resize();
        return this;
    }

    private void resize() {
        int most = gauge == null ? mostCommands : gauge.of(mostCommands);
        batches.size(throttle == null ? most : Math.min(most, throttle.most()));
    }

    /**
     * Counts a transaction as done only when so many replicas have it, so that nothing is lost when one of them takes the
     * place of its master; before the run.
     */
    public ExactlyOnce confirmedBy(int enough) {
        replicas = enough == 0 ? "" : Integer.toString(enough);
        return this;
    }

    /** The place of the last command that an earlier run under the same marker has done; empty when there was none. */
    public OptionalLong resumesAfter() {
        return done < 0 ? OptionalLong.empty() : OptionalLong.of(done);
    }

    /** Forgets what an earlier run has done. Also at the end of all, when nobody will resume this run any more. */
    public void forget() {
        try {
            marker.delete(wire);
        } catch (Unreachable e) {
            // All may be done long since, and the connection idle for too long: that is no reason to leave a key
            // behind.
            router.refresh();
            wire = router.open(router.route(NOTHING, 0, 0));
            marker.delete(wire);
        }
        done = -1;
    }

    /** Does all commands of the source, except those that an earlier run has done. Like {@link Lanes#run}; bytes of replies are not counted. */
    public LaneReport run(CommandSource source, Consumer<Refused> hearsOfRefused) {
        referee = hearsOfRefused;
        batches.open(source, done, this::refuse);
        try {
            Failure failure = sentAllAgain();
            if (failure != null) {
                recover(failure);
            }
            while (fill() || !underWay.isEmpty()) {
                step();
                publish();
            }
        } finally {
            publish();
        }
        if (underWay.isEmpty() && batches.failure() != null) {
            throw batches.failure();
        }
        return report;
    }

    /** Pulls nothing further; {@link #run} returns when what is under way is answered. Any thread may say so. */
    public void cancel() {
        cancelled = true;
    }

    /** How far it came, at any time and from any thread. */
    public LaneReport report() {
        return report;
    }

    /**
     * Commands that were done in a transaction whose answer was lost with a connection: they are counted as accepted, but
     * if one of them was refused (WRONGTYPE), nobody has heard of it.
     */
    public long unheard() {
        return unheard;
    }

    /** Keeps several transactions under way; whether there is one. */
    private boolean fill() {
        while (hasRoom()) {
            Chunk chunk = batches.next();
            if (chunk == null) {
                break;
            }
            underWay.add(chunk);
            hold(chunk);
            send(chunk);
        }
        return !underWay.isEmpty() || !batches.ended();
    }

    /** What is under way goes out and is answered before anybody waits for further commands. */
    private boolean hasRoom() {
        if (underWay.isEmpty()) {
            return true;
        }
        return underWay.size() < UNDER_WAY && !batches.waits() && (throttle == null || throttle.allows());
    }

    /** Waits until all of it may go. */
    private void hold(Chunk chunk) {
        if (throttle == null) {
            return;
        }
        long before = System.nanoTime();
        for (int i = 0; i < chunk.count; i++) {
            while (!throttle.allows() && !cancelled) {
                LockSupport.parkNanos(throttle.waitNanos());
            }
            throttle.took(chunk.place(i));
        }
        throttledNanos += System.nanoTime() - before;
    }

    private void send(Chunk chunk) {
        chunk.writtenAt = System.nanoTime();
        around.clear();
        marker.head(around);
        wire.send(around);
        wire.send(chunk.buffer);
        bytesSent += chunk.buffer.length();
        around.clear();
        marker.tail(around, chunk.place(chunk.count - 1));
        if (!replicas.isEmpty()) {
            // Answered when so many have it, or not at all.
            around.command("WAIT", replicas, "0");
        }
        wire.send(around);
    }

    /** Hears what became of the oldest transaction. */
    private void step() {
        Chunk chunk = underWay.peek();
        if (chunk == null) {
            return;
        }
        try {
            Transaction answer = read(chunk);
            if (answer.done()) {
                settle(chunk, answer);
            } else {
                aborted(chunk, answer);
            }
        } catch (Unreachable e) {
            recover(e);
        }
    }

    private Transaction read(Chunk chunk) {
        Transaction answer = Transaction.read(wire, chunk.count);
        if (!replicas.isEmpty() && wire.read() instanceof Reply.Err error) {
            throw new Unreachable("the replicas of " + wire.address() + " do not confirm: " + error.message());
        }
        return answer;
    }

    private void settle(Chunk chunk, Transaction answer) {
        for (int i = 0; i < chunk.count; i++) {
            Reply.Err error = answer.error(i);
            if (error == null) {
                accepted++;
            } else {
                refuse(new Refused(chunk.index(i), chunk.place(i), error, chunk.command(i)));
            }
        }
        if (gauge != null) {
            long now = System.nanoTime();
            gauge.sample(now - chunk.writtenAt, now);
            resize();
        }
        finished(chunk);
        recovery.progress();
    }

    private void finished(Chunk chunk) {
        underWay.remove();
        done = chunk.place(chunk.count - 1);
        batches.done(chunk);
    }

    /** Nothing of it was done, nor of those behind it. */
    private void aborted(Chunk chunk, Transaction answer) {
        Iterator<Chunk> behind = underWay.iterator();
        behind.next();
        while (behind.hasNext()) {
            if (read(behind.next()).done()) {
                throw new ServerRefused(
                        "a transaction ran although the one before it did not: the keys that begin with " + marker.key()
                                + " were changed",
                        "they must not be evicted, or touched by anybody else");
            }
        }
        Reply.Err cause = answer.cause();
        Refusal reason = cause == null ? Refusal.UNKNOWN : Refusal.of(cause);
        if (cause == null) {
            recover(new ServerRefused("the keys that begin with " + marker.key() + " were changed", null));
        } else if (reason.passes() || reason.mendable() || reason == Refusal.READONLY) {
            recover(Refusal.failure(cause, "refused for now"));
        } else if (reason.stops() || !answer.someRefused()) {
            throw Refusal.failure(
                    cause, "the transaction up to place " + chunk.place(chunk.count - 1) + " was refused");
        } else {
            takeOut(chunk, answer);
            Failure failure = sentAllAgain();
            if (failure != null) {
                recover(failure);
            }
        }
    }

    /** Commands that the server would not even queue are refused one by one; the rest of their transaction goes on. */
    private void takeOut(Chunk chunk, Transaction answer) {
        Chunk rest = new Chunk();
        for (int i = 0; i < chunk.count; i++) {
            byte[] command = chunk.command(i);
            if (answer.error(i) == null) {
                rest.buffer.raw(command, 0, command.length);
                rest.end(chunk.index(i), chunk.place(i), true);
            } else {
                refuse(new Refused(chunk.index(i), chunk.place(i), answer.error(i), command));
            }
        }
        underWay.remove();
        if (rest.count > 0) {
            underWay.addFirst(rest);
        }
    }

    private void sendAllAgain() {
        marker.arm(wire);
        for (Chunk chunk : underWay) {
            resent += chunk.count;
            send(chunk);
        }
    }

    /** Connects again, asks the marker what was done, and sends the rest; until patience ends. */
    private void recover(Failure first) {
        Failure failure = first;
        while (failure != null) {
            recovery.failed(failure);
            recovery.await(0, () -> cancelled);
            try {
                wire.close();
                router.refresh();
                wire = router.open(router.route(NOTHING, 0, 0));
                marker.fence(wire);
                position = marker.position(wire);
                failure = null;
            } catch (Unreachable | ServerRefused e) {
                failure = e;
            }
            if (failure == null) {
                forgetWhatIsDone();
                failure = sentAllAgain();
            }
            if (failure != null && cancelled) {
                throw failure;
            }
        }
        recovery.connected();
    }

    private Failure sentAllAgain() {
        try {
            sendAllAgain();
            return null;
        } catch (Unreachable | ServerRefused e) {
            return e;
        }
    }

    /** The answers of these transactions were lost, but they were done. */
    private void forgetWhatIsDone() {
        if (position < done) {
            long before = done;
            done = position;
            throw new ServerRefused(
                    "the server has gone back to place " + position + ", after " + before + " had been done" + soFar(),
                    "after a failover, or a restart without the last writes: run it again from that place");
        }
        while (!underWay.isEmpty() && underWay.peek().place(underWay.peek().count - 1) <= position) {
            accepted += underWay.peek().count;
            unheard += underWay.peek().count;
            finished(underWay.peek());
        }
    }

    private void refuse(Refused command) {
        refused++;
        referee.accept(command);
    }

    private void publish() {
        long firstOpen = underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().place(0);
        report = new LaneReport(
                batches.commands(),
                accepted,
                refused,
                0,
                resent,
                recovery.reconnects(),
                firstOpen,
                throttledNanos / 1_000_000,
                bytesSent,
                0);
    }

    private String soFar() {
        long open = batches.commands() - accepted - refused;
        return ": " + accepted + " commands were done, " + refused + " refused, " + open + " under way";
    }

    @Override
    public void close() {
        wire.close();
    }
}
