package dev.redkit.keys;

import dev.redkit.failure.BadInput;
import dev.redkit.failure.CannotWrite;
import dev.redkit.failure.Reason;
import dev.redkit.keyspace.NameBatches;
import dev.redkit.take.Imprint;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Names of keys in a file, because there may be more than memory holds: written once, then read from any place on. Of keys
 * that were backed up, what they were is kept with them.
 */
public final class NameSpool implements Closeable {
    private static final int LONGEST = 512 << 20;

    private final Path file;
    private final boolean keeps;
    private final boolean backedUp;
    private final DataOutputStream out;
    private long count;

    private NameSpool(Path file, boolean keeps, boolean backedUp, DataOutputStream out, long count) {
        this.file = file;
        this.keeps = keeps;
        this.backedUp = backedUp;
        this.out = out;
        this.count = count;
    }

    /** A new one that goes away when it is closed. */
    static NameSpool temporary(boolean backedUp) {
        try {
            return open(Files.createTempFile("redkit-keys-", ".names"), false, backedUp);
        } catch (IOException e) {
            throw new CannotWrite("cannot write a temporary file: " + Reason.of(e), null, e);
        }
    }

    /** A new one in this file, which stays. */
    static NameSpool in(Path file, boolean backedUp) {
        try {
            return open(file, true, backedUp);
        } catch (IOException e) {
            throw new CannotWrite("cannot write " + file + ": " + Reason.of(e), null, e);
        }
    }

    private static NameSpool open(Path file, boolean keeps, boolean backedUp) throws IOException {
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
        return new NameSpool(file, keeps, backedUp, new DataOutputStream(out), 0);
    }

    /** One that an earlier run has written. */
    static NameSpool written(Path file, long count, boolean backedUp) {
        return new NameSpool(file, true, backedUp, null, count);
    }

    void add(byte[] name, Imprint imprint) throws IOException {
        add(name);
        out.writeLong(imprint.expireAt());
        out.writeLong(imprint.checksum());
    }

    void add(byte[] name) throws IOException {
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
                reading.imprints.clear();
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
        private final List<Imprint> imprints = new ArrayList<>();

        private Reading(DataInputStream in, int batch) {
            this.in = in;
            this.batch = batch;
        }

        @Override
        public List<byte[]> next() throws IOException {
            List<byte[]> names = new ArrayList<>();
            imprints.clear();
            for (byte[] name = name(); name != null; name = name()) {
                names.add(name);
                if (names.size() == batch) {
                    return names;
                }
            }
            return names.isEmpty() ? null : names;
        }

        /** What the keys of the last batch were when they were backed up; valid until the next. */
        List<Imprint> imprints() {
            return imprints;
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
            if (backedUp) {
                imprints.add(new Imprint(in.readLong(), in.readLong()));
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
