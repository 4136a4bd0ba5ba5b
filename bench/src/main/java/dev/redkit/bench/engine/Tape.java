package dev.redkit.bench.engine;

import dev.redkit.bench.schedule.Timetable;

/** Requests that were recorded, each with its moment and the client that sent it: sent again instead of drawn ones. */
public interface Tape extends Timetable {
    /** The index of its command in the workload. */
    int op();

    /** Who sent it: requests of one client go over one connection, in their order. */
    int client();

    /** It, as RESP. */
    byte[] bytes();

    /** Where its first key lies in {@link #bytes}; -1 for none. */
    int keyOffset();

    int keyLength();
}
