package dev.redkit.lane;

import dev.redkit.target.Address;
import dev.redkit.wire.Refusal;
import dev.redkit.wire.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands that a server could not take just now, until they are taken or patience ends. */
final class SecondTries {
    private static final int REDIRECTS_AT_ONCE = 5;
    private static final long FIRST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** One command to send again; {@code named} is the server that a redirect names. */
    record Try(Refused refused, Refusal reason, Address named) {
        /** An ASK is for this once. */
        boolean asks() {
            return reason == Refusal.ASK;
        }

        /** Tells the router what a MOVED says. */
        void tell(Router router) {
            if (reason == Refusal.MOVED) {
                String[] words = refused.error().message().split(" ", 3);
                router.moved(Integer.parseInt(words[1]), named);
            }
        }

        boolean needsRefresh() {
            return reason == Refusal.MOVED || reason == Refusal.CLUSTERDOWN || reason == Refusal.READONLY;
        }
    }

    private final Duration patience;
    private final Map<Long, Long> firstRefused = new HashMap<>();
    private List<Try> waiting = new ArrayList<>();
    private Set<Long> lastRound = Set.of();
    private int repeats;
    private long count;

    SecondTries(Duration patience) {
        this.patience = patience;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    long count() {
        return count;
    }

    /** Takes a command for another try, when that can help and patience lasts. */
    boolean offer(Refused refused, Address by, boolean elsewhere) {
        Refusal reason = Refusal.of(refused.error());
        boolean moved = reason.redirects() || reason == Refusal.READONLY;
        if (!reason.passes() && !(moved && elsewhere)) {
            return false;
        }
        long now = System.nanoTime();
        long first = firstRefused.computeIfAbsent(refused.index(), i -> now);
        if (now - first > patience.toNanos()) {
            return false;
        }
        waiting.add(new Try(refused, reason, reason.redirects() ? named(refused.error(), by) : null));
        return true;
    }

    /** All that wait, in the order of their commands. */
    List<Try> takeRound() {
        List<Try> round = waiting;
        waiting = new ArrayList<>();
        round.sort(Comparator.comparingLong(one -> one.refused().index()));
        Set<Long> indexes = new HashSet<>();
        boolean again = false;
        for (Try one : round) {
            indexes.add(one.refused().index());
            again |= lastRound.contains(one.refused().index());
        }
        repeats = again ? repeats + 1 : 0;
        lastRound = indexes;
        firstRefused.keySet().retainAll(indexes);
        count += round.size();
        return round;
    }

    /** How long to wait before a round goes out: a redirect not at all the first times, everything else ever longer. */
    long pauseMillis(List<Try> round) {
        if (repeats < REDIRECTS_AT_ONCE
                && round.stream().allMatch(one -> one.reason().redirects())) {
            return 0;
        }
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(repeats, 10));
    }

    /** The address in {@code MOVED 3999 127.0.0.1:6381}; an empty host means that of the server that says so. */
    private static Address named(Reply.Err error, Address by) {
        String named = error.message().substring(error.message().lastIndexOf(' ') + 1);
        return Address.parse(named.startsWith(":") ? by.host() + named : named, Address.DEFAULT_PORT);
    }
}
