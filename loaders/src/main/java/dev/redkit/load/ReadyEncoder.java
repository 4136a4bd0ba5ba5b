package dev.redkit.load;

import dev.redkit.wire.CommandBuffer;
import java.util.function.LongConsumer;

/** What encoders have in common: commands that are ready, until they are taken. */
abstract class ReadyEncoder implements Encoder {
    final Ready ready = new Ready();

    /** Where the next command is written. */
    final CommandBuffer out() {
        return ready.out();
    }

    @Override
    public void flush() {
        // Most hold nothing back.
    }

    @Override
    public final void await(CommandBuffer out) {
        ready.await(out);
    }

    @Override
    public final boolean take() {
        return ready.take();
    }

    @Override
    public final void drop(LongConsumer places) {
        flush();
        ready.drop(places);
    }

    @Override
    public final long place() {
        return ready.place();
    }
}
