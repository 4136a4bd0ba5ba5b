package dev.redkit.keys;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.keyspace.NameBatches;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Names of keys in a file, because there may be more than memory holds: written once, then read from any place on. */
public final class NameSpool implements Closeable {
    private static final int LONGEST = 512 << 20;

    private final Path file;
    private final boolean keeps;
    private final DataOutputStream out;
    private long count;

    private NameSpool(Path file, boolean keeps, DataOutputStream out, long count) {
        this.file = file;
        this.keeps = keeps;
        this.out = out;
        this.count = count;
    }

    /** A new one that goes away when it is closed. */
    public static NameSpool temporary() {
        try {
            return open(Files.createTempFile("redkit-keys-", ".names"), false);
        } catch (IOException e) {
            throw new CannotWrite("cannot write a temporary file: " + Reason.of(e), null, e);
        }
    }

    /** A new one in this file, which stays. */
    static NameSpool in(Path file) {
        try {
            return open(file, true);
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + Reason.of(e), null, e);
        }
    }

    private static NameSpool open(Path file, boolean keeps) throws IOException {
        return new NameSpool(
                file, keeps, new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)), 0);
    }

    /** One that an earlier run has written. */
    static NameSpool written(Path file, long count) {
        return new NameSpool(file, true, null, count);
    }

    public void add(byte[] name) throws IOException {
        out.writeInt(name.length);
        out.write(name);
        count++;
    }

    /** Ends the writing. */
    public void end() {
        try {
            out.close();
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + Reason.of(e), "nothing was changed", e);
        }
    }

    public long count() {
        return count;
    }

    Path file() {
        return file;
    }

    /** The names from one on, so many at once. */
    Reading from(long first, int batch) {
        try {
            DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
            Reading reading = new Reading(in, batch);
            for (long i = 0; i < first; i++) {
                reading.name();
            }
            return reading;
        } catch (IOException e) {
            throw new BadInput("cannot read " + file + ": " + Reason.of(e), null, e);
        }
    }

    /** Goes through the names. */
    final class Reading implements NameBatches, Closeable {
        private final DataInputStream in;
        private final int batch;

        private Reading(DataInputStream in, int batch) {
            this.in = in;
            this.batch = batch;
        }

        @Override
        public List<byte[]> next() throws IOException {
            List<byte[]> names = new ArrayList<>();
            for (byte[] name = name(); name != null; name = name()) {
                names.add(name);
                if (names.size() == batch) {
                    return names;
                }
            }
            return names.isEmpty() ? null : names;
        }

        private byte[] name() throws IOException {
            int length;
            try {
                length = in.readInt();
            } catch (EOFException e) {
                return null;
            }
            if (length < 0 || length > LONGEST) {
                throw new BadInput(file + " does not hold names of keys", "leave --resume out to start anew");
            }
            byte[] name = in.readNBytes(length);
            if (name.length < length) {
                throw new BadInput(file + " ends within a name", "leave --resume out to start anew");
            }
            return name;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    @Override
    public void close() {
        try {
            if (out != null) {
                out.close();
            }
            if (!keeps) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new CannotWrite("cannot remove " + file + ": " + Reason.of(e), null, e);
        }
    }
}
