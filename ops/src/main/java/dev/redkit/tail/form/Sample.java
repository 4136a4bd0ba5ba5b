package dev.redkit.tail.form;

import dev.redkit.tail.Message;

/** Lets every so-manieth message pass. */
public final class Sample implements Sieve {
    private final long each;
    private long count;

    public Sample(long each) {
        this.each = each;
    }

    @Override
    public boolean passes(Message message) {
        return count++ % each == 0;
    }
}
