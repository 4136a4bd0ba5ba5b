package dev.redkit.bench.engine;

import dev.redkit.bench.recorder.Interval;
import dev.redkit.bench.schedule.Load;
import dev.redkit.bench.schedule.Timetable;
import dev.redkit.failure.Unreachable;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/** One thread of a run: it sends its share of the requests over its connections and takes down the answers. */
final class Loop implements Runnable {
    private static final int WINDOW = 64 * 1024;
    private static final long MILLI = 1_000_000;

    private final Course course;
    private final Load load;
    private final Dealer dealer;
    private final Timetable schedule;
    private final Repairs repairs;
    private final Pacer pacer;
    private final Selector selector;
    private final long share;
    private final int mostInFlight;
    private final int buffer;
    private final byte[] window = new byte[WINDOW];
    private final ByteBuffer input = ByteBuffer.wrap(window);
    private final ThreadCosts costs = new ThreadCosts();
    private final Consumer<SelectionKey> ready = this::ready;
    private final ConcurrentLinkedQueue<Arrival> arrivals = new ConcurrentLinkedQueue<>();
    private final List<Connection> connections = new ArrayList<>();
    private int generation;
    private Interval interval;
    private long boundary;
    private long now;
    private long sent;
    private long waiting;
    /** Since when there is room again, after there was none: until then lateness is not ours. */
    private long roomSince = Long.MIN_VALUE;

    private boolean noRoom;
    /** When there was nothing left to begin with; 0 until then. */
    private long quietSince;

    /** A connection that stands, and the one that it takes the place of, or null. */
    private record Arrival(Line line, Connection old) {}

    /** What a loop is made of, besides what all share; {@code schedule} is null for a closed loop. */
    record Parts(Dealer dealer, Timetable schedule, long share, int mostInFlight, int buffer) {}

    Loop(Course course, Load load, Repairs repairs, Parts parts) throws IOException {
        this.course = course;
        this.load = load;
        this.repairs = repairs;
        this.schedule = parts.schedule();
        this.share = parts.share();
        this.mostInFlight = parts.mostInFlight();
        this.buffer = parts.buffer();
        this.dealer = parts.dealer();
        this.interval = course.blank();
        this.selector = Selector.open();
        this.pacer = schedule == null ? null : new Pacer(selector);
    }

    Interval interval() {
        return interval;
    }

    byte[] window() {
        return window;
    }

    /** Over {@link #window}. */
    ByteBuffer input() {
        return input;
    }

    /** When the replies that are being read arrived. */
    long now() {
        return now;
    }

    void replied(long nanos) {
        now = nanos;
    }

    /** A connection that stands joins this loop, from any thread; {@code old} makes room for it, unless it is null. */
    void take(Line line, Connection old) {
        arrivals.add(new Arrival(line, old));
        selector.wakeup();
    }

    @Override
    public void run() {
        try {
            costs.begin();
            work();
        } catch (IOException e) {
            course.fail(new Unreachable("the selector of a loop failed: " + e.getMessage(), null, e));
        } catch (RuntimeException e) {
            course.fail(e);
        } finally {
            publish(true);
            close();
        }
    }

    private void work() throws IOException {
        boundary = course.start + course.interval;
        now = System.nanoTime();
        join();
        if (schedule != null) {
            schedule.start(course.start);
            pacer.start();
        }
        while (!over()) {
            if (schedule != null) {
                dispatch();
                pacer.next(noRoom || schedule.ended() ? Long.MAX_VALUE : schedule.due());
            }
            selector.select(ready, timeout());
            now = System.nanoTime();
            join();
            renew();
            dealOut();
            while (now >= boundary) {
                publish(false);
                boundary += course.interval;
            }
        }
        abandon();
    }

    private long timeout() {
        long until = Math.min(boundary, course.stopAt);
        return until > now ? Math.max(1, (until - now) / MILLI) : 10;
    }

    private boolean over() {
        if (sending()) {
            return false;
        }
        quietSince = quietSince == 0 ? now : quietSince;
        long quiet = now - quietSince;
        boolean behind = schedule != null && sent < share && !schedule.ended() && schedule.due() < course.stopAt;
        boolean hopeless = course.failure() != null && quiet >= 100 * MILLI;
        return (waiting == 0 && !behind) || hopeless || quiet >= load.patience().toNanos();
    }

    /** Whether there will be further requests. */
    private boolean sending() {
        return now < course.stopAt && sent < share && !(schedule != null && schedule.ended());
    }

    private void ready(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        try {
            connection.ready();
            if (connection.waiting() == 0) {
                drained(connection);
            }
        } catch (IOException e) {
            lost(connection, e);
        }
    }

    // ---- closed loop

    /** The next batch of a connection whose replies are all here. */
    private void refill(Connection connection) throws IOException {
        if (!sending()) {
            return;
        }
        for (int i = 0; i < load.pipeline() && sent < share && dealer.deal(connection, now); i++) {
            counted();
        }
        connection.flush();
    }

    /** In a cluster a request goes where its key lives, so answers only say how many more may be under way. */
    private void dealOut() {
        if (schedule != null || !dealer.clustered()) {
            return;
        }
        long most = (long) connections.size() * load.pipeline();
        while (waiting < most && sending() && dealer.deal(now, now)) {
            counted();
        }
        flush();
    }

    private void counted() {
        waiting++;
        if (course.counting) {
            sent++;
        }
    }

    // ---- open loop

    /** Sends all that is due, as far as there is room. */
    private void dispatch() {
        long limit = course.stopAt;
        while (sent < share && !schedule.ended()) {
            long due = schedule.due();
            now = System.nanoTime();
            if (due > now || due >= limit) {
                break;
            }
            if (!dealer.deal(due, now)) {
                noRoom = true;
                break;
            }
            if (noRoom) {
                noRoom = false;
                roomSince = now;
            }
            interval.lag.recordValue(now - due);
            interval.own.recordValue(Math.max(0, now - Math.max(due, roomSince)));
            counted();
            schedule.advance();
        }
        flush();
    }

    private void flush() {
        for (int i = 0; i < dealer.dirtyCount(); i++) {
            Connection connection = dealer.dirty(i);
            try {
                connection.flush();
            } catch (IOException e) {
                lost(connection, e);
            }
        }
        dealer.clean();
    }

    // ---- answers

    void answered(int count) {
        waiting -= count;
    }

    void refused(Reply.Err error) {
        interval.complaints.add(kind(error.message()), 1, error.message());
        if (Refusal.of(error).redirects()) {
            repairs.moved();
        }
    }

    /** The message without what differs from request to request: everything from the first quote or digit on. */
    private static String kind(String message) {
        int space = message.indexOf(' ');
        if (space > 0 && !message.startsWith("ERR ")) {
            return message.substring(0, space);
        }
        int end = 0;
        while (end < Math.min(message.length(), 80) && "'\"`:0123456789".indexOf(message.charAt(end)) < 0) {
            end++;
        }
        return message.substring(0, end).strip();
    }

    // ---- connections that come and go

    private void join() throws IOException {
        for (Arrival one = arrivals.poll(); one != null; one = arrivals.poll()) {
            Connection old = one.old();
            if (old != null && !old.isOpen()) {
                // It was lost meanwhile, which is another matter.
                one.line().transport().close();
                continue;
            }
            Connection connection = new Connection(one.line(), this, selector, mostInFlight, buffer);
            connections.add(connection);
            dealer.add(connection);
            if (old == null) {
                begin(connection);
                continue;
            }
            dealer.remove(old);
            old.succeededBy(connection);
            if (old.waiting() == 0) {
                drained(old);
            }
        }
    }

    /** In a closed loop a connection has its own requests under way from the start on. */
    private void begin(Connection connection) throws IOException {
        if (schedule == null && !dealer.clustered()) {
            refill(connection);
        }
    }

    /** All replies of a connection are here: it goes on, or its successor does. */
    private void drained(Connection connection) throws IOException {
        Connection successor = connection.successor();
        if (successor == null) {
            begin(connection);
            return;
        }
        connections.remove(connection);
        connection.close();
        begin(successor);
    }

    /** Asks for new connections, when a new block wants them. The old ones serve until those stand. */
    private void renew() {
        if (generation != course.generation()) {
            generation = course.generation();
            for (Connection connection : connections) {
                if (connection.replaceOnce()) {
                    repairs.replace(connection, this);
                }
            }
        }
    }

    private void lost(Connection connection, IOException reason) {
        if (!connection.isOpen()) {
            return;
        }
        now = System.nanoTime();
        connections.remove(connection);
        dealer.remove(connection);
        String message = "connection to " + connection.line().target().address()
                + (reason instanceof EOFException ? " was closed" : " broke: " + reason.getMessage());
        giveUp(connection, "connection lost", message);
        try {
            connection.close();
        } catch (IOException e) {
            // It is gone anyway.
            message += ", and its end with " + e.getMessage();
        }
        if (connection.successor() != null && load.tolerant()) {
            goOnWith(connection.successor());
        } else if (load.tolerant() && sending()) {
            repairs.reconnect(connection.line(), this);
        } else if (sending()) {
            course.fail(new Unreachable(message, "--tolerate goes on and shows the gap", reason));
        }
    }

    private void goOnWith(Connection connection) {
        try {
            begin(connection);
        } catch (IOException e) {
            lost(connection, e);
        }
    }

    /** Requests that will have no answer are failed ones, as old as they are. */
    private void giveUp(Connection connection, String kind, String message) {
        InFlight open = connection.inFlight();
        while (open.size() > 0) {
            int alike = open.alike(Integer.MAX_VALUE);
            interval.op(open.op()).failed(open.intended(), now, alike);
            interval.complaints.add(kind, alike, message);
            waiting -= alike;
            open.take(alike);
        }
    }

    /** The end: what was never answered, and what was due and never left. */
    private void abandon() {
        for (Connection connection : connections) {
            giveUp(connection, "no reply", "no reply until the end of the run");
        }
        if (schedule == null || schedule.ended() || course.stopAt == Long.MAX_VALUE) {
            return;
        }
        long unsent = Math.min(schedule.waiting(course.stopAt), share - sent);
        long oldest = now - schedule.due();
        // Their ages lie evenly between the oldest one's and the youngest one's.
        int steps = (int) Math.min(unsent, 1_000);
        long youngest = now - course.stopAt;
        for (int i = 0; i < steps; i++) {
            long count = unsent * (i + 1) / steps - unsent * i / steps;
            interval.op(0).failed(now - oldest + (oldest - youngest) * i / steps, now, count);
        }
        if (unsent > 0) {
            interval.complaints.add("never sent", unsent, "due, but no connection took it before the end");
        }
    }

    // ---- intervals

    private void publish(boolean last) {
        Interval done = interval;
        done.index = (int) ((boundary - course.start) / course.interval) - 1;
        done.last = last;
        done.ended = now;
        costs.chargeTo(done);
        interval = last ? null : course.blank();
        course.full.add(done);
    }

    private void close() {
        if (pacer != null) {
            pacer.close();
        }
        for (Connection connection : connections) {
            try {
                connection.close();
            } catch (IOException e) {
                course.fail(new Unreachable("a connection does not close: " + e.getMessage(), null, e));
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "loop of %d connections", connections.size());
    }
}
