package dev.redkit.tail.outlet;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;
import java.util.Set;

/** One place where messages go. For one thread at a time. */
public interface Outlet extends AutoCloseable {
    void message(Message message);

    /** Nothing more is here for the moment. */
    default void pause() {}

    default void gap(Gap gap) {}

    /** Every 100 ms or so: time for what happens by the clock, and to say that it cannot go on. */
    default void tick() {}

    /** Waits until all messages are done with; the {@code channel id} of those that could not be done. */
    default Set<String> settle() {
        return Set.of();
    }

    /** How many messages it could not take and threw away, by the user's choice. */
    default long dropped() {
        return 0;
    }

    /** Finishes what is under way. */
    @Override
    void close();
}
