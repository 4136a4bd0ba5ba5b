package dev.redkit.bench.schedule;

/** The intended times of one thread of an open loop, one after the other. */
public interface Timetable {
    /** Says when the run begins. */
    void start(long nanos);

    /** When the next request is due. */
    long due();

    /** Goes on to the one after it. */
    void advance();

    /** How many are due before that moment and were not taken. */
    long waiting(long nanos);

    /** Whether there is no next one. */
    default boolean ended() {
        return false;
    }
}
