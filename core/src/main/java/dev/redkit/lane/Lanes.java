package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.io.Durations;
import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Transport;
import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Drives one lane per server from one thread: pulls commands, routes and writes them, reads and judges every reply. A
 * command that the server cannot take just now (LOADING, BUSY, a slot that has moved) is sent again: pulling stops, what
 * is under way is answered, then those commands go out in their order; so the commands of one key keep theirs.
 */
public final class Lanes implements Closeable {
    private static final long SATURATED_PAUSE_NANOS = 500_000;

    private final Router router;
    private final LaneLimits limits;
    private final Duration timeout;
    private final Selector selector;
    private final Map<Address, Lane> lanes = new LinkedHashMap<>();
    private final SecondTries secondTries;
    private Consumer<Refused> referee = refused -> {};

    private final Desk desk = new Desk();
    private final Intake intake;
    private Failure stop;
    private volatile boolean cancelled;

    private long accepted;
    private long refused;
    private volatile LaneReport report = new LaneReport(0, 0, 0, 0, 0, 0);
    private long lastProgress;

    public Lanes(Router router, LaneLimits limits, Duration timeout) {
        this.router = router;
        this.limits = limits;
        this.timeout = timeout;
        this.secondTries = new SecondTries(limits.patience());
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new Unreachable("the system gives no further selector: " + e.getMessage(), null, e);
        }
        Lane only = router.manyServers() ? null : lane(router.route(new byte[0], 0, 0));
        intake = new Intake(desk, router, only);
    }

    /**
     * Sends all commands of the source and reads all their replies. Those that are refused for good go to the referee,
     * in the order of the replies. Ends early, with a failure, when the server will take no further writes or is gone;
     * {@link #report()} then tells how far it came.
     */
    public LaneReport run(CommandSource source, Consumer<Refused> hearsOfRefused) throws IOException {
        referee = hearsOfRefused;
        intake.open(source);
        lastProgress = System.nanoTime();
        while (true) {
            boolean progress = pull();
            progress |= exchange();
            if (allIdle()) {
                if (!secondTries.isEmpty()) {
                    tryAgain();
                } else if (stop != null || intake.failure() != null) {
                    throw stop != null ? stop : intake.failure();
                } else if (intake.ended() || cancelled) {
                    return report();
                }
            } else if (!progress) {
                await();
            } else {
                lastProgress = System.nanoTime();
            }
        }
    }

    /** Pulls nothing further; {@link #run} returns when what is under way is answered. Any thread may say so. */
    public void cancel() {
        cancelled = true;
        selector.wakeup();
    }

    /** How far it came, at any time and from any thread. */
    public LaneReport report() {
        return report;
    }

    /** Whether commands go to one of many servers, by their keys. */
    public boolean manyServers() {
        return router.manyServers();
    }

    private void publish() {
        long sent = 0;
        long received = 0;
        for (Lane lane : lanes.values()) {
            sent += lane.bytesSent();
            received += lane.bytesReceived();
        }
        report = new LaneReport(intake.commands(), accepted, refused, secondTries.count(), sent, received);
    }

    private boolean pull() {
        boolean any = intake.pull();
        for (Lane lane : lanes.values()) {
            lane.seal();
        }
        return any;
    }

    private Lane lane(Address server) {
        Lane lane = lanes.get(server);
        if (lane == null) {
            lane = new Lane(server, open(server), selector, limits, desk);
            lanes.put(server, lane);
        }
        return lane;
    }

    private Transport open(Address server) {
        try {
            return router.open(server);
        } catch (Unreachable e) {
            throw report.commands() == 0
                    ? e
                    : new Unreachable(e.getMessage() + soFar(), e.hint().orElse(null), e);
        }
    }

    private boolean exchange() throws IOException {
        boolean any = false;
        for (Lane lane : lanes.values()) {
            try {
                any |= send(lane);
                any |= lane.receive();
            } catch (IOException e) {
                publish();
                throw lost(lane, e);
            }
        }
        publish();
        return any;
    }

    private static boolean send(Lane lane) throws IOException {
        try {
            return lane.send();
        } catch (IOException e) {
            // A server that hangs up often says why first: hear that before giving up.
            lane.readable();
            lane.receive();
            throw e;
        }
    }

    private boolean allIdle() {
        for (Lane lane : lanes.values()) {
            if (!lane.idle()) {
                return false;
            }
        }
        return !intake.inTheMiddleOfACommand();
    }

    private void await() throws IOException {
        boolean buffered = false;
        boolean saturated = true;
        for (Lane lane : lanes.values()) {
            lane.await();
            saturated &= lane.saturated();
            if (lane.hasBuffered()) {
                lane.readable();
                buffered = true;
            }
        }
        if (buffered) {
            return;
        }
        long left = timeout.toMillis() - (System.nanoTime() - lastProgress) / 1_000_000;
        if (left <= 0) {
            throw silent();
        }
        if (saturated) {
            // Nothing can be sent before many replies are here: to wake for each handful costs more than all the rest.
            LockSupport.parkNanos(SATURATED_PAUSE_NANOS);
        }
        select(left);
    }

    private void select(long millis) throws IOException {
        selector.select(millis);
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isReadable()) {
                ((Lane) key.attachment()).readable();
            }
        }
        selector.selectedKeys().clear();
    }

    private void tryAgain() throws IOException {
        List<SecondTries.Try> round = secondTries.takeRound();
        long pause = secondTries.pauseMillis(round);
        if (pause > 0 && !cancelled) {
            select(pause);
        }
        if (round.stream().anyMatch(SecondTries.Try::needsRefresh)) {
            router.refresh();
        }
        round.forEach(one -> one.tell(router));
        for (SecondTries.Try one : round) {
            byte[] command = one.refused().command();
            Lane lane = lane(one.asks() ? one.named() : router.route(command, 0, command.length));
            if (one.asks()) {
                lane.chunk().buffer.command("ASKING");
                lane.added(Chunk.OWN, 0, false);
            }
            lane.chunk().buffer.raw(command, 0, command.length);
            lane.added(one.refused().index(), one.refused().place(), true);
        }
        for (Lane lane : lanes.values()) {
            lane.seal();
        }
        lastProgress = System.nanoTime();
    }

    private Unreachable lost(Lane lane, IOException cause) {
        return new Unreachable(
                "the connection to " + lane.server() + " broke (" + cause.getMessage() + ")" + soFar(),
                "what was under way may or may not have been done",
                cause);
    }

    private Unreachable silent() {
        return new Unreachable(
                "no reply for " + timeout.toMillis() + " ms from " + waitedFor() + soFar(),
                "the server may be stopped or busy; wait longer with --timeout");
    }

    private String waitedFor() {
        StringBuilder text = new StringBuilder();
        for (Lane lane : lanes.values()) {
            if (!lane.idle()) {
                text.append(text.length() == 0 ? "" : ", ").append(lane.server());
            }
        }
        return text.toString();
    }

    private String soFar() {
        long underWay = intake.commands() - accepted - refused;
        return ": " + accepted + " commands were done, " + refused + " refused, " + underWay + " under way";
    }

    @Override
    public void close() throws IOException {
        List<IOException> failed = new ArrayList<>();
        for (Lane lane : lanes.values()) {
            try {
                lane.close();
            } catch (IOException e) {
                failed.add(e);
            }
        }
        selector.close();
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
    }

    /** Where the lanes and the intake bring their news and their questions. */
    private final class Desk implements Lane.Listener, Intake.Host {
        @Override
        public boolean wantsMore() {
            return !cancelled && stop == null && secondTries.isEmpty();
        }

        @Override
        public Lane lane(Address server) {
            return Lanes.this.lane(server);
        }

        @Override
        public boolean allIdle() {
            return Lanes.this.allIdle();
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }

        @Override
        public void refuse(Refused command) {
            refused++;
            referee.accept(command);
        }

        @Override
        public void accepted(int count) {
            accepted += count;
        }

        @Override
        public void error(Lane lane, Chunk chunk, int command, Reply.Err error) {
            long index = chunk.index(command);
            if (index == Chunk.OWN) {
                return;
            }
            Refused answer = new Refused(index, chunk.place(command), error, chunk.command(command));
            Refusal reason = Refusal.of(error);
            boolean repeatable = chunk.repeatable(command) && !(cancelled && reason.passes());
            if (repeatable && secondTries.offer(answer, lane.server(), router.manyServers())) {
                return;
            }
            refuse(answer);
            if (stop != null) {
                return;
            }
            if (reason.stops()) {
                stop = Refusal.failure(
                        error, "command " + (index + 1) + " was refused, and those after it would be too");
            } else if (reason.passes() && repeatable) {
                // Whoever cannot take this one now will not take the next: no patience for each of millions.
                String tried = "command " + (index + 1) + " was refused again and again for "
                        + Durations.format(limits.patience());
                stop = Refusal.failure(error, tried);
            }
        }
    }
}
