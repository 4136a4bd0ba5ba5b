package dev.redkit.load;

import dev.redkit.mapping.Change;
import dev.redkit.wire.CommandBuffer;
import java.util.function.LongConsumer;

/** Turns changes into commands. Changes go in, whole commands come out, each with the records it stands for. */
interface Encoder {
    /** Takes a change that a record makes. It may be held back to be joined by the next. */
    void add(Change change, long record);

    /** Brings out what was held back. */
    void flush();

    /** Says where the next command is wanted. */
    void await(CommandBuffer out);

    /** Whether a command is there, where it was wanted last. */
    boolean take();

    /** Gives up what was not taken: tells the place of each command that now never will be sent. */
    void drop(LongConsumer places);

    /** Which records the command taken last stands for: a record's number, or a number given by {@link UnderWay#group}. */
    long place();
}
