package dev.redkit.tensor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** The same few bytes out of each record of many: a column of a table. */
public final class Picked extends ChunkedStream {
    private static final int CHUNK = 64 << 10;

    private final InputStream in;
    private final Field field;
    private final byte[] records;
    private final byte[] picked;

    /**
     * Where a field is.
     *
     * @param record the bytes of a record
     * @param offset where in each record it begins
     * @param width its bytes
     */
    public record Field(int record, int offset, int width) {}

    private Picked(InputStream in, Field field) {
        this.in = in;
        this.field = field;
        int count = Math.max(1, CHUNK / field.record());
        this.records = new byte[count * field.record()];
        this.picked = new byte[count * field.width()];
    }

    public static TensorData of(TensorData records, Field field) {
        return () -> new Picked(records.open(), field);
    }

    @Override
    protected ByteBuffer next() throws IOException {
        int count = in.readNBytes(records, 0, records.length) / field.record();
        for (int i = 0; i < count; i++) {
            System.arraycopy(records, i * field.record() + field.offset(), picked, i * field.width(), field.width());
        }
        return ByteBuffer.wrap(picked, 0, count * field.width());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
