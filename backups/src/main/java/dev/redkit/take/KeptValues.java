package dev.redkit.take;

import dev.redkit.entry.Entry;
import dev.redkit.failure.BadInput;
import dev.redkit.io.Input;
import dev.redkit.rdb.RdbReader;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

/** Looks up keys of a backup by their places in it, each behind the one before: the file is read once, and as far as needed. */
public final class KeptValues implements Closeable {
    private final Path file;
    private Input input;
    private RdbReader reader;
    private long passed;

    public KeptValues(Path file) {
        this.file = file;
    }

    /** The key at a place, counted from 0; its value can be walked once, before the next call. */
    public Entry at(long place, byte[] name) throws IOException {
        if (reader == null) {
            input = Input.open(file);
            reader = RdbReader.open(input.stream(), file.toString());
        }
        boolean there = true;
        for (; there && passed <= place; passed++) {
            there = reader.next();
        }
        if (!there || !Arrays.equals(reader.key(), name)) {
            throw new BadInput(
                    file + " is not what was written for this plan: key " + place + " is another",
                    "leave --resume out, and give another file, to start anew");
        }
        return reader.entry();
    }

    @Override
    public void close() throws IOException {
        if (input != null) {
            input.close();
        }
    }
}
