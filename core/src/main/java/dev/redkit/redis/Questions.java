package dev.redkit.redis;

import dev.redkit.failure.Unreachable;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Many small commands in one round trip: each goes to the server of its key, which is its second word unless it is
 * told apart, and redirects are followed. For those who look, not for those who move masses: that is what lanes are for. One thread.
 */
public final class Questions implements Closeable {
    private static final int REDIRECTS = 5;

    private final Redis redis;
    private final boolean cluster;
    private final Map<Address, Wire> wires = new HashMap<>();
    private Wire only;

    public Questions(Redis redis) {
        this.redis = redis;
        this.cluster = redis.target().mode() == Target.Mode.CLUSTER;
    }

    /** The replies, in the order of the commands. Some hundred commands at most; an error reply is a reply. */
    public List<Reply> ask(List<byte[][]> commands) {
        return ask(commands, commands.stream().map(command -> command[1]).toList());
    }

    /** The same for commands whose keys are told apart from them, one each. */
    public List<Reply> ask(List<byte[][]> commands, List<byte[]> keys) {
        Reply[] replies = new Reply[commands.size()];
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < replies.length; i++) {
            open.add(i);
        }
        for (int round = 0; !open.isEmpty(); round++) {
            round(commands, keys, open, replies);
            open.removeIf(i -> !moved(replies[i]));
            if (!open.isEmpty()) {
                if (round == REDIRECTS) {
                    throw new Unreachable("the cluster sends a key from node to node: " + replies[open.get(0)]);
                }
                redis.refresh();
            }
        }
        return Arrays.asList(replies);
    }

    private static boolean moved(Reply reply) {
        return reply instanceof Reply.Err error && Refusal.of(error).redirects();
    }

    private void round(List<byte[][]> commands, List<byte[]> keys, List<Integer> open, Reply[] replies) {
        Map<Wire, List<Integer>> asked = new LinkedHashMap<>();
        for (int i : open) {
            byte[][] command = commands.get(i);
            Wire wire = wire(keys.get(i));
            if (replies[i] instanceof Reply.Err error && Refusal.of(error) == Refusal.ASK) {
                replies[i] = redirected(error, command);
                continue;
            }
            wire.send(command);
            asked.computeIfAbsent(wire, w -> new ArrayList<>()).add(i);
        }
        asked.keySet().forEach(Wire::flush);
        asked.forEach((wire, indexes) -> indexes.forEach(i -> replies[i] = wire.read()));
    }

    /** One that is on its way to another node: only that node can say, and only when asked so. */
    private Reply redirected(Reply.Err error, byte[][] command) {
        String place = error.message().substring(error.message().lastIndexOf(' ') + 1);
        Wire wire = wireTo(Address.parse(place, Address.DEFAULT_PORT));
        wire.call("ASKING");
        return wire.call(command);
    }

    private Wire wire(byte[] key) {
        if (!cluster) {
            if (only == null) {
                only = redis.wire();
            }
            return only;
        }
        Node owner = redis.topology()
                .ownerOf(key)
                .orElseThrow(() -> new Unreachable("no node of the cluster serves the slot of a key"));
        return wireTo(owner.address());
    }

    private Wire wireTo(Address address) {
        return wires.computeIfAbsent(address, a -> Wire.open(redis.at(a)));
    }

    @Override
    public void close() {
        if (only != null) {
            only.close();
        }
        wires.values().forEach(Wire::close);
    }
}
