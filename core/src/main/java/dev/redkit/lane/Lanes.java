package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Drives the lanes to one or more servers from one thread: pulls commands, routes and writes them, reads and judges
 * every reply. A command that the server cannot take just now (LOADING, BUSY, a slot that has moved) is sent again:
 * pulling stops, what is under way is answered, then those commands go out in their order; so the commands of one key
 * keep theirs.
 *
 * <p>Lanes that are {@link #resending} do the same with all that a broken connection left unanswered, on a new one.
 */
public final class Lanes implements Closeable {
    private static final long SATURATED_PAUSE_NANOS = 500_000;

    private final Router router;
    private final LaneLimits limits;
    private final Duration timeout;
    private final Selector selector;
    private final SecondTries secondTries;
    /** Null when a broken connection ends the run. */
    private final Recovery recovery;

    private final Fleet fleet;
    private final Judge judge;
    private Pace pace = Pace.UNLIMITED;
    private int replicas;
    /** Null when there is no rate to keep. */
    private Throttle throttle;

    private long throttledNanos;
    private final Intake intake;
    private final Rounds rounds;
    private volatile boolean cancelled;
    private volatile LaneReport report = LaneReport.NOTHING;
    private long lastProgress;

    /** Lanes that end when a connection breaks, since nobody knows whether what was under way has been done. */
    public Lanes(Router router, LaneLimits limits, Duration timeout) {
        this(router, limits, timeout, null);
    }

    private Lanes(Router router, LaneLimits limits, Duration timeout, Incidents incidents) {
        this.router = router;
        this.limits = limits;
        this.timeout = timeout;
        this.secondTries = new SecondTries(limits.patience());
        this.recovery = incidents == null
                ? null
                : new Recovery(limits.patience(), incidents, this::soFar, new SplittableRandom());
        try {
            this.selector = Selector.open();
        } catch (IOException e) {
            throw new Unreachable("the system gives no further selector: " + e.getMessage(), null, e);
        }
        judge = new Judge(limits.patience(), router.manyServers(), secondTries, recovery);
        fleet = new Fleet(router, incidents != null, this::lane);
        intake = new Intake(new Desk(), router);
        rounds = new Rounds(router, fleet, intake, secondTries, recovery);
        if (!router.manyServers()) {
            rounds.openOnly(router.route(Rounds.NOTHING, 0, 0));
        }
    }

    /**
     * Lanes for commands that may be done twice, as long as their order is kept: {@code SET}, {@code HSET}, {@code SADD},
     * {@code DEL}, not {@code RPUSH} or {@code INCR}. When a connection breaks or falls silent, the servers are found
     * and connected again, and everything that was not answered goes out once more in its order, for as long as
     * {@link LaneLimits#patience()} lasts between two answers. The same after {@code OOM} and {@code MISCONF}, which
     * somebody may mend meanwhile. What follows a command that has to go again goes again as well, so that the last
     * command for a key is the last one to be done. A command that was too big to be held is refused as {@code LOST}
     * when its connection breaks. After a failure, or a {@link #cancel} in the middle of trouble, what was not done is
     * {@linkplain LaneReport#open() open}.
     */
    public static Lanes resending(Router router, LaneLimits limits, Duration timeout, Incidents incidents) {
        return new Lanes(router, limits, timeout, incidents);
    }

    /**
     * Counts a command as done only when so many replicas of its server have it, so that nothing is lost either when one
     * of them takes the place of its master; before the first run, and only while {@link #resending}. With fewer replicas
     * than that, no command is ever done.
     */
    public Lanes confirmedBy(int enough) {
        if (recovery == null) {
            throw new IllegalStateException("what is not confirmed would have to be sent again");
        }
        replicas = enough;
        fleet.all().forEach(lane -> lane.confirm(Confirmation.by(enough)));
        return this;
    }

    /** Holds commands back to keep this pace; before the first run. */
    public Lanes pace(Pace wanted) {
        pace = wanted;
        throttle = Throttle.of(wanted, System::nanoTime);
        intake.throttle(throttle);
        fleet.all().forEach(lane -> lane.measure(Gauge.of(wanted)));
        return this;
    }

    /**
     * Sends all commands of the source and reads all their replies. Those that are refused for good go to the referee,
     * in the order of the replies. Ends early, with a failure, when the server will take no further writes or is gone;
     * {@link #report()} then tells how far it came.
     */
    public LaneReport run(CommandSource source, Consumer<Refused> hearsOfRefused) throws IOException {
        judge.referee(hearsOfRefused);
        intake.open(source);
        lastProgress = System.nanoTime();
        try {
            while (true) {
                boolean progress = pull();
                progress |= exchange();
                if (allIdle()) {
                    if (!settle()) {
                        break;
                    }
                } else if (!progress) {
                    await();
                } else {
                    lastProgress = System.nanoTime();
                }
            }
        } finally {
            publish();
        }
        return report();
    }

    /** Nothing is under way: sends again what has to go again. Whether the run goes on. */
    private boolean settle() throws IOException {
        boolean again = !secondTries.isEmpty();
        if (again && cancelled && recovery != null) {
            return false;
        }
        Failure end = judge.stopped() ? judge.stop() : intake.failure();
        if (!again && end != null) {
            throw end;
        }
        if (!again && (intake.ended() || cancelled)) {
            return false;
        }
        if (again || (recovery != null && recovery.pending())) {
            endOfPatience();
            tryAgain();
        } else {
            throttled(timeout.toMillis(), false);
        }
        return true;
    }

    /** Pulls nothing further; {@link #run} returns when what is under way is answered. Any thread may say so. */
    public void cancel() {
        cancelled = true;
        judge.cancel();
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
        long firstOpen = Math.min(intake.firstOpen(), Math.min(fleet.firstOpen(), secondTries.firstOpen()));
        report = new LaneReport(
                intake.commands(),
                judge.accepted(),
                judge.refused(),
                secondTries.retried(),
                secondTries.resent(),
                recovery == null ? 0 : recovery.reconnects(),
                firstOpen,
                throttledNanos / 1_000_000,
                fleet.bytesSent(),
                fleet.bytesReceived());
    }

    private boolean pull() {
        boolean any = false;
        try {
            any = intake.pull();
        } catch (Unreachable e) {
            // The source's own failures do not come this way: it is a server that is not where it was.
            lost(e);
        }
        fleet.seal();
        return any;
    }

    private Lane lane(Wire wire) {
        Lane lane = new Lane(wire.address(), wire.detach(), selector, limits, judge);
        lane.measure(Gauge.of(pace));
        lane.confirm(Confirmation.by(replicas));
        return lane;
    }

    private boolean exchange() throws IOException {
        boolean any = false;
        for (Lane lane : fleet.all()) {
            try {
                any |= send(lane);
                any |= lane.receive();
            } catch (IOException e) {
                broke(lane, e);
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
        return fleet.allIdle() && !intake.inTheMiddleOfACommand();
    }

    private void await() throws IOException {
        boolean buffered = false;
        boolean saturated = true;
        boolean heldBack = false;
        for (Lane lane : fleet.all()) {
            lane.await();
            saturated &= lane.saturated();
            heldBack |= lane.heldBack();
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
            // It may be this process that was held up: then the replies are there.
            selector.selectNow();
            if (!heard()) {
                silent();
            }
            return;
        }
        if (saturated) {
            // Nothing can be sent before many replies are here: to wake for each handful costs more than all the rest.
            LockSupport.parkNanos(SATURATED_PAUSE_NANOS);
        }
        if (!throttled(left, heldBack)) {
            select(left);
        }
    }

    /** Waits until the next command may go, when that is all that holds it back; whether it did. */
    private boolean throttled(long mostMillis, boolean heldBack) throws IOException {
        long wait = throttle == null || intake.ended() ? 0 : throttle.waitNanos();
        if (wait == 0 && !heldBack) {
            return false;
        }
        long before = System.nanoTime();
        select(wait == 0 ? mostMillis : Math.min(mostMillis, Math.max(1, wait / 1_000_000)));
        throttledNanos += System.nanoTime() - before;
        return true;
    }

    private void select(long millis) throws IOException {
        selector.select(millis);
        heard();
    }

    /** Tells the lanes which of them can go on; whether any can. */
    private boolean heard() {
        boolean any = !selector.selectedKeys().isEmpty();
        for (SelectionKey key : selector.selectedKeys()) {
            if (key.isValid() && key.isReadable()) {
                ((Lane) key.attachment()).readable();
            }
        }
        selector.selectedKeys().clear();
        return any;
    }

    private void endOfPatience() {
        SecondTries.Try overdue = recovery == null ? null : secondTries.overdue();
        if (overdue != null) {
            throw Refusal.failure(overdue.error(), judge.outOfPatience(overdue.index()) + soFar());
        }
    }

    private void tryAgain() throws IOException {
        Failure failure = rounds.send(this::select, () -> cancelled);
        if (failure != null) {
            lost(failure);
        }
        lastProgress = System.nanoTime();
    }

    /** A connection broke: what it owes goes again, or the run ends. */
    private void broke(Lane lane, IOException cause) {
        publish();
        String what = "the connection to " + lane.server() + " broke (" + cause.getMessage() + ")";
        if (recovery == null) {
            throw new Unreachable(what + soFar(), "what was under way may or may not have been done", cause);
        }
        fleet.discard(lane);
        intake.lost(lane);
        lane.forEachOpen(judge::unanswered);
        recovery.failed(new Unreachable(what, "is the server running, and the network well?", cause));
    }

    /** A server cannot be reached. */
    private void lost(Failure failure) {
        if (recovery == null) {
            boolean unreachable = report.commands() > 0 && failure instanceof Unreachable;
            throw unreachable
                    ? new Unreachable(
                            failure.getMessage() + soFar(), failure.hint().orElse(null), failure)
                    : failure;
        }
        recovery.failed(failure);
    }

    private void silent() {
        String silence = "no reply for " + timeout.toMillis() + " ms";
        if (recovery == null) {
            throw new Unreachable(
                    silence + " from " + fleet.waitedFor() + soFar(),
                    "the server may be stopped or busy; wait longer with --timeout");
        }
        for (Lane lane : fleet.all()) {
            if (!lane.idle()) {
                broke(lane, new SocketTimeoutException(silence));
            }
        }
    }

    private String soFar() {
        long underWay = intake.commands() - judge.accepted() - judge.refused();
        return ": " + judge.accepted() + " commands were done, " + judge.refused() + " refused, " + underWay
                + " under way";
    }

    @Override
    public void close() throws IOException {
        try {
            fleet.close();
        } finally {
            selector.close();
        }
    }

    /** Answers the questions of the intake. */
    private final class Desk implements Intake.Host {
        @Override
        public boolean wantsMore() {
            return !cancelled && !judge.stopped() && secondTries.isEmpty() && (recovery == null || !recovery.pending());
        }

        @Override
        public Lane lane(Address server, byte[] bytes, int start, int end) {
            return fleet.lane(server, bytes, start, end);
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
            judge.refuse(command);
        }
    }
}
