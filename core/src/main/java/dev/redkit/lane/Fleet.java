package dev.redkit.lane;

import dev.redkit.failure.Failure;
import dev.redkit.target.Address;
import dev.redkit.wire.Wire;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/** The lanes of a run, one or more to each server. */
final class Fleet implements Closeable {
    private final Router router;
    private final Spread spread;
    private final boolean resends;
    private final Function<Wire, Lane> maker;
    /** By the number of the connection; null where none is open. */
    private final Map<Address, Lane[]> lanes = new LinkedHashMap<>();
    /** The same; replaced, never changed, so that one may be given up in the middle of a walk. */
    private List<Lane> all = List.of();
    /** Connections that broke here and may live on at their servers. */
    private final Map<Address, List<Identity>> broken = new HashMap<>();

    private long sentBefore;
    private long receivedBefore;

    Fleet(Router router, boolean resends, Function<Wire, Lane> maker) {
        this.router = router;
        this.spread = router.spread();
        this.resends = resends;
        this.maker = maker;
    }

    List<Lane> all() {
        return all;
    }

    /** The lane for the command that lies there, to this server; opened when there is none yet. */
    Lane lane(Address server, byte[] bytes, int start, int end) {
        return lane(server, spread.connection(bytes, start, end));
    }

    /** Opens what is missing of the lanes to a server; the first of them. */
    Lane openAll(Address server) {
        for (int number = 1; number < spread.connections(); number++) {
            lane(server, number);
        }
        return lane(server, 0);
    }

    private Lane lane(Address server, int number) {
        Lane[] there = lanes.computeIfAbsent(server, one -> new Lane[spread.connections()]);
        if (there[number] == null) {
            there[number] = open(server);
            list();
        }
        return there[number];
    }

    private void list() {
        all = lanes.values().stream()
                .flatMap(Arrays::stream)
                .filter(Objects::nonNull)
                .toList();
    }

    private Lane open(Address server) {
        Wire wire = router.open(server);
        try {
            Identity identity = null;
            if (resends) {
                identity = Identity.of(wire);
                for (Identity one : broken.getOrDefault(server, List.of())) {
                    one.endFrom(wire, identity);
                }
                broken.remove(server);
            }
            Lane lane = maker.apply(wire);
            lane.known(identity);
            return lane;
        } catch (Failure e) {
            wire.close();
            throw e;
        }
    }

    /** Closes a lane for good. What it had under way is its last owner's. */
    void discard(Lane lane) {
        Lane[] there = lanes.get(lane.server());
        Arrays.setAll(there, number -> there[number] == lane ? null : there[number]);
        list();
        sentBefore += lane.bytesSent();
        receivedBefore += lane.bytesReceived();
        broken.computeIfAbsent(lane.server(), server -> new ArrayList<>()).add(lane.identity());
        try {
            lane.close();
        } catch (IOException e) {
            // It is given up; how its end went changes nothing for anybody.
            return;
        }
    }

    boolean allIdle() {
        for (Lane lane : all) {
            if (!lane.idle()) {
                return false;
            }
        }
        return true;
    }

    void seal() {
        for (Lane lane : all) {
            lane.seal();
        }
    }

    long bytesSent() {
        return sentBefore + all.stream().mapToLong(Lane::bytesSent).sum();
    }

    long bytesReceived() {
        return receivedBefore + all.stream().mapToLong(Lane::bytesReceived).sum();
    }

    /** The smallest place of a command that is not answered. */
    long firstOpen() {
        long first = Long.MAX_VALUE;
        for (Lane lane : all) {
            first = Math.min(first, lane.firstOpen());
        }
        return first;
    }

    /** The servers that owe an answer. */
    String waitedFor() {
        StringBuilder text = new StringBuilder();
        for (Lane lane : all) {
            if (!lane.idle()) {
                text.append(text.length() == 0 ? "" : ", ").append(lane.server());
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        List<IOException> failed = new ArrayList<>();
        for (Lane lane : all) {
            try {
                lane.close();
            } catch (IOException e) {
                failed.add(e);
            }
        }
        if (!failed.isEmpty()) {
            throw failed.get(0);
        }
    }
}
