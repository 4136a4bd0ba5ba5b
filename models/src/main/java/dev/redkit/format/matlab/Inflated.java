package dev.redkit.format.matlab;

import dev.redkit.failure.BadInput;
import dev.redkit.io.BlockFilter;
import dev.redkit.region.Region;
import dev.redkit.tensor.TensorData;
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
    private final class Named extends BlockFilter {
        private final Inflater inflater;

        Named(InputStream in, Inflater inflater) {
            super(in);
            this.inflater = inflater;
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
        public void close() throws IOException {
            inflater.end();
            in.close();
        }
    }

    private static final class Part extends BlockFilter {
        private long left;

        Part(InputStream in, long left) {
            super(in);
            this.left = left;
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
    }
}
