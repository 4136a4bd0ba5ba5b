package dev.redkit.bench.replay;

import dev.redkit.bench.workload.Workload;
import dev.redkit.failure.BadInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a recording holds: read once before it is played, so that nothing of it has to be kept. */
public final class Survey {
    /** How many commands are told apart; the rarer ones come under one name. */
    private static final int MOST_NAMES = Workload.MOST_OPS - 2;

    static final String OTHERS = "other";

    private final Map<String, Long> names = new LinkedHashMap<>();
    private final Map<String, Integer> clients = new HashMap<>();
    private final Map<String, Long> leftOut = new LinkedHashMap<>();
    private long count;
    private long first = Long.MAX_VALUE;
    private long last = Long.MIN_VALUE;
    private boolean databases;
    private boolean timed;

    private Survey() {}

    static Survey of(Path file, Sieve sieve) {
        Survey survey = new Survey();
        try (Capture capture = Capture.open(file)) {
            for (Recorded one = capture.next(); one != null; one = capture.next()) {
                survey.add(one, sieve.leavesOut(one));
            }
            survey.timed = capture.timed();
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + e.getMessage(), null, e);
        }
        if (survey.count == 0) {
            throw new BadInput(file + " holds nothing to send"
                    + (survey.leftOut.isEmpty() ? "" : "; left out: " + survey.leftOut));
        }
        return survey;
    }

    private void add(Recorded one, Optional<String> reason) {
        if (reason.isPresent()) {
            leftOut.merge(reason.get(), 1L, Long::sum);
            return;
        }
        count++;
        String name = names.size() < MOST_NAMES || names.containsKey(one.name()) ? one.name() : OTHERS;
        names.merge(name, 1L, Long::sum);
        clients.putIfAbsent(one.client(), clients.size());
        first = Math.min(first, one.micros());
        last = Math.max(last, one.micros());
        databases |= one.db() != 0;
    }

    /** How many requests there are to send. */
    public long count() {
        return count;
    }

    /** How many clients sent them. */
    public int clients() {
        return clients.size();
    }

    int client(String name) {
        return clients.get(name);
    }

    /** How long the recording took, in seconds. */
    public double seconds() {
        return (last - first) / 1e6;
    }

    long first() {
        return first;
    }

    /** Whether it says when requests were sent. */
    public boolean timed() {
        return timed && last > first;
    }

    /** Whether some were for other databases than 0. */
    public boolean databases() {
        return databases;
    }

    /** What is not sent, and why. */
    public Map<String, Long> leftOut() {
        return leftOut;
    }

    /** The commands by name; SELECT is among them when databases change. */
    Map<String, Long> names() {
        return names;
    }
}
