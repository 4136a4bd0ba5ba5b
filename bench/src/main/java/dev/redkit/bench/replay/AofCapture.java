package dev.redkit.bench.replay;

import dev.redkit.aof.AofReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/**
 * The commands of an append-only file. It knows no clients, and times only where the server noted them
 * ({@code aof-timestamp-enabled}), to the second: what came within one is spread over it evenly.
 */
final class AofCapture extends Capture {
    private static final String WRITER = "aof";
    private static final long SECOND = 1_000_000;

    private final AofReader reader;
    private final Closeable source;
    private boolean timed;

    AofCapture(Path place) {
        this.reader = AofReader.open(place);
        this.source = reader;
    }

    AofCapture(InputStream in, Closeable source) throws IOException {
        this.reader = AofReader.of(in, "the append-only file");
        this.source = source;
    }

    @Override
    boolean timed() {
        return timed;
    }

    @Override
    Recorded next() throws IOException {
        while (reader.next()) {
            if (reader.kind() == AofReader.Kind.COMMAND) {
                long seconds = reader.timestamp();
                timed |= seconds != AofReader.NO_TIME;
                return new Recorded(
                        seconds == AofReader.NO_TIME ? 0 : seconds * SECOND, WRITER, reader.db(), reader.command());
            }
        }
        return null;
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
