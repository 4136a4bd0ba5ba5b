package dev.redkit.backup;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Records of one side, parted by the hash of their keys into files, so that each part fits into memory. */
final class Spill implements Closeable {
    private static final int PARTS_BITS = 6;
    static final int PARTS = 1 << PARTS_BITS;
    private static final int BUFFER = 16 << 10;

    private final Path folder;
    private final int level;
    private final DataOutputStream[] outs = new DataOutputStream[PARTS];
    private final long[] counts = new long[PARTS];

    /** Sees records again. */
    interface RecordConsumer {
        void accept(KeyRecord record) throws IOException;
    }

    /** @param level how often the records were parted already: each time by other bits */
    Spill(Path folder, int level) {
        this.folder = folder;
        this.level = level;
    }

    void add(KeyRecord record) throws IOException {
        int part = (int) (record.hash() >>> (level * PARTS_BITS)) & (PARTS - 1);
        if (outs[part] == null) {
            outs[part] = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(path(part)), BUFFER));
        }
        record.write(outs[part]);
        counts[part]++;
    }

    private Path path(int part) {
        return folder.resolve(Integer.toString(part));
    }

    long count(int part) {
        return counts[part];
    }

    /** To be called when all records are there. */
    void finish() throws IOException {
        for (DataOutputStream out : outs) {
            if (out != null) {
                out.close();
            }
        }
    }

    void each(int part, RecordConsumer consumer) throws IOException {
        if (counts[part] == 0) {
            return;
        }
        try (DataInputStream in =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(path(part)), BUFFER))) {
            for (long i = 0; i < counts[part]; i++) {
                consumer.accept(KeyRecord.read(in));
            }
        }
    }

    /** A folder for parting one part again. */
    Path below(int part) throws IOException {
        return Files.createDirectory(folder.resolve(part + "-again"));
    }

    @Override
    public void close() throws IOException {
        finish();
        for (int part = 0; part < PARTS; part++) {
            Files.deleteIfExists(path(part));
        }
    }
}
