package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.region.Region;
import dev.redkit.tensor.TensorData;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** A compressed variable. Whoever reads a part of it to its end reads on to the end of all, for the checksum there. */
record Inflated(Region packed) implements TensorData {
    @Override
    public InputStream open() {
        Inflater inflater = new Inflater();
        return new Named(new InflaterInputStream(packed.open(), inflater, 32 << 10), inflater);
    }

    @Override
    public TensorData part(long start, long length) {
        return () -> {
            InputStream in = open();
            in.skipNBytes(start);
            return new Part(in, length);
        };
    }

    /** Says where the damage is. */
    private final class Named extends FilterInputStream {
        private final Inflater inflater;

        Named(InputStream in, Inflater inflater) {
            super(in);
            this.inflater = inflater;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            try {
                return in.read(into, offset, length);
            } catch (IOException e) {
                throw new BadInput(
                        "the compressed variable at byte " + packed.offset() + " of " + packed.name() + " is damaged: "
                                + e.getMessage(),
                        null,
                        e);
            }
        }

        @Override
        public long skip(long count) throws IOException {
            byte[] scratch = new byte[(int) Math.min(Math.max(count, 0), 32 << 10)];
            long skipped = 0;
            while (skipped < count) {
                int got = read(scratch, 0, (int) Math.min(scratch.length, count - skipped));
                if (got < 0) {
                    break;
                }
                skipped += got;
            }
            return skipped;
        }

        @Override
        public void close() throws IOException {
            inflater.end();
            in.close();
        }
    }

    private static final class Part extends FilterInputStream {
        private long left;

        Part(InputStream in, long left) {
            super(in);
            this.left = left;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (left == 0 && length > 0) {
                in.transferTo(OutputStream.nullOutputStream());
                return -1;
            }
            int got = in.read(into, offset, (int) Math.min(length, left));
            left -= Math.max(got, 0);
            return got;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = in.skip(Math.min(count, left));
            left -= skipped;
            return skipped;
        }
    }
}
