package dev.redkit.tail.pubsub;

import dev.redkit.redis.Redis;
import dev.redkit.tail.Message;
import dev.redkit.tail.Slice;
import dev.redkit.tail.TailSource;
import dev.redkit.tail.Traffic;
import dev.redkit.target.Address;
import dev.redkit.wire.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * What happens to keys: each master tells of its own, so all of them are listened to, and those that become masters
 * later. A message's channel is the key, its payload the event.
 */
public final class KeyspaceSource implements TailSource, Tap.Calls {
    private final Redis redis;
    private final Tap.Wish wish;
    private final byte[] prefix;
    private final Set<String> wanted;
    private final KeyspaceEvents events;
    private Traffic traffic;
    private volatile boolean stopped;

    /** Of keys like {@code globs}; {@code wanted} are the names of the events, none for all. */
    public KeyspaceSource(
            Redis redis, List<String> globs, Set<String> wanted, KeyspaceEvents events, Patience patience) {
        this.redis = redis;
        this.wanted = Set.copyOf(wanted);
        this.events = events;
        String before = "__keyspace@" + redis.target().db() + "__:";
        this.prefix = before.getBytes(StandardCharsets.UTF_8);
        List<byte[]> patterns = globs.stream()
                .map(glob -> (before + glob).getBytes(StandardCharsets.UTF_8))
                .toList();
        this.wish = new Tap.Wish(Interest.PATTERN, patterns, patience);
    }

    @Override
    public void stop() {
        stopped = true;
    }

    @Override
    public void run(Traffic to) {
        traffic = to;
        new MasterTaps(redis, this::tap, to).run(() -> stopped);
    }

    private Tap tap(Address address) {
        return new Tap(Tap.Place.at(redis, address), wish, this, traffic);
    }

    /** A server that was started again, or has become a master, may not tell of what the one before it told. */
    @Override
    public void opened(Wire wire, boolean first) {
        events.ensure(wire).ifPresent(traffic::remark);
    }

    @Override
    public boolean dress(Message message) {
        Slice channel = message.channel();
        if (channel.startsWith(prefix)) {
            channel.set(channel.bytes(), channel.offset() + prefix.length, channel.length() - prefix.length);
        }
        message.pattern().clear();
        return wanted.isEmpty() || wanted.contains(message.payload().text());
    }
}
