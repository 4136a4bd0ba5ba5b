package dev.redkit.bench.engine;

import dev.redkit.bench.workload.Draws;
import dev.redkit.bench.workload.Encoder;
import java.util.ArrayList;
import java.util.List;

/** Draws requests, and gives each the connection that is asked for, the next free one, or one to the node of its key. */
final class DrawingDealer extends Dealer {
    /** How many connections are looked at for an idle one, before one with room will do. */
    private static final int LOOKS = 16;

    private final Draws draws;
    private final Encoder[] encoders;
    private final boolean[] reads;
    private final Routes routes;
    private final int mostInFlight;
    private final List<List<Connection>> groups = new ArrayList<>();
    private final int[] cursors;
    private final byte[] request;
    /** The request that found no room, and goes first when there is some. */
    private int heldOp = -1;

    private int heldLength;
    private int heldGroup;
    private int keyless;

    /** {@code reads}: which commands may go to replicas. */
    DrawingDealer(Draws draws, List<Encoder> encoders, boolean[] reads, Routes routes, int mostInFlight) {
        this.reads = reads;
        this.draws = draws;
        this.encoders = encoders.toArray(Encoder[]::new);
        this.routes = routes;
        this.mostInFlight = mostInFlight;
        int servers = routes.servers();
        for (int i = 0; i < servers; i++) {
            groups.add(new ArrayList<>());
        }
        cursors = new int[servers];
        long longest = encoders.stream().mapToLong(Encoder::maxLength).max().orElse(0);
        request = routes.clustered() ? new byte[Math.toIntExact(longest)] : new byte[0];
    }

    @Override
    boolean clustered() {
        return routes.clustered();
    }

    @Override
    void add(Connection connection) {
        groups.get(connection.line().group()).add(connection);
    }

    @Override
    void remove(Connection connection) {
        groups.get(connection.line().group()).remove(connection);
    }

    @Override
    boolean deal(Connection connection, long now) {
        int op = heldOp >= 0 ? heldOp : draws.nextOp();
        if (!connection.takes(encoders[op].maxLength(), mostInFlight)) {
            heldOp = op;
            return false;
        }
        heldOp = -1;
        connection.encode(encoders[op], op, now, now);
        return true;
    }

    @Override
    boolean deal(long due, long now) {
        int op = heldOp >= 0 ? heldOp : draws.nextOp();
        if (routes.clustered()) {
            return dealByKey(op, due, now);
        }
        Connection connection = pick(0, encoders[op].maxLength());
        if (connection == null) {
            heldOp = op;
            return false;
        }
        heldOp = -1;
        connection.encode(encoders[op], op, due, now);
        touched(connection);
        return true;
    }

    private boolean dealByKey(int op, long due, long now) {
        if (heldOp < 0) {
            heldLength = encoders[op].encode(request, 0);
            heldGroup = group(op);
        }
        Connection connection = pick(heldGroup, heldLength);
        if (connection == null) {
            heldOp = op;
            return false;
        }
        heldOp = -1;
        connection.copy(request, heldLength, op, due, now);
        touched(connection);
        return true;
    }

    private int group(int op) {
        Encoder encoder = encoders[op];
        int owner = encoder.keyOffset() < 0
                ? keyless++ % routes.masters()
                : routes.owner(request, encoder.keyOffset(), encoder.keyLength());
        return reads[op] ? routes.reader(owner) : owner;
    }

    private Connection pick(int group, long length) {
        List<Connection> all = groups.get(group);
        int size = all.size();
        Connection best = null;
        for (int i = 0; i < size && (i < LOOKS || best == null); i++) {
            int at = cursors[group] + i;
            Connection one = all.get(at < size ? at : at % size);
            if (one.takes(length, mostInFlight) && (best == null || one.waiting() < best.waiting())) {
                best = one;
                if (one.waiting() == 0) {
                    cursors[group] = (at + 1) % size;
                    return one;
                }
            }
        }
        if (size > 0) {
            cursors[group] = (cursors[group] + 1) % size;
        }
        return best;
    }
}
