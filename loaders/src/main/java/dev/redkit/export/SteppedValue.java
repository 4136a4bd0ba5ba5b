package dev.redkit.export;

import dev.redkit.entry.Value;
import dev.redkit.entry.ValueWalker;
import java.io.IOException;

/** A value that can be told step by step, for those who have to stop in between. */
public interface SteppedValue extends Value {
    /** Tells the next element; false when there are no more. */
    boolean step(ValueWalker walker) throws IOException;

    @Override
    default void walk(ValueWalker walker) throws IOException {
        boolean more = step(walker);
        while (more) {
            more = step(walker);
        }
    }
}
