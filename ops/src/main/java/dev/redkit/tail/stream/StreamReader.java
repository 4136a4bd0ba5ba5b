package dev.redkit.tail.stream;

import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.tail.Backoff;
import dev.redkit.tail.Message;
import dev.redkit.tail.Traffic;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** Reads the streams of one slot, or of one server, over one wire; comes back when it breaks. For one thread. */
final class StreamReader implements Runnable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int BLOCK_MILLIS = 2000;
    private static final long LOOK_NANOS = 1_000_000_000;

    private final Supplier<Wire> door;
    private final List<StreamPlace> places;
    private final StreamPlan plan;
    private final Traffic traffic;
    private final Message message = new Message();
    private final EntryText text;
    private final Backoff backoff = new Backoff(RandomGenerator.getDefault());
    private volatile boolean stopped;
    private Wire wire;
    private long looked;

    StreamReader(Supplier<Wire> door, List<StreamPlace> places, StreamPlan plan, Traffic traffic) {
        this.door = door;
        this.places = places;
        this.plan = plan;
        this.traffic = traffic;
        this.text = new EntryText(plan.field());
    }

    void stop() {
        stopped = true;
    }

    private boolean going() {
        return !stopped && !traffic.over();
    }

    @Override
    public void run() {
        long lost = 0;
        try {
            while (going()) {
                try {
                    connect(lost);
                    lost = 0;
                    read();
                } catch (Unreachable e) {
                    close();
                    if (lost == 0 && wire == null) {
                        throw e;
                    }
                    lost = lost == 0 ? System.nanoTime() : lost;
                    trouble(e, lost);
                }
            }
        } finally {
            close();
        }
    }

    private void trouble(Unreachable e, long lost) {
        if (plan.gone() != null && System.nanoTime() - lost >= plan.gone().toNanos()) {
            throw e;
        }
        traffic.remark(e.getMessage() + "; looking for it again");
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(backoff.next()));
    }

    private void close() {
        if (wire != null) {
            wire.close();
        }
    }

    private void connect(long lost) {
        wire = door.get();
        message.node(wire.address().toString());
        for (StreamPlace place : places) {
            place.settle(wire, plan, traffic);
        }
        if (lost != 0) {
            backoff.reset();
            double seconds = Math.round((System.nanoTime() - lost) / 1e6) / 1e3;
            traffic.remark("back at " + wire.address() + " after " + seconds
                    + " s; nothing is lost, reading goes on behind the last entry");
        }
    }

    private void read() {
        if (plan.membership() != null) {
            places.forEach(StreamPlace::fromPending);
        }
        begin();
        while (going() && anyPending()) {
            take(ask(0));
        }
        while (going()) {
            step(BLOCK_MILLIS);
        }
    }

    private void step(int blockMillis) {
        Reply reply = ask(blockMillis);
        take(reply);
        // After NOTHING the answer is still to come, and would be taken for the answer to the next question.
        if (reply != NOTHING && System.nanoTime() - looked > LOOK_NANOS) {
            looked = System.nanoTime();
            look();
        }
    }

    /**
     * Takes the first of what is there already. Only then is it listening, and the clocks of {@code --for} and
     * {@code --idle} begin: a server that is slow to answer has not been silent.
     */
    private void begin() {
        if (going() && anyPending()) {
            take(ask(0));
        }
        if (going() && !anyPending()) {
            step(0);
        }
        traffic.listening(wire.address().toString());
    }

    private boolean anyPending() {
        return places.stream().anyMatch(StreamPlace::pending);
    }

    /** Once a second: what was trimmed unread, and what others have left lying. */
    private void look() {
        for (StreamPlace place : places) {
            if (plan.membership() == null) {
                place.reportTrimmed(wire, traffic);
            } else if (plan.membership().claim() != null) {
                List<Reply> entries = place.claim(wire, plan.membership(), plan.atOnce(), traffic);
                hand(place, entries);
            }
        }
    }

    /** The reply to XREAD or XREADGROUP; nil when nothing came. */
    private Reply ask(int blockMillis) {
        wire.send(command(blockMillis));
        long deadline = System.nanoTime() + Duration.ofMillis(blockMillis).toNanos() + LOOK_NANOS * 30;
        while (System.nanoTime() < deadline) {
            Optional<Reply> reply = wire.next(TICK);
            if (reply.isPresent()) {
                return checked(reply.get());
            }
            if (!going()) {
                // Entries that come now stay with this consumer, or behind the last id: the next run begins with them.
                return NOTHING;
            }
        }
        throw new Unreachable("no answer from " + wire.address());
    }

    private static final Reply NOTHING = new Reply.Array(List.of());

    private Reply checked(Reply reply) {
        if (!(reply instanceof Reply.Err error)) {
            return reply;
        }
        Failure failure = Refusal.failure(error, "reading " + places.get(0).name() + " on " + wire.address());
        if (Refusal.of(error).passes() || Refusal.of(error).redirects() || Refusal.of(error) == Refusal.READONLY) {
            throw new Unreachable(failure.getMessage(), null, failure);
        }
        throw failure;
    }

    private byte[][] command(int blockMillis) {
        List<byte[]> words = new ArrayList<>();
        StreamPlan.Membership member = plan.membership();
        if (member == null) {
            words.add(ascii("XREAD"));
        } else {
            words.add(ascii("XREADGROUP"));
            words.add(ascii("GROUP"));
            words.add(member.group().getBytes(StandardCharsets.UTF_8));
            words.add(member.consumer().getBytes(StandardCharsets.UTF_8));
        }
        words.add(ascii("COUNT"));
        words.add(ascii(Integer.toString(plan.atOnce())));
        if (blockMillis > 0) {
            words.add(ascii("BLOCK"));
            words.add(ascii(Integer.toString(blockMillis)));
        }
        words.add(ascii("STREAMS"));
        places.forEach(place -> words.add(place.key()));
        places.forEach(place -> words.add(place.next(member != null)));
        return words.toArray(byte[][]::new);
    }

    /** RESP3 gives a map, RESP2 a list of pairs. */
    private void take(Reply reply) {
        if (reply.isNil() || reply.items().isEmpty()) {
            return;
        }
        List<Reply> items = reply.items();
        if (reply instanceof Reply.Pairs) {
            for (int i = 0; i + 1 < items.size(); i += 2) {
                hand(place(items.get(i)), items.get(i + 1).items());
            }
        } else {
            for (Reply pair : items) {
                hand(place(pair.items().get(0)), pair.items().get(1).items());
            }
        }
    }

    private StreamPlace place(Reply key) {
        byte[] bytes = ((Reply.Bulk) key).bytes();
        for (StreamPlace place : places) {
            if (Arrays.equals(place.key(), bytes)) {
                return place;
            }
        }
        throw new Unreachable("the server answered with a stream that nobody asked for");
    }

    private void hand(StreamPlace place, List<Reply> entries) {
        if (entries.isEmpty()) {
            place.noPending();
            return;
        }
        List<byte[]> done = new ArrayList<>(plan.membership() == null ? 0 : entries.size());
        synchronized (traffic) {
            message.micros(TimeUnit.MILLISECONDS.toMicros(System.currentTimeMillis()));
            message.channel().set(place.key());
            for (Reply entry : entries) {
                if (traffic.over()) {
                    break;
                }
                byte[] id = ((Reply.Bulk) entry.items().get(0)).bytes();
                Reply fields = entry.items().get(1);
                place.passed(id);
                if (fields.isNil()) {
                    place.deleted(id, traffic, message.node());
                } else {
                    message.id().set(id);
                    text.fill(message.payload(), fields.items());
                    traffic.message(message);
                }
                done.add(id);
            }
            traffic.pause();
        }
        if (plan.membership() != null && plan.membership().ack()) {
            place.acknowledge(wire, plan.membership().group(), done, traffic.settle());
        }
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
