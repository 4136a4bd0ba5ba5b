package dev.redkit.take;

import dev.redkit.io.AtomicOutput;
import dev.redkit.io.Hashing;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/** A file that is written packed, counted and hashed as it lies there, and that appears whole. */
final class Written implements Closeable {
    private static final int BUFFER = 64 << 10;

    private final AtomicOutput file;
    private final Counted counted;
    private final OutputStream stream;

    Written(Path path, Packing packing, AtomicOutput.Rule... rules) throws IOException {
        file = AtomicOutput.open(path, rules);
        counted = new Counted(file.stream());
        OutputStream packed = packing.pack(counted);
        stream = packed == counted ? counted : new BufferedOutputStream(packed, BUFFER);
    }

    OutputStream stream() {
        return stream;
    }

    void commit() throws IOException {
        stream.close();
        file.commit();
    }

    long bytes() {
        return counted.bytes;
    }

    String sha256() {
        return HexFormat.of().formatHex(counted.digest.digest());
    }

    @Override
    public void close() {
        file.close();
    }

    /** Closing it leaves the file open, which {@link #commit} brings to the disk. */
    private static final class Counted extends FilterOutputStream {
        final MessageDigest digest = Hashing.sha256();
        long bytes;

        Counted(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] array, int offset, int length) throws IOException {
            out.write(array, offset, length);
            digest.update(array, offset, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            out.flush();
        }
    }
}
