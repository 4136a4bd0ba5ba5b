package dev.redkit.model;

import dev.redkit.failure.ServerRefused;
import dev.redkit.failure.Unreachable;
import dev.redkit.redis.Node;
import dev.redkit.redis.Redis;
import dev.redkit.redis.Slots;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** The way to the master of each key: one wire to each, opened when it is needed. For one thread. */
final class Masters implements Closeable {
    private static final int TRIES = 5;
    private static final int AT_ONCE = 1000;

    /** A command, and the key whose master it is for. */
    record Command(byte[] key, List<byte[]> words) {
        static Command of(String name, byte[] key, byte[]... rest) {
            List<byte[]> words = new ArrayList<>(2 + rest.length);
            words.add(Texts.bytes(name));
            words.add(key);
            words.addAll(List.of(rest));
            return new Command(key, words);
        }

        byte[][] array() {
            return words.toArray(byte[][]::new);
        }

        String name() {
            return Texts.of(words.get(0));
        }
    }

    private final Redis redis;
    private final Map<Address, Wire> wires = new HashMap<>();
    /** Slots that are elsewhere, as servers have just said: who is asked about all slots may not know yet. */
    private final Map<Integer, Address> moved = new HashMap<>();

    private final Map<Integer, Address> said = new HashMap<>();
    private Wire only;

    Masters(Redis redis) {
        this.redis = redis;
    }

    private boolean cluster() {
        return redis.target().mode() == Target.Mode.CLUSTER;
    }

    /** The wire to the master of this key. */
    Wire of(byte[] key) {
        if (!cluster()) {
            only = only == null ? redis.wire() : only;
            return only;
        }
        int slot = Slots.of(key);
        Address owner = moved.containsKey(slot)
                ? moved.get(slot)
                : redis.topology()
                        .owner(slot)
                        .map(Node::address)
                        .orElseThrow(() -> new Unreachable(
                                "nobody serves the slot of " + Texts.of(key),
                                "see 'CLUSTER INFO' and 'CLUSTER NODES'"));
        return wires.computeIfAbsent(owner, address -> Wire.open(redis.at(address)));
    }

    /** One wire to each master. */
    Collection<Wire> all() {
        if (!cluster()) {
            return List.of(of(new byte[0]));
        }
        List<Wire> all = new ArrayList<>();
        for (Node node : redis.topology().masters()) {
            all.add(wires.computeIfAbsent(node.address(), address -> Wire.open(redis.at(address))));
        }
        return all;
    }

    /** Asks anew who there is, on new connections: what was under way on the old ones is lost. */
    void forget() {
        close();
        if (cluster()) {
            moved.clear();
            moved.putAll(said);
            said.clear();
            redis.refresh();
        }
    }

    /** The reply to one command; an error becomes a failure. */
    Reply ask(Command command) {
        return askAll(List.of(command)).get(0);
    }

    Reply ask(String name, byte[] key, byte[]... rest) {
        return ask(Command.of(name, key, rest));
    }

    /** The replies to commands that may be sent again; those whose slot has moved follow it. An error becomes a failure. */
    List<Reply> askAll(List<Command> commands) {
        Reply[] replies = new Reply[commands.size()];
        List<Integer> open = new ArrayList<>(commands.size());
        for (int i = 0; i < replies.length; i++) {
            open.add(i);
        }
        for (int round = 1; !open.isEmpty(); round++) {
            for (int from = 0; from < open.size(); from += AT_ONCE) {
                exchange(commands, open.subList(from, Math.min(open.size(), from + AT_ONCE)), replies);
            }
            List<Integer> again = new ArrayList<>();
            for (int i : open) {
                if (replies[i] instanceof Reply.Err error && !settled(error, commands.get(i), replies, i, round)) {
                    again.add(i);
                }
            }
            if (!again.isEmpty()) {
                forget();
            }
            open = again;
        }
        return List.of(replies);
    }

    private void exchange(List<Command> commands, List<Integer> which, Reply[] replies) {
        Map<Wire, Queue<Integer>> sent = new HashMap<>();
        for (int i : which) {
            Wire wire = of(commands.get(i).key());
            wire.send(commands.get(i).array());
            sent.computeIfAbsent(wire, one -> new ArrayDeque<>()).add(i);
        }
        sent.forEach((wire, indexes) -> indexes.forEach(i -> replies[i] = wire.read()));
    }

    /** Whether the answer to a command is final: here, of one that is just moving, where it is moving to. */
    private boolean settled(Reply.Err error, Command command, Reply[] replies, int i, int round) {
        Refusal refusal = Refusal.of(error);
        if (refusal == Refusal.ASK && cluster()) {
            replies[i] = askAt(Address.parse(error.message().split(" ", -1)[2], Address.DEFAULT_PORT), command);
            if (!(replies[i] instanceof Reply.Err)) {
                return true;
            }
        } else if (!astray(error) || round == TRIES) {
            throw Refusal.failure(error, command.name() + " of " + Texts.of(command.key()));
        }
        return false;
    }

    private Reply askAt(Address address, Command command) {
        Wire wire = wires.computeIfAbsent(address, to -> Wire.open(redis.at(to)));
        wire.send("ASKING");
        wire.send(command.array());
        wire.read();
        return wire.read();
    }

    /** Whether the same may go well elsewhere, or a moment later. */
    boolean astray(Reply.Err error) {
        Refusal refusal = Refusal.of(error);
        if (refusal == Refusal.MOVED && cluster()) {
            String[] words = error.message().split(" ", -1);
            if (!words[2].startsWith(":")) {
                said.put(Integer.parseInt(words[1]), Address.parse(words[2], Address.DEFAULT_PORT));
            }
        }
        return cluster() && (refusal.redirects() || refusal == Refusal.TRYAGAIN);
    }

    /** What an error among the replies of a transaction means. */
    static RuntimeException refused(Reply.Err error, String tried) {
        return Refusal.failure(error, tried);
    }

    /** Whether it was refused because the key is elsewhere. */
    boolean movedAway(ServerRefused refused) {
        return cluster()
                && (refused.code().equals("MOVED")
                        || refused.code().equals("ASK")
                        || refused.code().equals("TRYAGAIN"));
    }

    @Override
    public void close() {
        wires.values().forEach(Wire::close);
        wires.clear();
        if (only != null) {
            only.close();
            only = null;
        }
    }
}
