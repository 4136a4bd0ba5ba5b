package dev.redkit.tail.form;

import dev.redkit.tail.Gap;
import dev.redkit.tail.Message;

/** One way of writing messages. Forms that are data mark gaps in their own way; for the others stderr tells of them. */
public interface MessageForm {
    void message(Message message, Out out);

    default void gap(Gap gap, Out out) {}

    default void begin(Out out) {}

    default void end(Out out) {}
}
