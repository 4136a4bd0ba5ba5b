package dev.redkit.bench.engine;

import java.util.ArrayList;
import java.util.List;

/** Gives each recorded client its connection; in a cluster one to each node. */
final class TapeDealer extends Dealer {
    private final Tape tape;
    private final Routes routes;
    private final int mostInFlight;
    private final List<List<Connection>> groups = new ArrayList<>();

    TapeDealer(Tape tape, Routes routes, int mostInFlight) {
        this.tape = tape;
        this.routes = routes;
        this.mostInFlight = mostInFlight;
        for (int i = 0; i < routes.servers(); i++) {
            groups.add(new ArrayList<>());
        }
    }

    @Override
    boolean clustered() {
        return routes.clustered();
    }

    @Override
    void add(Connection connection) {
        groups.get(connection.line().group()).add(connection);
    }

    /** Its clients are not given to others: what they had set up on it is gone. */
    @Override
    void remove(Connection connection) {}

    @Override
    boolean deal(Connection connection, long now) {
        throw new IllegalStateException("recorded requests are not dealt to just any connection");
    }

    @Override
    boolean deal(long due, long now) {
        int group = !routes.clustered()
                ? 0
                : tape.keyOffset() < 0
                        ? tape.client() % routes.masters()
                        : routes.owner(tape.bytes(), tape.keyOffset(), tape.keyLength());
        List<Connection> all = groups.get(group);
        Connection connection = all.get(tape.client() % all.size());
        byte[] bytes = tape.bytes();
        if (!connection.takes(bytes.length, mostInFlight)) {
            return false;
        }
        connection.copy(bytes, bytes.length, tape.op(), due, now);
        touched(connection);
        return true;
    }
}
