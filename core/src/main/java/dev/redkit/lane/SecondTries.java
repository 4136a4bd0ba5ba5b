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

    /**
     * One command to send again.
     *
     * @param error what the server said; null when its answer was lost, or did not count
     * @param reason the same; null when it does not matter any more
     * @param named the server that a redirect names
     */
    record Try(long index, long place, byte[] command, Reply.Err error, Refusal reason, Address named) {
        static Try unanswered(long index, long place, byte[] command) {
            return new Try(index, place, command, null, null, null);
        }

        static Try refused(Refused refused, Address by) {
            Refusal reason = Refusal.of(refused.error());
            Address named = reason.redirects() ? nodeIn(refused.error(), by) : null;
            return new Try(refused.index(), refused.place(), refused.command(), refused.error(), reason, named);
        }

        /** An ASK is for this once. */
        boolean asks() {
            return reason == Refusal.ASK;
        }

        /** Tells the router what a MOVED says. */
        void tell(Router router) {
            if (reason == Refusal.MOVED) {
                String[] words = error.message().split(" ", 3);
                router.moved(Integer.parseInt(words[1]), named);
            }
        }

        boolean needsRefresh() {
            return reason == Refusal.MOVED || reason == Refusal.CLUSTERDOWN || demoted();
        }

        /** Whether the server was a replica: another one is to be found, or the same one anew. */
        boolean demoted() {
            return reason == Refusal.READONLY || reason == Refusal.MASTERDOWN;
        }

        /** Whether it waits for the server to change its mind. */
        boolean waits() {
            return reason != null && !reason.redirects();
        }
    }

    private final Duration patience;
    private final Map<Long, Long> firstRefused = new HashMap<>();
    private List<Try> waiting = new ArrayList<>();
    private Set<Long> lastRound = Set.of();
    private int repeats;
    private long retried;
    private long resent;

    SecondTries(Duration patience) {
        this.patience = patience;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Commands sent again after an answer that passes. */
    long retried() {
        return retried;
    }

    /** Commands sent again for other reasons. */
    long resent() {
        return resent;
    }

    /** The smallest place among those that wait. */
    long firstOpen() {
        long first = Long.MAX_VALUE;
        for (Try one : waiting) {
            first = Math.min(first, one.place());
        }
        return first;
    }

    /** Takes a command for another try, when that can help and patience lasts. */
    boolean offer(Refused refused, Address by, boolean elsewhere) {
        Refusal reason = Refusal.of(refused.error());
        boolean moved = reason.redirects() || reason == Refusal.READONLY;
        if (!reason.passes() && !(moved && elsewhere)) {
            return false;
        }
        if (!lasts(refused.index())) {
            return false;
        }
        waiting.add(Try.refused(refused, by));
        return true;
    }

    /** Takes a command for another try, whatever {@link #overdue} says of it. */
    void take(Try one) {
        if (one.waits()) {
            lasts(one.index());
        }
        waiting.add(one);
    }

    private boolean lasts(long index) {
        long now = System.nanoTime();
        long first = firstRefused.computeIfAbsent(index, i -> now);
        return now - first <= patience.toNanos();
    }

    /** One that was refused for longer than patience lasts; null when there is none. */
    Try overdue() {
        for (Try one : waiting) {
            if (one.waits() && !lasts(one.index())) {
                return one;
            }
        }
        return null;
    }

    /** All that wait, in the order of their commands. */
    List<Try> takeRound() {
        List<Try> round = waiting;
        waiting = new ArrayList<>();
        round.sort(Comparator.comparingLong(Try::index));
        Set<Long> indexes = new HashSet<>();
        boolean again = false;
        for (Try one : round) {
            if (one.error() != null) {
                indexes.add(one.index());
                again |= lastRound.contains(one.index());
            }
        }
        repeats = again ? repeats + 1 : 0;
        lastRound = indexes;
        firstRefused.keySet().retainAll(indexes);
        return round;
    }

    /** The round goes out. */
    void sent(List<Try> round) {
        int refused = lastRound.size();
        retried += refused;
        resent += round.size() - refused;
    }

    /** The round could not go out: its servers are to be found again. */
    void putBack(List<Try> round) {
        for (Try one : round) {
            waiting.add(one.waits() ? one : Try.unanswered(one.index(), one.place(), one.command()));
        }
    }

    /** How long to wait before a round goes out: a redirect not at all the first times, everything else ever longer. */
    long pauseMillis(List<Try> round) {
        boolean waits = round.stream().anyMatch(Try::waits);
        if (lastRound.isEmpty() || (repeats < REDIRECTS_AT_ONCE && !waits)) {
            return 0;
        }
        return Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(repeats, 10));
    }

    /** The address in {@code MOVED 3999 127.0.0.1:6381}; an empty host means that of the server that says so. */
    private static Address nodeIn(Reply.Err error, Address by) {
        String named = error.message().substring(error.message().lastIndexOf(' ') + 1);
        return Address.parse(named.startsWith(":") ? by.host() + named : named, Address.DEFAULT_PORT);
    }
}
