package dev.redkit.tail.form;

import dev.redkit.tail.Message;
import java.util.function.LongSupplier;

/** Lets at most so many messages a second pass, so that a person can read them; counts the others. */
public final class RateLimit implements Sieve {
    private static final double SECOND = 1e9;

    private final double perNano;
    private final double most;
    private final LongSupplier nanos;
    private double credit;
    private long last;
    private long held;

    public RateLimit(double perSecond, LongSupplier nanos) {
        this.perNano = perSecond / SECOND;
        this.most = Math.max(1, perSecond / 10);
        this.nanos = nanos;
        this.credit = most;
        this.last = nanos.getAsLong();
    }

    @Override
    public boolean passes(Message message) {
        long now = nanos.getAsLong();
        credit = Math.min(most, credit + (now - last) * perNano);
        last = now;
        // Tenths do not add up to a whole in binary.
        if (credit > 1 - 1e-6) {
            credit--;
            return true;
        }
        held++;
        return false;
    }

    /** How many did not pass. */
    public long held() {
        return held;
    }
}
