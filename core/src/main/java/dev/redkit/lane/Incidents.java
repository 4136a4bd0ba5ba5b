package dev.redkit.lane;

import java.time.Duration;

/** Hears of trouble that a run gets over by itself, so that somebody who waits is told what for. */
public interface Incidents {
    /** Nobody listens. */
    Incidents IGNORED = (what, pause) -> {};

    /**
     * Something stands in the way; it is tried again after a pause. Told once for each kind of trouble, and again now
     * and then while it lasts.
     *
     * @param what a sentence without its full stop: "the connection to … broke (…)"
     */
    void trouble(String what, Duration pause);

    /** Commands are answered again, after trouble of this length. */
    default void over(Duration lasted) {}
}
