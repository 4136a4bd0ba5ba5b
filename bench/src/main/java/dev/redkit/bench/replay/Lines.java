package dev.redkit.bench.replay;

import dev.redkit.failure.BadInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines as bytes, numbered; one that is longer than a command may be is bad input. */
final class Lines {
    private static final int LONGEST = 512 * 1024 * 1024;

    private final InputStream in;
    private final String file;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(256);
    private long number;

    Lines(InputStream in, String file) {
        this.in = in;
        this.file = file;
    }

    /** The next line without its end; null when there is none. */
    byte[] next() throws IOException {
        line.reset();
        int one = in.read();
        if (one < 0) {
            return null;
        }
        number++;
        while (one >= 0 && one != '\n') {
            if (line.size() == LONGEST) {
                throw wrong("a line that does not end");
            }
            line.write(one);
            one = in.read();
        }
        byte[] bytes = line.toByteArray();
        return bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    BadInput wrong(String what) {
        return new BadInput(file + ", line " + number + ": " + what);
    }
}
