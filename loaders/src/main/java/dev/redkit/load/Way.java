package dev.redkit.load;

import dev.redkit.lane.CommandSource;
import dev.redkit.lane.ExactlyOnce;
import dev.redkit.lane.LaneReport;
import dev.redkit.lane.Lanes;
import dev.redkit.lane.Refused;
import java.io.Closeable;
import java.io.IOException;
import java.util.function.Consumer;

/** How commands get into a server: many at once and perhaps twice after trouble, or in transactions and once. */
interface Way extends Closeable {
    LaneReport run(CommandSource source, Consumer<Refused> referee) throws IOException;

    LaneReport report();

    /** All is done, and nobody will go on from here. */
    void forget();

    static Way of(Lanes lanes) {
        return new Way() {
            @Override
            public LaneReport run(CommandSource source, Consumer<Refused> referee) throws IOException {
                return lanes.run(source, referee);
            }

            @Override
            public LaneReport report() {
                return lanes.report();
            }

            @Override
            public void forget() {
                // It remembers nothing.
            }

            @Override
            public void close() throws IOException {
                lanes.close();
            }
        };
    }

    static Way of(ExactlyOnce once) {
        return new Way() {
            @Override
            public LaneReport run(CommandSource source, Consumer<Refused> referee) {
                return once.run(source, referee);
            }

            @Override
            public LaneReport report() {
                return once.report();
            }

            @Override
            public void forget() {
                once.forget();
            }

            @Override
            public void close() {
                once.close();
            }
        };
    }
}
