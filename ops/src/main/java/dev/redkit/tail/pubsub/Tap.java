package dev.redkit.tail.pubsub;

import dev.redkit.failure.Failure;
import dev.redkit.failure.NotAllowed;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Redis;
import dev.redkit.tail.Backoff;
import dev.redkit.tail.ByteScanner;
import dev.redkit.tail.Gap;
import dev.redkit.tail.Link;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;

/**
 * One subscribed connection that outlives its servers: it reads until it is told to stop; when the connection is lost it
 * looks for the server again, subscribes again, and tells the gap and its cause. Runs on the thread that calls it.
 */
public final class Tap implements Listener {
    /** What a source makes of what a tap meets. */
    public interface Calls {
        /** Connected, and not listening yet; {@code first} is false when an earlier connection was lost. */
        default void opened(Wire wire, boolean first) {}

        /** What finds the messages in the bytes that come. */
        default ByteScanner scanner(Message message, Listener listener, long largest) {
            return new PushScanner(message, listener, largest);
        }

        /** A sharded channel does not live on this server (any more). */
        default void strayed(byte[] channel) {}

        /** A subscription stands. */
        default void stands(Slice name) {}

        /** Rewrites a message before it is handed on; false drops it. */
        default boolean dress(Message message) {
            return true;
        }
    }

    /** Where a tap listens. */
    public interface Place {
        /** A wire to where this tap has to listen now; {@code first} is false when an earlier one was lost. */
        Wire door(boolean first);

        /** How to reach that server once more, for the watch over its output buffer. */
        Target side(Wire wire);

        /** Always at this server. */
        static Place at(Redis redis, Address address) {
            return new Place() {
                @Override
                public Wire door(boolean first) {
                    return Wire.open(redis.at(address));
                }

                @Override
                public Target side(Wire wire) {
                    return redis.at(address);
                }
            };
        }
    }

    /** What is listened to, and how long a server may take. */
    public record Wish(Interest interest, Collection<byte[]> names, Patience patience) {}

    private static final long TICK_MILLIS = 100;
    /** How recent the last byte must be for a lost connection to count as lost in full flow. */
    private static final long BUSY_NANOS = 500_000_000;
    /** And how much must have come within that time. */
    private static final long BUSY_BYTES = 1 << 20;

    private final Place place;
    private final Calls calls;
    private final Interest interest;
    private final Names names;
    private final Traffic traffic;
    private final Patience patience;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private final Message message = new Message();
    private final Queue<byte[]> added = new ConcurrentLinkedQueue<>();
    private final Queue<byte[]> removed = new ArrayDeque<>();
    private volatile boolean stopped;
    private volatile boolean lost;

    private Link link;
    private Visit visit;
    private LimitWatch watch;
    private byte[] watching;
    private int awaited;
    private volatile long heard;
    /** Bytes since {@link #flowSince}, which is never long ago. */
    private long flow;

    private long flowSince;
    /** Bytes that were there when the connection was last looked at: many, when it ends, were waiting for us. */
    private long lastGulp;

    private long asked;
    private boolean complained;
    /** Sharded channels that were asked for and not confirmed yet, in order: an error is about the first. */
    private final Deque<byte[]> asking = new ArrayDeque<>();

    public Tap(Place place, Wish wish, Calls calls, Traffic traffic) {
        this.place = place;
        this.calls = calls;
        this.interest = wish.interest();
        this.names = new Names(wish.names());
        this.patience = wish.patience();
        this.traffic = traffic;
    }

    /** Subscribes to one more; from any thread. */
    void add(byte[] name) {
        added.add(name);
    }

    public void stop() {
        stopped = true;
    }

    /** Whether it has no connection just now. */
    boolean isLost() {
        return lost;
    }

    /** When the server last said something, by {@link System#nanoTime}. */
    long heard() {
        return heard;
    }

    /** Listens until stopped, or until the traffic is over. */
    public void run() {
        Failure why = null;
        try {
            while (going()) {
                if (!connect(why)) {
                    return;
                }
                lost = false;
                why = listen();
                lost = why != null;
            }
        } finally {
            disconnect();
        }
    }

    private boolean going() {
        return !stopped && !traffic.over();
    }

    /** Connects, and subscribes to everything; false when it was stopped meanwhile. */
    private boolean connect(Failure why) {
        if (why == null) {
            Wire wire = place.door(true);
            subscribe(wire, meet(wire, true));
            return true;
        }
        traffic.remark(why.getMessage() + "; looking for it again");
        long since = heard;
        Visit before = visit;
        long waiting = watch == null ? 0 : watch.waiting();
        boolean flowing = System.nanoTime() - heard < BUSY_NANOS && flow > BUSY_BYTES;
        boolean busy = flowing || lastGulp > BUSY_BYTES;
        Failure last = why;
        while (going()) {
            if (patience.gone() != null
                    && System.nanoTime() - since > patience.gone().toNanos()) {
                throw last;
            }
            rest(backoff.next());
            try {
                Wire wire = place.door(false);
                Visit now = meet(wire, false);
                String cause = before.explain(now, why, waiting, busy);
                subscribe(wire, now);
                told(cause, since);
                return true;
            } catch (Unreachable e) {
                last = e;
                traffic.detail(e.getMessage());
                disconnect();
            }
        }
        return false;
    }

    private Visit meet(Wire wire, boolean first) {
        calls.opened(wire, first);
        return Visit.on(wire, interest);
    }

    private void told(String cause, long since) {
        long nanos = System.nanoTime() - since;
        synchronized (traffic) {
            traffic.gap(new Gap(micros(), nanos, visit.address().toString(), cause, -1));
            traffic.pause();
        }
        backoff.reset();
    }

    private void subscribe(Wire wire, Visit now) {
        visit = now;
        Target side = place.side(wire);
        message.node(wire.address().toString());
        link = new Link(wire, side, calls.scanner(message, this, patience.largest()), patience.largest());
        watching = LimitWatch.seenByMonitor(now);
        awaited = 0;
        asking.clear();
        asked = 0;
        heard = System.nanoTime();
        for (byte[] name : added) {
            names.add(name);
        }
        added.clear();
        if (interest == Interest.MONITOR) {
            awaited = 1;
            link.send(interest.command(), List.of(), () -> receive(TICK_MILLIS));
        }
        names.forEachGroup(interest.atOnce(), this::subscribe);
        long deadline = System.nanoTime() + patience.reply().toNanos();
        while (awaited > 0 && going()) {
            receive(TICK_MILLIS);
            if (System.nanoTime() > deadline
                    && System.nanoTime() - heard > patience.reply().toNanos()) {
                throw new Unreachable("no answer to " + interest.command() + " from " + visit.address());
            }
        }
        watch = LimitWatch.over(side, visit, traffic);
        traffic.listening(visit.address().toString());
    }

    /** Reads until it is over (null) or the connection is lost (why). */
    private Failure listen() {
        try {
            while (going()) {
                receive(TICK_MILLIS);
                change();
                heartbeat();
            }
            return null;
        } catch (Unreachable e) {
            disconnect();
            return e;
        }
    }

    private void receive(long millis) {
        long before = link.total();
        long got;
        try {
            got = link.receive(millis, traffic, () -> message.micros(micros()));
        } finally {
            lastGulp = link.total() - before;
        }
        if (got > 0) {
            long now = System.nanoTime();
            flow = now - flowSince > BUSY_NANOS ? got : flow + got;
            flowSince = flow == got ? now : flowSince;
            heard = now;
            asked = 0;
            if (complained) {
                complained = false;
                traffic.remark(visit.address() + " answers again");
            }
        }
    }

    /** Carries out what was asked for by {@link #add}, and what the server said about channels that moved. */
    private void change() {
        while (!added.isEmpty()) {
            byte[] name = added.remove();
            names.add(name);
            subscribe(List.of(name));
        }
        while (!removed.isEmpty()) {
            byte[] name = removed.remove();
            if (names.remove(name)) {
                calls.strayed(name);
            }
        }
    }

    private void subscribe(List<byte[]> group) {
        awaited += group.size();
        asking.addAll(interest == Interest.SHARD ? group : List.of());
        link.send(interest.command(), group, () -> receive(TICK_MILLIS));
    }

    private void heartbeat() {
        long now = System.nanoTime();
        if (asked == 0) {
            if (now - heard > patience.heartbeat().toNanos()) {
                asked = now;
                link.ping();
            }
            return;
        }
        long silent = now - asked;
        if (silent > patience.reply().toNanos() && !complained) {
            complained = true;
            traffic.remark("no answer from " + visit.address() + " for " + (now - heard) / 1_000_000_000
                    + " s, although the connection stands; still waiting");
        }
        if (silent > 3 * patience.reply().toNanos()) {
            complained = false;
            throw new Unreachable(visit.address() + " has not answered for " + (now - heard) / 1_000_000_000 + " s");
        }
    }

    private void rest(long millis) {
        long until = System.nanoTime() + millis * 1_000_000;
        while (going() && System.nanoTime() < until) {
            LockSupport.parkNanos(Math.min(TICK_MILLIS * 1_000_000, until - System.nanoTime()));
        }
    }

    private void disconnect() {
        if (watch != null) {
            watch.close();
        }
        if (link != null) {
            link.close();
        }
    }

    private static long micros() {
        return TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis());
    }

    // ---- what the scanner finds

    @Override
    public void message() {
        boolean own = interest == Interest.MONITOR && message.payload().same(watching);
        if (!own && calls.dress(message)) {
            traffic.message(message);
        }
    }

    @Override
    public void confirmed(String word, Slice name) {
        if (word.equals(interest.confirmation())) {
            awaited--;
            asking.poll();
            calls.stands(name);
        } else if (interest == Interest.SHARD && word.equals("sunsubscribe") && name.present()) {
            removed.add(name.copy());
        }
    }

    @Override
    public void tooBig(Slice channel, long bytes) {
        traffic.tooBig(channel, bytes);
    }

    @Override
    public void error(Reply.Err error) {
        if (interest == Interest.SHARD && Refusal.of(error).redirects()) {
            awaited--;
            removed.add(asking.remove());
            return;
        }
        Failure failure = Refusal.failure(error, interest.command() + " on " + visit.address());
        if (Refusal.of(error).passes()) {
            throw new Unreachable(failure.getMessage(), failure.hint().orElse(null), failure);
        }
        if (failure instanceof NotAllowed && failure.getMessage().contains("NOPERM")) {
            throw new NotAllowed(
                    failure.getMessage(),
                    "this ACL user may not subscribe to that: give it the channel with ACL SETUSER <user> &<channel>",
                    failure);
        }
        throw failure;
    }
}
