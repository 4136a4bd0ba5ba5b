package dev.redkit.bench.replay;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.UsageError;
import dev.redkit.io.Input;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Requests in the order in which they were recorded. */
abstract class Capture implements Closeable {
    /** The next one; null at the end. */
    abstract Recorded next() throws IOException;

    /** Whether it says when requests were sent. */
    boolean timed() {
        return true;
    }

    /** Opens a capture, whatever its form: it is told by the first bytes. */
    static Capture open(Path place) {
        if (Files.isDirectory(place) || place.toString().endsWith(".manifest")) {
            return new AofCapture(place);
        }
        Input input = Input.open(place);
        try {
            BufferedInputStream in = new BufferedInputStream(input.stream(), 256 * 1024);
            in.mark(16);
            int first = firstVisible(in);
            in.reset();
            if (first == '*' || first == '#' || first == 'R' || first == 'V') {
                return new AofCapture(in, input);
            } else if (first == '{' || first == '+' || first == 'O' || (first >= '0' && first <= '9')) {
                return new MonitorCapture(new Lines(in, input.name()), input);
            }
            throw new BadInput(
                    input.name() + " is no recording: neither MONITOR lines nor an append-only file",
                    "record one with: redkit tail --monitor --save FILE");
        } catch (IOException e) {
            throw new UsageError("cannot read " + place + ": " + e.getMessage(), null, e);
        }
    }

    private static int firstVisible(InputStream in) throws IOException {
        int one = in.read();
        for (int i = 0; i < 8 && (one == '\n' || one == '\r' || one == ' '); i++) {
            one = in.read();
        }
        return one;
    }
}
