package dev.redkit.shell.link;

import dev.redkit.commands.Session;
import dev.redkit.failure.Failure;
import dev.redkit.failure.Unreachable;
import dev.redkit.grammar.Words;
import dev.redkit.target.Address;
import dev.redkit.target.Target;
import dev.redkit.wire.Hello;
import dev.redkit.wire.Parts;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import dev.redkit.wire.Wire;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The connection of a shell. It follows redirections of a cluster, finds out by itself that the server has gone, and comes
 * back; it never sends a command twice. One thread uses it ({@link LinkThread}); only what the prompt shows may be asked
 * from others.
 */
public final class Link {
    private static final Duration FOR_EVER = Duration.ofDays(3650);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final int MOST_REDIRECTIONS = 5;

    /** What happens to a connection besides answers to commands. */
    public interface Listener {
        /** It was lost. */
        void lost(String why, List<String> with);

        /** It is back. */
        void back(Address where);

        /** A cluster has sent the command elsewhere. */
        void moved(Address where, String slot);

        /** The server has said something unasked. */
        void said(Reply.Push push);
    }

    /**
     * What the prompt shows.
     *
     * @param address where the connection leads to
     * @param db the database in use
     * @param role {@code master}, {@code replica}, or nothing when nobody knows
     * @param version of the server
     * @param cluster whether it is a node of a cluster
     */
    public record Picture(State state, Address address, int db, String role, String version, boolean cluster) {}

    private final Session session;
    private final Standing standing;
    private final Listener listener;
    private final Map<Address, Node> nodes = new LinkedHashMap<>();
    private Node node;
    private Failure reason;
    private boolean ever;
    private long nextTry;
    private long pause;
    private volatile Picture picture;
    private volatile Node busy;
    private volatile boolean sent;

    /** One connection, and what the server calls it. */
    private record Node(Wire wire, String id) {}

    public Link(Session session, Listener listener) {
        this.session = session;
        this.standing = new Standing(session.target());
        this.listener = listener;
        this.picture = new Picture(
                new State.NotConnected("connecting"),
                session.target().addresses().get(0),
                session.target().db(),
                "",
                "",
                false);
    }

    /** What is so right now; from any thread. */
    public Picture picture() {
        return picture;
    }

    /** The server as this connection sees it: its user, its database. From any thread. */
    public Target target() {
        synchronized (standing) {
            return standing.target();
        }
    }

    /** Whether there is a connection. */
    public boolean stands() {
        return node != null;
    }

    // ---- coming and going

    /** Connects if there is no connection; says by a failure why that is not possible. */
    public void connect() {
        if (node != null) {
            return;
        }
        try {
            standing.begin();
            node = opened(session.wire(target()));
            nodes.put(node.wire().address(), node);
            reason = null;
            pause = 0;
            look();
            if (ever) {
                listener.back(node.wire().address());
            }
            ever = true;
        } catch (Failure e) {
            reason = e;
            pause = Math.min(LONGEST_PAUSE.toNanos(), Math.max(100_000_000L, 2 * pause));
            nextTry = System.nanoTime() + pause;
            look();
            throw e;
        }
    }

    private Node opened(Wire wire) {
        wire.onPush(listener::said);
        // Those who may not ask it are still welcome: then nobody can unblock them.
        Reply id = wire.call("CLIENT", "ID");
        if (standing.readOnlyReplica()) {
            wire.call("READONLY");
        }
        return new Node(wire, id instanceof Reply.Int number ? number.text() : null);
    }

    /** Between two commands: hears whether the server has gone or has something to say, and comes back to it. */
    public void idle() {
        if (node == null) {
            // Who was refused will be refused again: only the network mends itself.
            if (ever && reason instanceof Unreachable && System.nanoTime() > nextTry) {
                try {
                    connect();
                } catch (Failure e) {
                    return; // told when somebody wants something
                }
            }
            return;
        }
        try {
            hear();
        } catch (Failure e) {
            gone(e);
        }
    }

    private void hear() {
        while (true) {
            var said = node.wire().next(Duration.ZERO);
            if (said.isEmpty()) {
                return;
            }
            if (said.get() instanceof Reply.Push push) {
                listener.said(push);
            }
        }
    }

    private void gone(Failure why) {
        nodes.values().forEach(one -> one.wire().close());
        nodes.clear();
        node = null;
        reason = why;
        pause = 0;
        nextTry = System.nanoTime();
        List<String> lost;
        synchronized (standing) {
            lost = standing.lose();
        }
        look();
        listener.lost(why.getMessage(), lost);
    }

    /** Gives the connection up, and makes a new one for the next command. */
    public void drop(String why) {
        if (node != null) {
            gone(new Unreachable(why));
        }
    }

    public void close() {
        nodes.values().forEach(one -> one.wire().close());
        nodes.clear();
        node = null;
    }

    // ---- commands

    /**
     * Sends a command and reads its reply, whatever it is, after at most that long.
     *
     * @param shown the command as a person may see it
     */
    public Reply call(List<byte[]> command, String shown, Duration patience) {
        return call(command, shown, patience, Integer.MAX_VALUE, Parts::whole);
    }

    /**
     * The same for a reply that is taken part by part while it comes, of each string no more than so many bytes. The reader
     * need not go to the end, and must not keep the parts.
     */
    public <T> T call(List<byte[]> command, String shown, Duration patience, int longest, Function<Parts, T> reader) {
        sent = false;
        if (node == null && Standing.upper(command, 0).equals("AUTH") && !(reason instanceof Unreachable)) {
            // The first connection was refused for want of it.
            synchronized (standing) {
                standing.login(command);
            }
        }
        connect();
        // What the server said meanwhile; and a connection that is gone is found out before anything is sent.
        try {
            hear();
        } catch (Failure e) {
            gone(e);
            connect();
        }
        try {
            Parts parts = ask(node, command, patience, longest);
            if (parts.scalar() instanceof Reply.Err error && Refusal.of(error).redirects() && mayFollow()) {
                parts = follow(error, command, patience, longest);
            }
            return taken(command, shown, parts, reader);
        } catch (Unreachable e) {
            boolean orderly = Standing.upper(command, 0).equals("QUIT")
                    || Standing.upper(command, 0).equals("SHUTDOWN");
            gone(e);
            if (orderly && e.getMessage().contains("closed the connection")) {
                return reader.apply(Parts.of(new Reply.Simple("OK")));
            }
            throw e;
        }
    }

    /** Of a long reply only what EXEC did matters here, so only that is held as a whole. */
    private <T> T taken(List<byte[]> command, String shown, Parts parts, Function<Parts, T> reader) {
        boolean needed =
                parts.kind() == Parts.Kind.SCALAR || Standing.upper(command, 0).equals("EXEC");
        Reply reply = needed ? parts.whole() : new Reply.Array(List.of());
        synchronized (standing) {
            standing.follow(command, shown, reply);
        }
        look(command, reply);
        try {
            // A scalar says of itself how long it was before it was cut.
            return reader.apply(needed && parts.kind() != Parts.Kind.SCALAR ? Parts.of(reply) : parts);
        } finally {
            parts.skip();
        }
    }

    /** Whether the last command has left: if so, nobody knows what became of it when the connection failed. */
    public boolean sent() {
        return sent;
    }

    private Parts ask(Node whom, List<byte[]> command, Duration patience, int longest) {
        busy = whom;
        sent = true;
        try {
            whom.wire().timeout(patience == null ? FOR_EVER : patience);
            whom.wire().send(command.toArray(byte[][]::new));
            return whom.wire().parts(longest);
        } finally {
            busy = null;
        }
    }

    /** In a transaction all commands have to go to the node that has heard MULTI. */
    private boolean mayFollow() {
        return session.target().mode() == Target.Mode.CLUSTER && standing.state() instanceof State.Normal;
    }

    private Parts follow(Reply.Err first, List<byte[]> command, Duration patience, int longest) {
        Parts parts = Parts.of(first);
        for (int i = 0; i < MOST_REDIRECTIONS; i++) {
            if (!(parts.scalar() instanceof Reply.Err error)
                    || !Refusal.of(error).redirects()) {
                return parts;
            }
            List<String> words = Words.of(error.message()).texts();
            Node next = node(namedBy(words.get(words.size() - 1)));
            boolean once = Refusal.of(error) == Refusal.ASK;
            if (once) {
                next.wire().demand("ASKING");
            } else {
                node = next;
            }
            listener.moved(next.wire().address(), words.size() > 1 ? words.get(1) : "");
            parts = ask(next, command, patience, longest);
        }
        return parts;
    }

    /** {@code host:port}; no host means the one that said so. */
    private Address namedBy(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon == 0 ? node.wire().address().host() : text.substring(0, colon);
        return Address.of(host, Integer.parseInt(text.substring(colon + 1)));
    }

    private Node node(Address address) {
        Node known = nodes.get(address);
        if (known != null) {
            return known;
        }
        Node next = opened(session.wire(target().node(address)));
        nodes.put(address, next);
        return next;
    }

    /**
     * Has the server end a command that blocks (BLPOP, XREAD), over another connection and from another thread; the
     * connection stays what it was. Says whether there was one to end.
     */
    public boolean unblock() {
        Node whom = busy;
        if (whom == null || whom.id() == null) {
            return false;
        }
        Target where = target().node(whom.wire().address());
        try (Wire side = session.wire(where.but().timeout(Duration.ofSeconds(2)).build())) {
            Reply reply = side.call("CLIENT", "UNBLOCK", whom.id(), "TIMEOUT");
            return reply instanceof Reply.Int done && done.value() == 1;
        } catch (Failure e) {
            return false; // a server that cannot be asked: the connection will be given up
        }
    }

    // ---- what the prompt shows

    private void look(List<byte[]> command, Reply reply) {
        String name = Standing.upper(command, 0);
        String role = picture.role();
        if ((name.equals("REPLICAOF") || name.equals("SLAVEOF")) && !(reply instanceof Reply.Err)) {
            boolean master = Standing.upper(command, 1).equals("NO");
            role = master ? "master" : "replica";
        }
        look();
        picture = new Picture(
                picture.state(), picture.address(), picture.db(), role, picture.version(), picture.cluster());
    }

    private void look() {
        Target target = target();
        if (node == null) {
            String why = reason == null ? "connecting" : reason.getMessage();
            picture = new Picture(
                    new State.NotConnected(why), picture.address(), target.db(), "", picture.version(), false);
            return;
        }
        Hello hello = node.wire().hello();
        boolean same = node.wire().address().equals(picture.address())
                && !picture.role().isEmpty();
        picture = new Picture(
                standing.state(),
                node.wire().address(),
                target.db(),
                same ? picture.role() : hello.role(),
                hello.version(),
                hello.mode().equals("cluster"));
    }
}
