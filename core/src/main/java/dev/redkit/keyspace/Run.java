package dev.redkit.keyspace;

import dev.redkit.entry.Kind;
import dev.redkit.wire.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Some small keys whose values come in one exchange, or in two where fields of hashes may expire. */
final class Run {
    private static final long BYTES = 1 << 20;
    private static final int KEYS = 512;

    private record Held(Key key, long expireAt, Reply value, long[] fieldExpiries) {}

    private final LongValue.Origin origin;
    private final Delivery delivery;
    private final Expiry expiry;
    private final List<Key> keys = new ArrayList<>();
    private List<Held> held = new ArrayList<>();
    private long bytes;

    Run(LongValue.Origin origin, Delivery delivery, Expiry expiry) {
        this.origin = origin;
        this.delivery = delivery;
        this.expiry = expiry;
    }

    /** Whether it is one big key, to be read in pieces. */
    boolean isLong() {
        return keys.size() == 1 && !keys.get(0).isSmall(delivery.smallLimit());
    }

    boolean hasRoomFor(Key key) {
        return keys.isEmpty()
                || (!isLong()
                        && key.isSmall(delivery.smallLimit())
                        && bytes + key.bytes() <= BYTES
                        && keys.size() < KEYS);
    }

    void add(Key key) {
        keys.add(key);
        bytes += key.bytes();
    }

    Key onlyKey() {
        return keys.get(0);
    }

    void ask() {
        expiry.askClock();
        for (Key key : keys) {
            origin.line().ask(delivery.question(key));
            // After the value: whoever has an expiry then was there when the value was read.
            expiry.ask(key.name());
        }
        origin.line().flush();
    }

    /** Takes the replies, and asks on where that is needed. Nothing is under way afterwards. */
    void answer(Tally tally) {
        expiry.clock();
        for (Key key : keys) {
            Reply value = origin.line().answer();
            Reply expires = origin.line().answer();
            Reply spoiled = value instanceof Reply.Err ? value : expires;
            if (spoiled instanceof Reply.Err error) {
                origin.complaints().about(key.name(), error, origin.server());
            } else if (delivery.isNothing(key.kind(), value) || expiry.of(expires) == Expiry.NO_KEY) {
                tally.add(Tally.Fate.VANISHED);
            } else {
                held.add(new Held(key, expiry.of(expires), value, null));
            }
        }
        if (delivery.wantsFieldExpiries() && held.stream().anyMatch(one -> one.key.mayHaveFieldExpiry())) {
            askForFields(tally);
        }
    }

    private void askForFields(Tally tally) {
        for (Held one : held) {
            if (one.key.mayHaveFieldExpiry()) {
                origin.line().ask(FieldExpiries.question(one.key.name(), names(one.value)));
            }
        }
        List<Held> complete = new ArrayList<>();
        for (Held one : held) {
            if (!one.key.mayHaveFieldExpiry()) {
                complete.add(one);
                continue;
            }
            Reply reply = origin.line().answer();
            if (reply instanceof Reply.Err error) {
                origin.complaints().about(one.key.name(), error, origin.server());
                continue;
            }
            long[] expiries = FieldExpiries.of(reply, one.value.items().size() / 2);
            if (new HeldValue(Kind.HASH, one.value, expiries).size() == 0) {
                tally.add(Tally.Fate.VANISHED);
            } else {
                complete.add(new Held(one.key, one.expireAt, one.value, expiries));
            }
        }
        held = complete;
    }

    private static List<byte[]> names(Reply hash) {
        List<byte[]> names = new ArrayList<>();
        for (int i = 0; i < hash.items().size(); i += 2) {
            names.add(StreamReplies.bytes(hash.items().get(i)));
        }
        return names;
    }

    void deliver(Tally tally) throws IOException {
        for (Held one : held) {
            delivery.deliver(one.key, one.expireAt, one.value, one.fieldExpiries);
            tally.add(Tally.Fate.READ);
        }
    }
}
