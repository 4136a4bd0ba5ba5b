package dev.redkit.tail.form;

import dev.redkit.tail.Message;

/** Lets a message pass or not; on the way it may put another payload into it. */
public interface Sieve {
    boolean passes(Message message);
}
